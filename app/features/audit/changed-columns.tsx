import { useTranslation } from "react-i18next";
import { Swatch } from "#app/ui/avatar.tsx";
import type { Action, ColumnChange } from "./audit.ts";
import type { Reading } from "./things.ts";
import type { ValueWords } from "./use-value-words.tsx";

interface ChangedColumnsProps {
  table: string;
  action: Action;
  columns: readonly ColumnChange[];
  words: ValueWords;
}

/** Each column with its value before and after; of a row that came or went, the values that it had. */
export function ChangedColumns({ table, action, columns, words }: ChangedColumnsProps) {
  const { t } = useTranslation("audit");
  if (columns.length === 0) return <p className="text-13 text-muted">{t("nothing")}</p>;
  const sides = ([] as ("before" | "after")[]).concat(
    action === "insert" ? [] : "before",
    action === "delete" ? [] : "after",
  );
  return (
    <table className="w-full max-w-4xl table-fixed border-collapse text-13">
      <thead>
        <tr className="text-left text-12 text-muted">
          <th scope="col" className="w-1/4 py-1 pr-4 font-medium max-md:w-1/3">
            {t("column")}
          </th>
          {sides.map((side) => (
            <th key={side} scope="col" className="py-1 pr-4 font-medium">
              {t(sides.length === 1 ? "value" : side)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((change) => (
          <tr key={change.column} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 pr-4 text-left font-normal text-muted">
              {words.columnOf(table, change.column)}
            </th>
            {sides.map((side) => (
              <td key={side} className="py-1.5 pr-4 break-words whitespace-pre-line">
                <Value reading={change.reading} value={change[side]} words={words} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ValueProps {
  reading: Reading;
  value: unknown;
  words: ValueWords;
}

function Value({ reading, value, words }: ValueProps) {
  const { t } = useTranslation("audit");
  const said = words.say(reading, value);
  if (said === null) return <span className="text-faint">{t("empty")}</span>;
  if (reading !== "swatch") return said;
  return (
    <span className="flex items-center gap-2">
      <Swatch color={String(value)} />
      {said}
    </span>
  );
}
