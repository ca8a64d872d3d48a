import { Zip, ZipDeflate } from "fflate";
import type { Cell, Column } from "./table.ts";
import { decimalsOf } from "./write-csv.ts";
import { bookParts, columnLetters, escapeText, styleOf } from "./xlsx-parts.ts";

const PIECE = 65_536;
const MOST_ROWS = 1_048_576;
const LONGEST_TEXT = 32_767;

/**
 * A workbook with one sheet: a header that is bold and stays, columns with their formats. Texts are cells
 * of text, which are never evaluated. Rows are taken as they are asked for.
 */
export async function* writeXlsx(
  columns: readonly Column[],
  rows: AsyncIterable<readonly Cell[]>,
  { sheet }: { sheet: string },
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  const encoder = new TextEncoder();
  const open = (name: string) => {
    const file = new ZipDeflate(name, { level: 3 });
    zip.add(file);
    return (text: string, isLast = false) => file.push(encoder.encode(text), isLast);
  };
  const parts = bookParts(columns, sheet, decimalsOf);
  for (const [name, text] of parts.files) open(name)(text, true);

  const write = open("xl/worksheets/sheet1.xml");
  const letters = columns.map((_, n) => columnLetters(n + 1));
  let number = 1;
  let xml = parts.sheetBegin + headerXml(columns, letters);
  for await (const row of rows) {
    number += 1;
    if (number > MOST_ROWS) throw new RangeError("a sheet has no place for so many rows");
    xml += rowXml(number, row, columns, letters);
    if (xml.length < PIECE) continue;
    write(xml);
    xml = "";
    yield* ready.splice(0);
  }
  write(xml + parts.sheetEnd, true);
  zip.end();
  yield* ready.splice(0);
}

function headerXml(columns: readonly Column[], letters: readonly string[]): string {
  const cells = columns.map(({ name }, n) => textXml(`${letters[n]}1`, styleOf.header, name));
  return `<row r="1">${cells.join("")}</row>`;
}

function rowXml(
  number: number,
  row: readonly Cell[],
  columns: readonly Column[],
  letters: readonly string[],
): string {
  const cells = columns.map((column, n) =>
    cellXml(`${letters[n]}${number}`, row[n] ?? null, column, n),
  );
  return `<row r="${number}">${cells.join("")}</row>`;
}

function cellXml(at: string, cell: Cell, column: Column, n: number): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "boolean") return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === "number") {
    if (!Number.isFinite(cell)) return "";
    const style = column.kind === "money" ? styleOf.column(n) : styleOf.plain;
    return `<c r="${at}" s="${style}"><v>${cell}</v></c>`;
  }
  const serial = column.kind === "day" ? serialOf(cell) : undefined;
  return serial === undefined
    ? textXml(at, styleOf.text, cell)
    : `<c r="${at}" s="${styleOf.day}"><v>${serial}</v></c>`;
}

/** A longer text than a cell holds would make the whole file unreadable. */
function textXml(at: string, style: number, text: string): string {
  const held = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeText(held)}</t></is></c>`;
}

/** The day's number; undefined before March 1900, where spreadsheets count a day that never was. */
function serialOf(day: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const moment = Date.parse(`${day}T00:00:00Z`);
  const serial = (moment - Date.UTC(1899, 11, 30)) / 86_400_000;
  const isReal = !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day);
  return isReal && serial >= 61 ? serial : undefined;
}
