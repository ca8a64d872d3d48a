import { i18nOf } from "#app/i18n/i18n.server.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { dayOf } from "#app/lib/dates.ts";
import type { SheetColumn } from "#app/lib/sheets/list-sheet.server.ts";
import { contactLabels } from "./client.ts";
import type { CustomField } from "./custom-fields.ts";
import type { mostLines, WholeClient } from "./whole-clients.server.ts";

interface SheetWish {
  language: Language;
  timeZone: string;
  /** The studio's own fields. */
  fields: readonly CustomField[];
  /** As many columns as the client with most contacts needs. */
  most: Awaited<ReturnType<typeof mostLines>>;
}

/** Clients as a table in which everything stands that a form of theirs has, with headers that the import knows. */
export function clientSheet({ language, timeZone, fields, most }: SheetWish) {
  const t = i18nOf(language).getFixedT(language, "clients");
  const yesNo = (is: boolean) => t(is ? "sheet.yes" : "sheet.no");
  const labelText = (label: string | null | undefined) => {
    const known = contactLabels.find((each) => each === label);
    return known ? t(`contacts.labels.${known}`) : (label ?? null);
  };
  const lists = [
    ["emails", t("contacts.kinds.email")],
    ["phones", t("contacts.kinds.phone")],
    ["sites", t("contacts.kinds.site")],
    ["streaming", t("contacts.kinds.streaming")],
  ] as const;
  const parts = [
    ["street", t("addresses.street")],
    ["postalCode", t("addresses.postalCode")],
    ["city", t("city")],
    ["region", t("addresses.region")],
    ["country", t("addresses.country")],
  ] as const;
  const address = t("sheet.address");
  const columns: SheetColumn<WholeClient>[] = [
    { name: t("name"), width: 30, cell: ({ name }) => name },
    { name: t("kind"), width: 12, cell: ({ kind }) => t(`kinds.${kind}`) },
    { name: t("givenName"), width: 16, cell: ({ givenName }) => givenName },
    { name: t("familyName"), width: 18, cell: ({ familyName }) => familyName },
    { name: t("alias"), width: 18, cell: ({ alias }) => alias },
    { name: t("organisation"), width: 22, cell: ({ organisation }) => organisation },
    { name: t("jobTitle"), width: 18, cell: ({ jobTitle }) => jobTitle },
    ...lists.flatMap(([list, name]) =>
      upTo(most[list]).flatMap((n): SheetColumn<WholeClient>[] => [
        {
          name: t("sheet.labelOf", { name, n: n + 1 }),
          width: 12,
          cell: (client) => labelText(client[list][n]?.label),
        },
        { name: `${name} ${n + 1}`, width: 26, cell: (client) => client[list][n]?.value ?? null },
      ]),
    ),
    ...upTo(most.addresses).flatMap((n): SheetColumn<WholeClient>[] => [
      {
        name: t("sheet.labelOf", { name: address, n: n + 1 }),
        width: 12,
        cell: ({ addresses }) => labelText(addresses[n]?.label),
      },
      ...parts.map(([part, name]) => ({
        name: `${address} ${n + 1} ${name.toLowerCase()}`,
        width: 20,
        cell: ({ addresses }: WholeClient) => addresses[n]?.[part] ?? null,
      })),
    ]),
    { name: t("tags"), width: 20, cell: ({ tags }) => tags.join(", ") || null },
    { name: t("genres"), width: 20, cell: ({ genres }) => genres.join(", ") || null },
    {
      name: t("instruments"),
      width: 20,
      cell: ({ instruments }) => instruments.join(", ") || null,
    },
    { name: t("vip"), width: 8, cell: ({ isVip }) => yesNo(isVip) },
    {
      name: t("language"),
      width: 14,
      cell: (client) => client.language && t(`languages.${client.language}`),
    },
    {
      ...{ name: t("deposit"), kind: "number", width: 12 },
      cell: ({ depositPercent }) => depositPercent,
    },
    ...fields.map(({ id, name, kind }): SheetColumn<WholeClient> => ({
      name,
      width: 18,
      ...(kind === "number" && { kind: "number" as const }),
      ...(kind === "day" && { kind: "day" as const }),
      cell: ({ custom }) => {
        const value = custom[id] ?? null;
        return typeof value === "boolean" ? yesNo(value) : value;
      },
    })),
    { name: t("notes"), width: 40, cell: ({ notes }) => notes },
    {
      ...{ name: t("since"), kind: "day", width: 12 },
      cell: ({ createdAt }) => dayOf(createdAt, timeZone),
    },
  ];
  return { title: t("title"), columns };
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}
