import { i18nOf, type Language } from "#app/i18n/i18n.ts";
import { dayOf } from "#app/lib/dates.ts";
import type { SheetColumn } from "#app/lib/sheets/list-sheet.server.ts";
import type { ListedPerson } from "./people.server.ts";

/** People as a table; days in the studio's time zone. */
export function peopleSheet(language: Language, timeZone: string) {
  const t = i18nOf(language).getFixedT(language, "people");
  const columns: SheetColumn<ListedPerson>[] = [
    { name: t("name"), width: 26, cell: ({ name }) => name },
    { name: t("trade"), width: 18, cell: ({ trade }) => t(`trades.${trade}`) },
    { name: t("phone"), width: 18, cell: ({ phone }) => phone },
    { name: t("email"), width: 30, cell: ({ email }) => email },
    {
      ...{ name: t("nextSession"), kind: "day", width: 16 },
      cell: ({ nextAt }) => nextAt && dayOf(nextAt, timeZone),
    },
  ];
  return { title: t("title"), columns };
}
