import { i18nOf, type Language } from "#app/i18n/i18n.ts";
import type { SheetColumn } from "#app/lib/sheets/list-sheet.server.ts";
import type { ListedProject } from "./projects.server.ts";

/** Projects as a table; money in units of `currency`. */
export function projectsSheet(language: Language, currency: string) {
  const t = i18nOf(language).getFixedT(language, "projects");
  const columns: SheetColumn<ListedProject>[] = [
    { name: t("name"), width: 32, cell: ({ title }) => title },
    { name: t("client"), width: 26, cell: ({ clientName }) => clientName },
    { name: t("kind"), width: 12, cell: ({ kind }) => t(`kinds.${kind}`) },
    { name: t("state"), width: 14, cell: ({ state }) => t(`states.${state}`) },
    { name: t("due"), kind: "day", width: 14, cell: ({ dueOn }) => dueOn },
    {
      ...{ name: t("budget"), kind: "money", currency, width: 14 },
      cell: ({ budgetCents: cents }) => (cents === null ? null : cents / 100),
    },
    { name: t("tracksCount"), kind: "number", width: 10, cell: ({ tracks }) => tracks },
    { name: t("approvedCount"), kind: "number", width: 12, cell: ({ approved }) => approved },
  ];
  return { title: t("title"), columns };
}
