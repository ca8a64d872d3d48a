import { crc32, createInflateRaw } from "node:zlib";

/** What is wrong with an archive; `readTable` makes a refusal of it. */
export class ZipFault extends Error {
  readonly code: "damaged" | "encrypted" | "tooLarge";

  constructor(code: "damaged" | "encrypted" | "tooLarge") {
    super(code);
    this.code = code;
  }
}

type Entry = {
  method: number;
  encrypted: boolean;
  packed: number;
  unpacked: number;
  crc: number;
  offset: number;
};

const END = 0x06054b50;
const END_64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MANY_ENTRIES = 10_000;
const STORED_PIECE = 65_536;

/**
 * Reads a zip (APPNOTE 6.3) that is in memory by its directory, and unpacks one entry at a time in pieces.
 * Names are told apart without their case, as some writers of workbooks mix it.
 * Of all entries together no more than `unpackedBytes` come out, whatever they declare.
 */
export class ZipArchive {
  #bytes: Buffer;
  #entries: Map<string, Entry>;
  #left: number;

  constructor(bytes: Uint8Array, unpackedBytes: number) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#left = unpackedBytes;
    this.#entries = inBounds(() => directoryOf(this.#bytes));
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** Nothing where there is no such entry. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) return;
    if (entry.encrypted) throw new ZipFault("encrypted");
    if (entry.unpacked > this.#left) throw new ZipFault("tooLarge");
    let sum = 0;
    for await (const piece of unpack(
      inBounds(() => packedBytes(this.#bytes, entry)),
      entry,
    )) {
      this.#left -= piece.length;
      if (this.#left < 0) throw new ZipFault("tooLarge");
      sum = crc32(piece, sum);
      yield piece;
    }
    if (sum !== entry.crc) throw new ZipFault("damaged");
  }
}

async function* unpack(packed: Buffer, { method }: Entry): AsyncGenerator<Buffer> {
  if (method === 0) {
    for (let at = 0; at < packed.length; at += STORED_PIECE)
      yield packed.subarray(at, at + STORED_PIECE);
    return;
  }
  if (method !== 8) throw new ZipFault("damaged");
  const inflate = createInflateRaw();
  inflate.end(packed);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch {
    throw new ZipFault("damaged");
  }
}

/** A number that points out of the file is a file that is cut off. */
function inBounds<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? new ZipFault("damaged") : error;
  }
}

function packedBytes(bytes: Buffer, { offset, packed }: Entry): Buffer {
  if (bytes.readUInt32LE(offset) !== LOCAL) throw new ZipFault("damaged");
  const begin = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (begin + packed > bytes.length) throw new ZipFault("damaged");
  return bytes.subarray(begin, begin + packed);
}

function directoryOf(bytes: Buffer): Map<string, Entry> {
  let { at, count } = findDirectory(bytes);
  if (count > MANY_ENTRIES) throw new ZipFault("tooLarge");
  const entries = new Map<string, Entry>();
  for (; count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new ZipFault("damaged");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      bytes.readUInt16LE(at + field),
    ) as [number, number, number];
    const nameEnd = at + 46 + nameLength;
    const name = bytes.toString("utf8", at + 46, nameEnd).replaceAll("\\", "/");
    const sizes = [24, 20, 42].map((field) => bytes.readUInt32LE(at + field));
    const [unpacked, packed, offset] = widened(
      sizes,
      bytes.subarray(nameEnd, nameEnd + extraLength),
    );
    entries.set(name.replace(/^\//, "").toLowerCase(), {
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      crc: bytes.readUInt32LE(at + 16),
      unpacked,
      packed,
      offset,
    });
    at = nameEnd + extraLength + commentLength;
  }
  return entries;
}

function findDirectory(bytes: Buffer): { at: number; count: number } {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(END);
  const end = bytes.lastIndexOf(mark);
  if (end === -1) throw new ZipFault("damaged");
  const count = bytes.readUInt16LE(end + 10);
  const at = bytes.readUInt32LE(end + 16);
  if (count !== 0xffff && at !== 0xffffffff) return { at, count };
  const end64 = Number(bytes.readBigUInt64LE(end - 20 + 8));
  if (bytes.readUInt32LE(end64) !== END_64) throw new ZipFault("damaged");
  return {
    at: Number(bytes.readBigUInt64LE(end64 + 48)),
    count: Number(bytes.readBigUInt64LE(end64 + 32)),
  };
}

/** Sizes of all ones stand in the extra field instead (zip64), in this order. */
function widened(sizes: number[], extra: Buffer): [number, number, number] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    return sizes.map((size) => {
      if (size !== 0xffffffff) return size;
      field += 8;
      return Number(extra.readBigUInt64LE(field - 8));
    }) as [number, number, number];
  }
  return sizes as [number, number, number];
}
