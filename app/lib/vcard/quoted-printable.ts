import type { Note } from "./problem.ts";

/** The bytes behind quoted-printable (RFC 2045, 6.7), soft breaks already taken out. What is no escape stays. */
export function decodeQuotedPrintable(bytes: Uint8Array, note: Note): Uint8Array {
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  let broken = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const high = byte === EQUALS ? digit(bytes[at + 1]) : -1;
    const low = high < 0 ? -1 : digit(bytes[at + 2]);
    if (low >= 0) {
      decoded[length++] = high * 16 + low;
      at += 2;
    } else {
      broken ||= byte === EQUALS;
      decoded[length++] = byte;
    }
  }
  if (broken) note("invalidQuotedPrintable");
  return decoded.subarray(0, length);
}

const EQUALS = 0x3d;

function digit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
