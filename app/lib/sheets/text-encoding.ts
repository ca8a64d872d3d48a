import type { Encoding } from "./table.ts";

/** How a text is encoded by its beginning; undefined where it is no text. */
export function encodingOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  const wide = wideWithoutMark(head);
  if (wide) return wide;
  if (controlsIn(head) > Math.max(4, head.length / 50)) return undefined;
  const whole = head.subarray(0, head.length - unfinished(head));
  return decodeStrictly(whole) === undefined ? "windows-1252" : "utf-8";
}

/** Most letters of a text that a person keeps in a table have a byte of zero in UTF-16. */
function wideWithoutMark(head: Uint8Array): Encoding | undefined {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at += 1)
    if (head[at] === 0) {
      if (at % 2 === 0) even += 1;
      else odd += 1;
    }
  const half = head.length / 2;
  if (half < 2) return undefined;
  if (odd > half * 0.4 && even < half * 0.02) return "utf-16le";
  if (even > half * 0.4 && odd < half * 0.02) return "utf-16be";
  return undefined;
}

function controlsIn(head: Uint8Array): number {
  let count = 0;
  for (const byte of head) if ((byte < 9 || (byte > 13 && byte < 32)) && byte !== 27) count += 1;
  return count;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** How many bytes at the end begin a character of UTF-8 that is not whole. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/**
 * The text, without its mark. What began in plain ASCII and turns out not to be UTF-8 is Windows-1252 from
 * there on, which is the same text as if it had been known. Where letters of UTF-8 went before, the file
 * mixes two encodings, and what is no letter becomes U+FFFD.
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const texts = encoding === "utf-8" ? decodeUtf8(chunks) : decode(chunks, encoding);
  let atStart = true;
  for await (const text of texts) {
    const unmarked = atStart && text.startsWith("\uFEFF") ? text.slice(1) : text;
    if (text !== "") atStart = false;
    if (unmarked !== "") yield unmarked;
  }
}

async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: Encoding) {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* decodeUtf8(chunks: AsyncIterable<Uint8Array>) {
  let rest: Uint8Array = new Uint8Array();
  let plain = true;
  let fallback: TextDecoder | undefined;
  const next = (bytes: Uint8Array): string => {
    if (fallback) return fallback.decode(bytes);
    const text = decodeStrictly(bytes);
    if (text === undefined) {
      if (plain) fallback = new TextDecoder("windows-1252");
      return (fallback ?? lenient).decode(bytes);
    }
    plain &&= text.length === bytes.length;
    return text;
  };
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = bytes.length - (fallback ? 0 : unfinished(bytes));
    rest = bytes.slice(end);
    yield next(bytes.subarray(0, end));
  }
  if (rest.length > 0) yield next(rest);
}

const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
