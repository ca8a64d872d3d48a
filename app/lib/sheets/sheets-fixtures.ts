import { strToU8, zipSync } from "fflate";
import type { Cell } from "./table.ts";
import { type CsvTable, type ReadOptions, readTable, type XlsxTable } from "./read-table.server.ts";

/** In pieces of so many bytes, as a file arrives. */
export async function* pieces(bytes: Uint8Array, size = bytes.length || 1) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

export async function* each<T>(items: readonly T[]) {
  yield* items;
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await listOf(chunks));
}

export function toBytes(given: string | Uint8Array): Uint8Array {
  return typeof given === "string" ? Buffer.from(given) : given;
}

/** What is read of a file, with its rows. */
export async function readAll(given: string | Uint8Array, options?: ReadOptions, size?: number) {
  const answer = await readTable(pieces(toBytes(given), size), options);
  if (!answer.ok || answer.format === "vcard") return answer;
  const rows = await listOf(answer.rows);
  return { ...answer, rows, cells: rows.map(({ cells }) => cells) };
}

export async function readRows(given: string | Uint8Array, options?: ReadOptions, size?: number) {
  const table = await readAll(given, options, size);
  if (!("rows" in table)) throw new Error(JSON.stringify(table));
  return table as (Omit<CsvTable, "rows"> | Omit<XlsxTable, "rows">) & {
    rows: { number: number; cells: string[] }[];
    cells: string[][];
    separator?: string;
    encoding?: string;
    sheet?: string;
    sheets?: { name: string; hidden: boolean }[];
  };
}

export type Row = readonly Cell[];

/** A workbook by hand, for what the writer never writes. Sheets are given as what stands in `sheetData`. */
export function workbook({
  sheets,
  texts = [],
  formats = [],
  properties = "",
  extra = {},
}: {
  sheets: { name: string; state?: string; rows: string; after?: string }[];
  /** Each as what stands in `si`. */
  texts?: string[];
  /** Format codes, or numbers of built-in ones: styles 1, 2, … */
  formats?: (string | number)[];
  properties?: string;
  extra?: Record<string, Uint8Array>;
}): Uint8Array {
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const files: Record<string, string> = {
    "_rels/.rels": `<Relationships>${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `<workbook xmlns:r="${office}">${properties}<sheets>${sheets
      .map(
        ({ name, state = "visible" }, n) =>
          `<sheet name="${name}" state="${state}" sheetId="${n + 1}" r:id="s${n}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${sheets
      .map((_, n) => relation(`s${n}`, "worksheet", `/xl/worksheets/sheet${n}.xml`))
      .join(
        "",
      )}${relation("t", "sharedStrings", "sharedStrings.xml")}${relation("f", "styles", "styles.xml")}</Relationships>`,
    "xl/sharedStrings.xml": `<sst>${texts.map((text) => `<si>${text}</si>`).join("")}</sst>`,
    "xl/styles.xml": `<styleSheet><numFmts>${formats
      .map((code, n) =>
        typeof code === "string" ? `<numFmt numFmtId="${200 + n}" formatCode="${code}"/>` : "",
      )
      .join(
        "",
      )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((code, n) => `<xf numFmtId="${typeof code === "string" ? 200 + n : code}"/>`)
      .join("")}</cellXfs></styleSheet>`,
  };
  sheets.forEach(({ rows, after = "" }, n) => {
    files[`xl/worksheets/sheet${n}.xml`] =
      `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`;
  });
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync({ ...Object.fromEntries(entries), ...extra });
}
