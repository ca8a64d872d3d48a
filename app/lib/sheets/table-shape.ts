import { type Limits, type TableProblem, type TableRow, takeDown } from "./table.ts";

export type ShapedTable = {
  /** The names in the first row, made unique; "" where there is none. */
  columns: string[];
  hasHeader: boolean;
  /** Once. */
  rows: AsyncGenerator<TableRow>;
};

const SAMPLE = 100;

/** Undefined where no row says anything. Rows that are blank are left out before. */
export async function shapeTable(
  all: AsyncGenerator<TableRow>,
  options: { hasHeader?: boolean | undefined; limits: Limits; problems: TableProblem[] },
): Promise<ShapedTable | undefined> {
  const sample: TableRow[] = [];
  while (sample.length < SAMPLE) {
    const next = await all.next();
    if (next.done) break;
    sample.push(next.value);
  }
  const [first] = sample;
  if (!first) return undefined;
  const hasHeader = options.hasHeader ?? looksLikeHeader(sample);
  const width = Math.max(...sample.map(({ cells }) => filledWidth(cells)));
  const names = Array.from({ length: width }, (_, n) =>
    hasHeader ? (first.cells[n] ?? "").trim() : "",
  );
  const sampled = hasHeader ? sample.slice(1) : sample;
  return { columns: unique(names), hasHeader, rows: fit(sampled, all, width, options) };
}

async function* fit(
  sample: TableRow[],
  rest: AsyncGenerator<TableRow>,
  width: number,
  { limits, problems }: { limits: Limits; problems: TableProblem[] },
): AsyncGenerator<TableRow> {
  let count = 0;
  try {
    for await (const { number, cells } of joined(sample.splice(0), rest)) {
      count += 1;
      if (count > limits.rows) {
        takeDown(problems, { code: "tooManyRows", line: number, stopped: true });
        return;
      }
      const filled = filledWidth(cells);
      if (filled > width)
        takeDown(problems, { code: "extraCells", line: number, column: width + 1, stopped: false });
      const length = Math.max(width, filled);
      yield { number, cells: Array.from({ length }, (_, n) => cells[n] ?? "") };
    }
  } finally {
    await rest.return(undefined);
  }
}

async function* joined(sample: TableRow[], rest: AsyncGenerator<TableRow>) {
  yield* sample;
  yield* rest;
}

/** Without the empty cells at the end. */
function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== "") + 1;
}

function unique(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const given = new Set(names);
  return names.map((name) => {
    let each = name;
    for (let n = 2; each !== "" && taken.has(each); n += 1) {
      const next = `${name} (${n})`;
      if (!given.has(next)) each = next;
    }
    taken.add(each);
    return each;
  });
}

/**
 * A first row names its columns unless one of its cells is what only a value can be, or stands again in
 * its column below.
 */
function looksLikeHeader(sample: readonly TableRow[]): boolean {
  const [first, ...rest] = sample.map(({ cells }) => cells);
  if (!first) return false;
  if (first.some(isValue)) return false;
  const others = rest.filter((cells) => !first.every((cell, n) => cell === (cells[n] ?? "")));
  return !first.some((name, n) => name !== "" && others.some((cells) => cells[n] === name));
}

function isValue(cell: string): boolean {
  const text = cell.trim();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return true;
  if (/^(https?:\/\/|www\.)/i.test(text)) return true;
  return /\d/.test(text) && /^[+\-(]?[\d\s().,/:\-+%€$£]+$/.test(text);
}
