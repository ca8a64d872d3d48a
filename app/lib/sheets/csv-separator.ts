import { CsvRecords } from "./csv-records.ts";
import { type Separator, separators } from "./table.ts";

/** Excel's own first line, "sep=;": it says the separator and is no row. */
export function saidSeparator(text: string): { separator: Separator; length: number } | undefined {
  const match = /^sep=([;,\t|])(\r\n|\r|\n|$)/i.exec(text);
  return match ? { separator: match[1] as Separator, length: match[0].length } : undefined;
}

const SAMPLE = 60;
const unlimited = { columns: Number.POSITIVE_INFINITY, cellLength: Number.POSITIVE_INFINITY };

/**
 * The one that cuts the most records into the same number of cells. Where two do, a semicolon is less
 * often part of what is written than a comma (1,50 or "Martin, Paul").
 */
export function separatorOf(text: string, isWhole: boolean): Separator {
  const order: Separator[] = ["\t", ";", "|", ","];
  const scored = order.map((separator) => ({
    separator,
    score: evenness(text, separator, isWhole),
  }));
  const best = scored.reduce((a, b) => (b.score > a.score + 0.001 ? b : a));
  if (best.score > 0) return best.separator;
  return separators.find((separator) => text.includes(separator)) ?? ",";
}

/** 0 where it cuts nothing, 1 where all records have as many cells. */
function evenness(text: string, separator: Separator, isWhole: boolean): number {
  const parser = new CsvRecords(separator, unlimited);
  const records = parser.push(text);
  if (isWhole || records.length === 0) records.push(...parser.end());
  const widths = records.slice(0, SAMPLE).map(({ cells }) => cells.length);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  counts.delete(1);
  // Rows of a ragged table lack their last cells; what cuts only some of them is part of a text.
  const most = Math.max(0, ...counts.values());
  const cut = widths.filter((width) => width > 1).length;
  return widths.length === 0 ? 0 : (0.7 * most + 0.3 * cut) / widths.length;
}
