import { useTranslation } from "react-i18next";
import type { Person } from "#app/identity/people.server.ts";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { actions, nameIn, PLATFORM, thingNames } from "./audit.ts";
import type { Change, NamedRow } from "./audit.server.ts";

interface ChangeFiltersProps {
  /** Those who ever changed something. */
  people: readonly Person[];
  /** The row whose history is shown, and where its name may be found. */
  row: string | undefined;
  rows: readonly NamedRow[];
  changes: readonly Change[];
}

export function ChangeFilters({ people, row, rows, changes }: ChangeFiltersProps) {
  const { t } = useTranslation("audit");
  const named =
    rows.find(({ id }) => id === row)?.name ??
    changes.map(({ before, after }) => nameIn(before, after)).find(Boolean) ??
    t("thisRow");
  return (
    <FilterBar
      filters={[
        ...(row ? [{ name: "row", label: t("row"), options: [{ value: row, label: named }] }] : []),
        {
          name: "person",
          label: t("who"),
          options: [
            ...people.map(({ id, name }) => ({ value: id, label: name })),
            { value: PLATFORM, label: t("platform") },
          ],
        },
        {
          name: "thing",
          label: t("thing"),
          options: thingNames.map((thing) => ({ value: thing, label: t(`things.${thing}`) })),
        },
        {
          name: "action",
          label: t("action"),
          options: actions.map((action) => ({ value: action, label: t(`actions.${action}`) })),
        },
      ]}
      days={[
        { name: "from", label: t("from") },
        { name: "to", label: t("to") },
      ]}
      text={{ name: "address", label: t("searchAddress") }}
    />
  );
}
