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
  return recoded(bytes, (at) => sequenceAt(bytes, at));
}

function decodeWindows1252(bytes: Uint8Array): string {
  return recoded(bytes, (at) => ((bytes[at] ?? 0) < 0x80 ? 1 : 0));
}

/** `kept` tells how many bytes are UTF-8 from here; where none is, one is recoded. */
function recoded(bytes: Uint8Array, kept: (at: number) => number): string {
  const whole = new Uint8Array(bytes.length * 3);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const end = at + kept(at);
    if (end > at) while (at < end) whole[length++] = bytes[at++] ?? 0;
    else {
      const byte = bytes[at++] ?? 0;
      const code = byte < 0xa0 ? windows1252.charCodeAt(byte - 0x80) : byte;
      if (code >= 0x800) whole[length++] = 0xe0 | (code >> 12);
      whole[length++] = code >= 0x800 ? 0x80 | ((code >> 6) & 0x3f) : 0xc0 | (code >> 6);
      whole[length++] = 0x80 | (code & 0x3f);
    }
  }
  return utf8.decode(whole.subarray(0, length));
}

/** How many bytes the UTF-8 character here has; 0 where there is none (Unicode 15, table 3-7). */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const second = bytes[at + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  for (let next = at + 2; next < at + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
