import { Columns3 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../button.tsx";
import { useFilterParameters } from "../filter-bar.tsx";
import { Menu, MenuAction, MenuCheck, MenuSeparator } from "../menu.tsx";
import { columnsShown, type ChoosableColumn, type ListState } from "./list.ts";

interface ColumnMenuProps {
  list: ListState;
  columns: readonly ChoosableColumn[];
}

/** Which columns a list shows: in its address, and remembered by this browser for the next visit. */
export function ColumnMenu({ list, columns }: ColumnMenuProps) {
  const { t } = useTranslation();
  const [, setParameter] = useFilterParameters();
  // What was ticked stands at once: the page follows, and the next tick may come before it.
  const [wished, setWished] = useState<readonly string[]>();
  const shown = wished ?? columnsShown(columns, list.columns).map(({ id }) => id);
  const choose = (ids: readonly string[]) => {
    const own = columnsShown(columns, null).map(({ id }) => id);
    setWished(ids);
    const text = ids.join() === own.join() ? "" : ids.join();
    remember(list, text);
    setParameter({ columns: text });
  };
  return (
    <Menu
      align="end"
      onOpenChange={(isOpen) => isOpen && setWished(undefined)}
      trigger={
        // A phone shows the first of them, whatever is chosen.
        <Button icon={<Columns3 aria-hidden />} className="max-md:hidden">
          {t("list.columns")}
        </Button>
      }
    >
      {columns.slice(1).map(({ id, header }) => (
        <MenuCheck
          key={id}
          checked={shown.includes(id)}
          onChange={(checked) =>
            choose(
              columns
                .map((column) => column.id)
                .filter((each) => (each === id ? checked : shown.includes(each))),
            )
          }
        >
          {header}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuAction onSelect={() => choose(columnsShown(columns, null).map(({ id }) => id))}>
        {t("list.ownColumns")}
      </MenuAction>
    </Menu>
  );
}

function remember({ columnsCookie: { name, path } }: ListState, columns: string) {
  const age = columns ? 31_536_000 : 0;
  document.cookie = `${name}=${encodeURIComponent(columns)}; path=${path}; max-age=${age}; samesite=lax`;
}
