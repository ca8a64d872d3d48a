/** By nearest rank; NaN where there is nothing. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** A row of a Markdown table. */
export function row(...cells: (string | number)[]): string {
  return `| ${cells.map((cell) => (typeof cell === "number" ? number(cell) : cell)).join(" | ")} |`;
}

/** The head of a Markdown table, its first column to the left and the others to the right. */
export function head(...names: string[]): string {
  return `\n${row(...names)}\n${row(...names.map((_, n) => (n === 0 ? "---" : "--:")))}`;
}

export function number(value: number): string {
  if (Number.isNaN(value)) return "";
  return Number.isInteger(value) || Math.abs(value) >= 100
    ? value.toFixed(0)
    : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
