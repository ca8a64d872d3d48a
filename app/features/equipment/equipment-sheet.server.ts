import { i18nOf, type Language } from "#app/i18n/i18n.ts";
import type { SheetColumn } from "#app/lib/sheets/list-sheet.server.ts";
import type { ListedEquipment } from "./equipment.server.ts";

/** Equipment as a table; money in units of `currency`. */
export function equipmentSheet(language: Language, currency: string) {
  const t = i18nOf(language).getFixedT(language, "equipment");
  const columns: SheetColumn<ListedEquipment>[] = [
    { name: t("name"), width: 30, cell: ({ name }) => name },
    { name: t("maker"), width: 20, cell: ({ maker }) => maker },
    { name: t("kind"), width: 16, cell: ({ kind }) => t(`kinds.${kind}`) },
    { name: t("serialNumber"), width: 18, cell: ({ serialNumber }) => serialNumber },
    { name: t("code"), width: 10, cell: ({ code }) => code },
    { name: t("room"), width: 18, cell: ({ room }) => room?.name ?? null },
    { name: t("condition"), width: 16, cell: ({ condition }) => t(`conditions.${condition}`) },
    { name: t("purchasedOn"), kind: "day", width: 14, cell: ({ purchasedOn }) => purchasedOn },
    {
      ...{ name: t("purchasePrice"), kind: "money", currency, width: 14 },
      cell: ({ purchasePriceCents: cents }) => (cents === null ? null : cents / 100),
    },
  ];
  return { title: t("title"), columns };
}
