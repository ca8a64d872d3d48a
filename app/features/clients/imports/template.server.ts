import { i18nOf } from "#app/i18n/i18n.server.ts";
import { writeCsv } from "#app/lib/sheets/write-csv.ts";
import { writeXlsx } from "#app/lib/sheets/write-xlsx.server.ts";
import { writeVCard } from "#app/lib/vcard/write-vcard.ts";
import { cardOfClient } from "../client-card.ts";
import { importOptionsSchema, readRow } from "./import-row.ts";
import type { Mapping } from "./import-fields.ts";

export type TemplateFile = { type: string; bytes: AsyncIterable<Uint8Array> };

/** The columns of a template, each with the field that it fills. */
const COLUMNS = [
  ["kind", "kind"],
  ["name", "name"],
  ["givenName", "givenName"],
  ["familyName", "familyName"],
  ["alias", "alias"],
  ["organisation", "organisation"],
  ["jobTitle", "jobTitle"],
  ["email", "email"],
  ["mobile", "phone.mobile"],
  ["phone", "phone"],
  ["street", "street"],
  ["postalCode", "postalCode"],
  ["city", "city"],
  ["country", "country"],
  ["site", "site"],
  ["tags", "tags"],
  ["genres", "genres"],
  ["instruments", "instruments"],
  ["notes", "notes"],
] as const;

/** A file to fill in: `csv`, `xlsx` or `vcf`; undefined of anything else. */
export function templateFile(format: string, language: "fr" | "en"): TemplateFile | undefined {
  const { t } = i18nOf(language);
  const { columns, person, company, sheet } = t("imports:template", { returnObjects: true });
  const examples: Partial<Record<string, string>>[] = [person, company];
  const header = COLUMNS.map(([name]) => ({ name: columns[name], width: 18 }));
  const rows = examples.map((example) => COLUMNS.map(([name]) => example[name] ?? ""));
  if (format === "csv") {
    return { type: "text/csv; charset=utf-8", bytes: writeCsv(header, each(rows), { language }) };
  }
  if (format === "xlsx") {
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return { type, bytes: writeXlsx(header, each(rows), { sheet }) };
  }
  if (format !== "vcf") return undefined;
  const mapping: Mapping = COLUMNS.map(([, field]) => field);
  const options = importOptionsSchema.parse({});
  const cards = rows.flatMap((row) => {
    const { values } = readRow(row, mapping, options, []);
    if (!values) return [];
    const card = cardOfClient({ ...values, id: "", card: null, cardUid: null });
    // An example is nobody: whoever copies it must not be known by its UID.
    return writeVCard({
      ...card,
      properties: card.properties.filter(({ name }) => name !== "UID"),
    });
  });
  return {
    type: "text/vcard; charset=utf-8",
    bytes: each([new TextEncoder().encode(cards.join(""))]),
  };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
