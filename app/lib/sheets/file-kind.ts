import type { Found, Refusal } from "./table.ts";

export type FileKind =
  { kind: "text" | "zip" | "ole" | "vcard" } | { kind: "refused"; refusal: Refusal; found?: Found };

const magics: [Found, readonly number[]][] = [
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  ["rtf", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["binary", [0x1f, 0x8b, 0x08]],
];

/** What a file is by its first bytes; its name is not asked. A text is told by its words, see `textKind`. */
export function kindOf(head: Uint8Array): FileKind {
  const begins = (signs: readonly number[]) => signs.every((sign, at) => head[at] === sign);
  if (head.length === 0) return { kind: "refused", refusal: "empty" };
  if (begins([0x50, 0x4b, 3, 4]) || begins([0x50, 0x4b, 5, 6])) return { kind: "zip" };
  if (begins([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return { kind: "ole" };
  const found = magics.find(([, signs]) => begins(signs))?.[0];
  return found ? { kind: "refused", refusal: "notATable", found } : { kind: "text" };
}

const texts: [Found, RegExp][] = [
  ["icalendar", /^\s*BEGIN:VCALENDAR/i],
  ["html", /^\s*<(\?xml|!doctype|html|head|body|table|svg)\b/i],
  ["json", /^\s*(\{\s*("|\})|\[\s*[{["\]])/],
];

export function textKind(text: string): FileKind {
  if (/^\s*$/.test(text)) return { kind: "refused", refusal: "empty" };
  if (/^\s*BEGIN:VCARD/i.test(text)) return { kind: "vcard" };
  const found = texts.find(([, pattern]) => pattern.test(text))?.[0];
  return found ? { kind: "refused", refusal: "notATable", found } : { kind: "text" };
}

/** Within the container of Office before 2007: a workbook, or one of today behind a password. */
export function oleKind(bytes: Uint8Array): { refusal: Refusal; found?: Found } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (name: string) => file.includes(Buffer.from(name, "utf16le"));
  if (holds("EncryptedPackage")) return { refusal: "encrypted" };
  if (holds("Workbook") || holds("Book")) return { refusal: "oldExcel" };
  return { refusal: "notATable", found: "ole" };
}
