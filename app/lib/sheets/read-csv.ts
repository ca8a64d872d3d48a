import { type CsvFault, type CsvRecord, CsvRecords } from "./csv-records.ts";
import { saidSeparator, separatorOf } from "./csv-separator.ts";
import { unguardFormula } from "./formula-guard.ts";
import { type ShapedTable, shapeTable } from "./table-shape.ts";
import {
  type Limits,
  type Separator,
  type TableProblem,
  type TableRow,
  takeDown,
} from "./table.ts";

export type CsvOptions = {
  hasHeader?: boolean | undefined;
  separator?: Separator | undefined;
  limits: Limits;
  problems: TableProblem[];
};

/** What is looked at to find the separator, in characters. */
const SAMPLE = 32_768;

export async function readCsv(
  texts: AsyncGenerator<string>,
  options: CsvOptions,
): Promise<(ShapedTable & { separator: Separator }) | undefined> {
  let sample = "";
  let isWhole = false;
  while (sample.length < SAMPLE && !isWhole) {
    const next = await texts.next();
    if (next.done) isWhole = true;
    else sample += next.value;
  }
  const said = saidSeparator(sample);
  const begin = sample.slice(said?.length ?? 0);
  const separator =
    options.separator ?? said?.separator ?? separatorOf(begin.slice(0, SAMPLE), isWhole);
  const parser = new CsvRecords(separator, options.limits, said ? 2 : 1);
  const rows = rowsOf(begin, texts, parser, options.problems);
  const shaped = await shapeTable(rows, options);
  return shaped && { ...shaped, separator };
}

async function* rowsOf(
  begin: string,
  rest: AsyncGenerator<string>,
  parser: CsvRecords,
  problems: TableProblem[],
): AsyncGenerator<TableRow> {
  const stop = (fault: CsvFault) => takeDown(problems, { ...fault, stopped: true });
  const clean = (cell: string, line: number, column: number) => {
    const note = (code: "controlCharacters" | "undecodable") =>
      takeDown(problems, { code, line, column, stopped: false });
    if (cell.includes("\0")) note("controlCharacters");
    if (cell.includes("\uFFFD")) note("undecodable");
    return unguardFormula(cell.replaceAll("\0", ""));
  };
  const toRow = ({ line, cells }: CsvRecord): TableRow => ({
    number: line,
    cells: cells.map((cell, n) => clean(cell, line, n + 1)),
  });
  try {
    yield* parser.push(begin).map(toRow);
    if (!parser.fault)
      for await (const text of rest) {
        yield* parser.push(text).map(toRow);
        if (parser.fault) break;
      }
    if (!parser.fault) yield* parser.end().map(toRow);
    if (parser.fault) stop(parser.fault);
  } finally {
    await rest.return(undefined);
  }
}
