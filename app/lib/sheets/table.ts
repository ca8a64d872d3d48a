/** What a cell is written from. In a column of days a text "2026-11-21" is a day. */
export type Cell = string | number | boolean | null;

/** A column of a table that is written. `money` is in units, not cents, and `currency` an ISO 4217 code. */
export type Column = {
  name: string;
  kind?: "text" | "number" | "money" | "day";
  currency?: string;
  /** In characters, in a workbook. */
  width?: number;
};

export const separators = [";", ",", "\t", "|"] as const;
export type Separator = (typeof separators)[number];

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What cannot be read as a table, as a whole. */
export type Refusal =
  | "empty"
  | "tooLarge"
  | "tooManyRows"
  | "tooManyColumns"
  | "oldExcel"
  | "binaryExcel"
  | "openDocument"
  | "appleNumbers"
  | "encrypted"
  | "noSuchSheet"
  | "damaged"
  | "notATable";

/** What a file is that is refused as no table; for whoever wants to say so. */
export type Found =
  "pdf" | "image" | "zip" | "html" | "json" | "icalendar" | "rtf" | "binary" | "ole";

/**
 * What was met while rows were read. After one that `stopped`, no more rows come: what was given before
 * is as it should be.
 */
export type TableProblem = {
  code:
    | "errorCell"
    | "formulaWithoutValue"
    | "extraCells"
    | "cellTooLong"
    | "controlCharacters"
    | "undecodable"
    | "unclosedQuote"
    | "tooLarge"
    | "tooManyRows"
    | "tooManyColumns"
    | "damaged";
  /** As the person sees it in the file, where it is known. */
  line?: number;
  /** From 1. */
  column?: number;
  /** What stands in the file, such as "#REF!". */
  text?: string;
  stopped: boolean;
};

export type TableRow = {
  /** The line of a text where the row begins; the number of a row in a workbook. */
  number: number;
  /** As many as there are columns, and more only where the file has more. */
  cells: string[];
};

export type Limits = {
  /** Of the file. */
  bytes: number;
  /** Of what a workbook unpacks to. */
  unpackedBytes: number;
  rows: number;
  columns: number;
  cellLength: number;
};

export const defaultLimits: Limits = {
  bytes: 25_000_000,
  unpackedBytes: 400_000_000,
  rows: 100_000,
  columns: 250,
  cellLength: 100_000,
};

/** Takes down what was met; of each kind only so many, since a file may be wrong in every line. */
export function takeDown(problems: TableProblem[], problem: TableProblem): void {
  const alike = problems.filter(({ code }) => code === problem.code).length;
  if (problem.stopped || alike < 100) problems.push(problem);
}
