import process from "node:process";
import { styleText } from "node:util";

export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** What a person should know that is no part of the result. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Rows under their headings; numbers stand to the right. */
export function printTable(rows: Record<string, string | number>[]): void {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).map((name) => {
    const cells = rows.map((row) => cell(row[name]));
    const width = Math.max(name.length, ...cells.map((text) => text.length));
    return { name, width, isNumber: typeof first[name] === "number" };
  });
  const line = (text: (name: string) => string) =>
    columns
      .map(({ name, width, isNumber }) =>
        isNumber ? text(name).padStart(width) : text(name).padEnd(width),
      )
      .join("  ")
      .trimEnd();
  print(dim(line((name) => name)));
  for (const row of rows) print(line((name) => cell(row[name])));
}

/** `1,234` and `812.0 kB`. */
export function number(value: number): string {
  return value.toLocaleString("en");
}

export function bytes(value: number): string {
  if (value < 1_000) return `${value} B`;
  const power = value < 1_000_000 ? 1 : value < 1_000_000_000 ? 2 : 3;
  return `${(value / 1_000 ** power).toFixed(1)} ${["", "k", "M", "G"][power]}B`;
}

export const bold = (text: string) => styleText("bold", text);
export const dim = (text: string) => styleText("dim", text);
export const green = (text: string) => styleText("green", text);
export const red = (text: string) => styleText("red", text);

function cell(value: string | number | undefined): string {
  return typeof value === "number" ? number(value) : (value ?? "");
}
