import { type KeysetPage, type PageWish, readCursor } from "../keyset.ts";
import type { Cell, Column } from "./table.ts";
import { type CsvLanguage, writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.server.ts";

/** A column of a list as a file, and what a row has in it. */
export interface SheetColumn<Row> extends Column {
  cell: (row: Row) => Cell;
}

export const sheetFormats = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
export type SheetFormat = keyof typeof sheetFormats;

interface ListSheet<Row> {
  format: SheetFormat;
  language: CsvLanguage;
  /** The name of a workbook's one sheet. */
  title: string;
  columns: readonly SheetColumn<Row>[];
  /** Reads a page in a transaction of its own: however long the file takes, none is. */
  page: (wish: Pick<PageWish<never>, "after" | "size">) => Promise<KeysetPage<Row>>;
}

/** A thousand at once: the rows of one are in memory while they leave. */
export const SHEET_ROWS = 1_000;

/** The bytes of a list's file, read as they are asked for. It throws where a page cannot be read. */
export function writeListSheet<Row>({
  format,
  language,
  title,
  columns,
  page,
}: ListSheet<Row>): AsyncGenerator<Uint8Array> {
  const rows = rowsOf(columns, page);
  return format === "csv"
    ? writeCsv(columns, rows, { language })
    : writeXlsx(columns, rows, { sheet: title });
}

async function* rowsOf<Row>(
  columns: ListSheet<Row>["columns"],
  page: ListSheet<Row>["page"],
): AsyncGenerator<Cell[]> {
  let next: string | null = "";
  while (next !== null) {
    const after = readCursor(next);
    if (next !== "" && !after) throw new Error("a page of the list says of no row what follows it");
    const read: KeysetPage<Row> = await page({ after, size: SHEET_ROWS });
    for (const row of read.rows) yield columns.map(({ cell }) => cell(row));
    next = read.next;
  }
}
