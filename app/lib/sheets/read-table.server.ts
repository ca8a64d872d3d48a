import { ByteSource } from "./byte-source.ts";
import { kindOf, oleKind, textKind } from "./file-kind.ts";
import { readCsv } from "./read-csv.ts";
import { shapeTable } from "./table-shape.ts";
import {
  defaultLimits,
  type Encoding,
  type Found,
  type Limits,
  type Refusal,
  type Separator,
  type TableProblem,
  type TableRow,
  takeDown,
} from "./table.ts";
import { decodeText, encodingOf } from "./text-encoding.ts";
import { findWorkbook, openBook } from "./xlsx-book.server.ts";
import { sheetRows } from "./xlsx-rows.server.ts";
import { ZipArchive, ZipFault } from "./zip-archive.server.ts";

export type ReadOptions = {
  limits?: Partial<Limits>;
  /** Where the person says otherwise than what was guessed. */
  hasHeader?: boolean;
  separator?: Separator;
  encoding?: Encoding;
  /** A sheet by its name; else the first that is shown and says something. */
  sheet?: string;
};

type TableParts = {
  ok: true;
  /** A name for each column, unique; "" where the file has none. */
  columns: string[];
  hasHeader: boolean;
  /** Once. */
  rows: AsyncGenerator<TableRow>;
  /** Grows while the rows are read. */
  problems: TableProblem[];
  /** For whoever does not read the rows to their end, or not at all. */
  close: () => Promise<void>;
};

export type CsvTable = TableParts & { format: "csv"; encoding: Encoding; separator: Separator };
export type XlsxTable = TableParts & {
  format: "xlsx";
  sheet: string;
  sheets: { name: string; hidden: boolean }[];
};
export type VcardFile = { ok: true; format: "vcard"; chunks: AsyncIterable<Uint8Array> };
export type RefusedFile = { ok: false; refusal: Refusal; found?: Found };
export type ReadTable = CsvTable | XlsxTable | VcardFile | RefusedFile;

type Reading = ReadOptions & { limits: Limits; problems: TableProblem[] };

/** What is looked at to tell what a file is. */
const HEAD = 65_536;

/** Reads a file as what its content says that it is. Only a failing source throws. */
export async function readTable(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<ReadTable> {
  const reading: Reading = {
    ...options,
    limits: { ...defaultLimits, ...options.limits },
    problems: [],
  };
  const source = new ByteSource(chunks);
  const answer = await readSource(source, reading);
  if (!answer.ok) await source.close();
  return answer;
}

async function readSource(source: ByteSource, reading: Reading): Promise<ReadTable> {
  const head = await source.head(HEAD);
  if (head.length > reading.limits.bytes) return refuse("tooLarge");
  const found = kindOf(head);
  if (found.kind === "refused") return refuse(found.refusal, found.found);
  if (found.kind === "text") return readText(source, head, reading);
  const bytes = await source.head(reading.limits.bytes + 1);
  if (bytes.length > reading.limits.bytes) return refuse("tooLarge");
  if (found.kind === "zip") return readArchive(bytes, reading);
  return { ok: false, ...oleKind(bytes) };
}

function refuse(refusal: Refusal, found?: Found): RefusedFile {
  return found ? { ok: false, refusal, found } : { ok: false, refusal };
}

async function readText(
  source: ByteSource,
  head: Uint8Array,
  reading: Reading,
): Promise<ReadTable> {
  const encoding = reading.encoding ?? encodingOf(head);
  if (!encoding) return refuse("notATable", "binary");
  const start = new TextDecoder(encoding).decode(head.subarray(0, 4096), { stream: true });
  const found = textKind(start);
  if (found.kind === "vcard") return { ok: true, format: "vcard", chunks: source.rest() };
  if (found.kind === "refused" && found.refusal !== "empty")
    return refuse(found.refusal, found.found);
  const { problems, limits } = reading;
  const texts = decodeText(limited(source.rest(), limits.bytes, problems), encoding);
  const table = await readCsv(texts, reading);
  if (!table) return refuse(stopOf(problems) ?? "empty");
  return { ok: true, format: "csv", encoding, ...table, problems, close: () => source.close() };
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
  problems: TableProblem[],
): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    left -= chunk.length;
    if (left < 0) {
      takeDown(problems, { code: "tooLarge", stopped: true });
      return;
    }
    yield chunk;
  }
}

/** Why nothing could be read, where no row came before it. */
function stopOf(problems: readonly TableProblem[]): Refusal | undefined {
  const code = problems.find(({ stopped }) => stopped)?.code;
  if (code === "tooLarge" || code === "tooManyRows" || code === "tooManyColumns") return code;
  return code && "damaged";
}

async function readArchive(bytes: Uint8Array, reading: Reading): Promise<ReadTable> {
  try {
    const archive = new ZipArchive(bytes, reading.limits.unpackedBytes);
    const workbook = await findWorkbook(archive);
    if (workbook === undefined) return await otherArchive(archive);
    return await readWorkbook(archive, workbook, reading);
  } catch (error) {
    if (error instanceof ZipFault) return refuse(error.code);
    throw error;
  }
}

async function otherArchive(archive: ZipArchive): Promise<RefusedFile> {
  const { names } = archive;
  if (names.some((name) => /(^|\/)workbook\.bin$/i.test(name))) return refuse("binaryExcel");
  if (names.some((name) => /^index(\/|\.zip$)/.test(name))) return refuse("appleNumbers");
  for await (const type of archive.read("mimetype"))
    if (type.includes("opendocument.spreadsheet")) return refuse("openDocument");
  return refuse("notATable", "zip");
}

async function readWorkbook(
  archive: ZipArchive,
  path: string,
  reading: Reading,
): Promise<XlsxTable | RefusedFile> {
  const book = await openBook(archive, path);
  const { problems } = reading;
  const close = () => Promise.resolve(); // The file is in memory.
  const chosen = book.sheets.filter(({ name, hidden }) =>
    reading.sheet === undefined ? !hidden : name === reading.sheet,
  );
  if (chosen.length === 0) return refuse(reading.sheet === undefined ? "empty" : "noSuchSheet");
  for (const sheet of chosen) {
    const table = await shapeTable(safely(sheetRows(book, sheet, reading), problems), reading);
    const sheets = book.sheets.map(({ name, hidden }) => ({ name, hidden }));
    if (table)
      return { ok: true, format: "xlsx", sheet: sheet.name, sheets, ...table, problems, close };
    const stop = stopOf(problems);
    if (stop) return refuse(stop);
  }
  return refuse("empty");
}

/** What is found broken further down the file is a problem of the table, not an accident. */
async function* safely(
  rows: AsyncGenerator<TableRow>,
  problems: TableProblem[],
): AsyncGenerator<TableRow> {
  try {
    yield* rows;
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    const code = error.code === "tooLarge" ? "tooLarge" : "damaged";
    takeDown(problems, { code, stopped: true });
  }
}
