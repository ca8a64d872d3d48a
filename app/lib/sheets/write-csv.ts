import { guardFormula } from "./formula-guard.ts";
import type { Cell, Column } from "./table.ts";

/** As the spreadsheets of that language read it when it is opened by a double click. */
const dialects = {
  fr: { separator: ";", decimal: "," },
  en: { separator: ",", decimal: "." },
} as const;

export type CsvLanguage = keyof typeof dialects;

const PIECE = 32_768;

/** UTF-8 with its mark, CRLF, no cell that a spreadsheet would evaluate. Rows are taken as they are asked for. */
export async function* writeCsv(
  columns: readonly Column[],
  rows: AsyncIterable<readonly Cell[]>,
  { language }: { language: CsvLanguage },
): AsyncGenerator<Uint8Array> {
  const { separator, decimal } = dialects[language];
  const lineOf = (texts: readonly string[]) => `${texts.map(quoted).join(separator)}\r\n`;
  const encoder = new TextEncoder();
  let piece = `\uFEFF${lineOf(columns.map(({ name }) => guardFormula(name)))}`;
  for await (const row of rows) {
    piece += lineOf(columns.map((column, n) => csvText(row[n] ?? null, column, decimal)));
    if (piece.length < PIECE) continue;
    yield encoder.encode(piece);
    piece = "";
  }
  if (piece !== "") yield encoder.encode(piece);
}

function csvText(cell: Cell, column: Column, decimal: string): string {
  if (cell === null) return "";
  if (typeof cell === "string") return guardFormula(cell);
  if (typeof cell === "boolean") return String(cell);
  if (!Number.isFinite(cell)) return "";
  const text = column.kind === "money" ? cell.toFixed(decimalsOf(column)) : String(cell);
  return text.replace(".", decimal);
}

/** How many decimals an amount has in the column's currency. */
export function decimalsOf({ currency = "EUR" }: Column): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function quoted(text: string): string {
  return /[;,\t|"\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
