import { useTranslation } from "react-i18next";
import type { Selection } from "./use-selection.ts";

interface RowBoxProps {
  selection: Selection;
  id: string;
  /** The id of the element that names the row. */
  namedBy: string;
}

/** Ticks a row, with shift all rows up to it. */
export function RowBox({ selection, id, namedBy }: RowBoxProps) {
  const { t } = useTranslation();
  const own = `${namedBy}-box`;
  return (
    <label className={labelClass}>
      <span id={own} className="sr-only">
        {t("list.select")}
      </span>
      <input
        type="checkbox"
        data-row-box
        aria-labelledby={`${own} ${namedBy}`}
        checked={selection.has(id)}
        onChange={({ nativeEvent }) =>
          selection.toggle(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        className="size-4"
      />
    </label>
  );
}

/** Ticks all rows that are loaded, or none. */
export function LoadedBox({ selection }: { selection: Selection }) {
  const { t } = useTranslation();
  return (
    <label className={labelClass}>
      <span className="sr-only">{t("list.selectLoaded")}</span>
      <input
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = selection.ticked === "some";
        }}
        checked={selection.ticked === "all"}
        onChange={selection.toggleLoaded}
        className="size-4"
      />
    </label>
  );
}

// Over the row's link, and as large as a finger.
const labelClass =
  "relative z-1 -mx-4 grid h-9 w-12 cursor-pointer place-items-center select-none pointer-coarse:h-11";
