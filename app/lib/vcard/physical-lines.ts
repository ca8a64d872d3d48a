/** A line of the file without its end, numbered from 1. `cut` where it was longer than allowed. */
export type PhysicalLine = { bytes: Uint8Array; number: number; cut: boolean };

/**
 * The lines of a file that comes in pieces. They end in CRLF, LF or CR; a mark of UTF-8 before a line is taken
 * off, and UTF-16 is read with or without its mark.
 */
export class LineSplitter {
  /** Whether the file was text all through, so that no charset of a property can be true. */
  wasText: boolean;
  #decoder: TextDecoder | undefined;
  #start: Uint8Array[] | undefined;
  #startLength = 0;
  #pieces: Uint8Array[] = [];
  #length = 0;
  #cut = false;
  #afterCarriageReturn = false;
  #number = 1;
  readonly #longest: number;

  constructor(longest: number, isText = false) {
    this.#longest = longest;
    this.wasText = isText;
    this.#start = isText ? undefined : [];
  }

  *push(chunk: Uint8Array): Generator<PhysicalLine> {
    if (this.#start) {
      // A few bytes are needed to tell the encoding.
      this.#start.push(chunk);
      this.#startLength += chunk.length;
      if (this.#startLength >= TELLING_BYTES) yield* this.#begin();
    } else yield* this.#split(this.#decoder ? this.#recode(chunk) : chunk);
  }

  *end(): Generator<PhysicalLine> {
    if (this.#start) yield* this.#begin();
    if (this.#decoder) yield* this.#split(encoder.encode(this.#decoder.decode()));
    if (this.#length > 0) yield this.#line();
  }

  *#begin(): Generator<PhysicalLine> {
    const bytes = joined(this.#start ?? [], this.#startLength);
    this.#start = undefined;
    const encoding = utf16Of(bytes);
    if (encoding) {
      this.#decoder = new TextDecoder(encoding);
      this.wasText = true;
    }
    yield* this.#split(this.#decoder ? this.#recode(bytes) : bytes);
  }

  #recode(chunk: Uint8Array): Uint8Array {
    return encoder.encode(this.#decoder?.decode(chunk, { stream: true }));
  }

  *#split(bytes: Uint8Array): Generator<PhysicalLine> {
    let from = 0;
    let lineFeed = bytes.indexOf(LF);
    let carriageReturn = bytes.indexOf(CR);
    if (this.#afterCarriageReturn && bytes.length > 0) {
      this.#afterCarriageReturn = false;
      if (lineFeed === 0) {
        from = 1;
        lineFeed = bytes.indexOf(LF, 1);
      }
    }
    while (lineFeed >= 0 || carriageReturn >= 0) {
      const ends = lineFeed < 0 || (carriageReturn >= 0 && carriageReturn < lineFeed);
      const at = ends ? carriageReturn : lineFeed;
      this.#keep(bytes.subarray(from, at));
      yield this.#line();
      from = at + 1;
      if (ends) {
        if (lineFeed === from) from++;
        else if (from === bytes.length) this.#afterCarriageReturn = true;
        carriageReturn = bytes.indexOf(CR, from);
      }
      if (lineFeed >= 0 && lineFeed < from) lineFeed = bytes.indexOf(LF, from);
    }
    this.#keep(bytes.subarray(from));
  }

  #keep(piece: Uint8Array) {
    if (piece.length === 0) return;
    const room = this.#longest - this.#length;
    this.#cut ||= piece.length > room;
    const kept = piece.length > room ? piece.subarray(0, Math.max(0, room)) : piece;
    this.#pieces.push(kept);
    this.#length += kept.length;
  }

  #line(): PhysicalLine {
    let bytes = joined(this.#pieces, this.#length);
    while (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    const line = { bytes, number: this.#number++, cut: this.#cut };
    this.#pieces = [];
    this.#length = 0;
    this.#cut = false;
    return line;
  }
}

/** Pieces as one; the piece itself where there is but one. */
export function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const LF = 0x0a;
const CR = 0x0d;
const TELLING_BYTES = 32;
const encoder = new TextEncoder();

/** By its mark, or by the zero that every other byte of ASCII is there. */
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const pairs = Math.min(bytes.length, TELLING_BYTES) >> 1;
  for (let at = 0; at < pairs * 2; at++) {
    if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs / 2 && even === 0) return "utf-16le";
  return even > pairs / 2 && odd === 0 ? "utf-16be" : undefined;
}
