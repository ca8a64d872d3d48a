import type { Note } from "./problem.ts";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** 0x80 to 0x9f in Windows-1252 (WHATWG); the rest is as in ISO 8859-1. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * The text of a value. What is UTF-8 is read as such, also where another Latin alphabet is declared: files are
 * converted and keep their labels. Bytes that are no UTF-8 are of the declared charset, else Windows-1252.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined, note: Note): string {
  const declared = charset === undefined ? undefined : decoderOf(charset, note);
  if (declared && !isLatin(declared.encoding)) return declared.decode(bytes);
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  if (!declared) note("notUtf8");
  return decodeMixed(bytes);
}

/** The text of bytes that are in the declared charset, whatever else they could be. */
export function decodeDeclared(bytes: Uint8Array, charset: string | undefined, note: Note): string {
  const declared = charset === undefined ? undefined : decoderOf(charset, note);
  if (declared?.encoding === "windows-1252") return decodeWindows1252(bytes);
  if (declared && declared.encoding !== "utf-8") return declared.decode(bytes);
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  note("notUtf8");
  return decodeMixed(bytes);
}

export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function decoderOf(charset: string, note: Note): TextDecoder | undefined {
  const label = charset
    .trim()
    .toLowerCase()
    .replace(/^(windows|cp)[-_ ]?(\d+)$/, "windows-$2");
  try {
    return new TextDecoder(label);
  } catch {
    note("unknownCharset", charset);
    return undefined;
  }
}

function isLatin(encoding: string): boolean {
  return encoding === "utf-8" || encoding === "windows-1252" || encoding === "iso-8859-15";
}

/** UTF-8 where it is, and each byte that is not by itself as Windows-1252. */
function decodeMixed(bytes: Uint8Array): string {
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceAt(bytes, at);
    if (length > 0) at += length;
    else {
      parts.push(utf8.decode(bytes.subarray(from, at)), character1252(bytes[at] ?? 0));
      from = ++at;
    }
  }
  parts.push(utf8.decode(bytes.subarray(from)));
  return parts.join("");
}

/** How many bytes the UTF-8 character here has; 0 where there is none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length) return 0;
  for (let next = 1; next < length; next++) {
    if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  // Overlong forms, halves of surrogate pairs, beyond Unicode: the decoder knows.
  return length === 2 || decodeUtf8(bytes.subarray(at, at + length)) !== undefined ? length : 0;
}

function decodeWindows1252(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (const byte of bytes) parts.push(character1252(byte));
  return parts.join("");
}

function character1252(byte: number): string {
  return (byte >= 0x80 && byte < 0xa0 && windows1252[byte - 0x80]) || String.fromCharCode(byte);
}
