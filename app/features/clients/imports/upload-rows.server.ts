import { ByteSource } from "#app/lib/sheets/byte-source.ts";
import { type ReadOptions, readTable } from "#app/lib/sheets/read-table.server.ts";
import { defaultLimits, type Found, type Refusal } from "#app/lib/sheets/table.ts";
import { fromJCard, toJCard } from "#app/lib/vcard/jcard.ts";
import { readVCards } from "#app/lib/vcard/parse-vcard.ts";
import type { ImportFormat } from "./import.ts";

export type UploadRow = { number: number; cells: unknown[] };

export type Upload = {
  ok: true;
  format: ImportFormat;
  columns: string[];
  hasHeader: boolean;
  details: Record<string, unknown>;
  /** Once. */
  rows: AsyncGenerator<UploadRow>;
  /** Why rows stopped coming before the end of the file, as far as they have come. */
  failure(): string | undefined;
  remarks(): { code: string; line?: number; text?: string }[];
  close(): Promise<void>;
};
export type RefusedUpload = {
  ok: false;
  refusal: Refusal | "noCard" | "notJcard";
  found?: Found | undefined;
};

/** The rows of a file, whatever it is: cells of a table, or cards as jCards. */
export async function readUpload(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<Upload | RefusedUpload> {
  const limits = { ...defaultLimits, ...options.limits };
  const source = new ByteSource(chunks);
  const head = new TextDecoder().decode((await source.head(64)).subarray(0, 256));
  if (/^\s*\[\s*(\[\s*)?"vcard"/i.test(head)) return readJCards(source.rest(), limits.bytes);
  const table = await readTable(source.rest(), options);
  if (!table.ok) return table;
  if (table.format === "vcard") return readCards(table.chunks, limits);
  const { format, columns, hasHeader, problems } = table;
  const details =
    table.format === "csv"
      ? { encoding: table.encoding, separator: table.separator }
      : { sheet: table.sheet };
  return {
    ...{ ok: true, format, columns, hasHeader, details },
    rows: table.rows,
    failure: () => problems.find(({ stopped }) => stopped)?.code,
    remarks: () =>
      problems
        .filter(({ stopped }) => !stopped)
        .slice(0, 50)
        .map(({ code, line, text }) => ({ code, ...(line && { line }), ...(text && { text }) })),
    close: table.close,
  };
}

type Limits = { bytes: number; rows: number };

async function readCards(
  chunks: AsyncIterable<Uint8Array>,
  limits: Limits,
): Promise<Upload | RefusedUpload> {
  let failure: string | undefined;
  const all = cards();
  const first = await all.next();
  if (first.done) return { ok: false, refusal: failure === "tooLarge" ? failure : "noCard" };
  return cardFile("vcard", joined(first.value, all), () => failure);

  async function* cards(): AsyncGenerator<UploadRow> {
    let number = 0;
    for await (const { card } of readVCards(limited(), { maxCardBytes: limits.bytes })) {
      if (!card) continue;
      number += 1;
      if (number > limits.rows) {
        failure = "tooManyRows";
        return;
      }
      yield { number, cells: toJCard(card) };
    }
  }

  async function* limited() {
    let left = limits.bytes;
    for await (const chunk of chunks) {
      left -= chunk.length;
      if (left < 0) {
        failure = "tooLarge";
        return;
      }
      yield chunk;
    }
  }
}

async function readJCards(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<Upload | RefusedUpload> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of chunks) {
    bytes += piece.length;
    if (bytes > mostBytes) return { ok: false, refusal: "tooLarge" };
    pieces.push(piece);
  }
  const json = parsed(Buffer.concat(pieces).toString());
  if (!Array.isArray(json)) return { ok: false, refusal: "notJcard" };
  const given: unknown[] = json[0] === "vcard" ? [json] : json;
  const cards = given.flatMap((it) => fromJCard(it).card ?? []);
  if (cards.length === 0) return { ok: false, refusal: "noCard" };
  return cardFile("jcard", rows(), () => undefined);

  async function* rows(): AsyncGenerator<UploadRow> {
    for (const [n, card] of cards.entries()) yield { number: n + 1, cells: toJCard(card) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function cardFile(
  format: ImportFormat,
  rows: AsyncGenerator<UploadRow>,
  failure: () => string | undefined,
): Upload {
  return {
    ...{ ok: true, format, columns: [], hasHeader: false, details: {}, rows, failure },
    remarks: () => [],
    close: async () => void (await rows.return(undefined)),
  };
}

async function* joined(first: UploadRow, rest: AsyncGenerator<UploadRow>) {
  yield first;
  yield* rest;
}
