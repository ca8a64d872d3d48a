/** Base64 in one piece, padded, of bytes with blanks between and with or without padding; undefined where it is none. */
export function cleanBase64(bytes: Uint8Array): string | undefined {
  const clean = new Uint8Array(bytes.length + 3);
  let length = 0;
  let padding = 0;
  for (const byte of bytes) {
    const sign = signs[byte] ?? 0;
    if (sign === SKIPPED) continue;
    if (sign === PADDING) padding++;
    else if (sign === WRONG || padding > 0) return undefined;
    else clean[length++] = sign;
  }
  if (length % 4 === 1 || padding > 3) return undefined;
  while (length % 4 > 0) clean[length++] = PADDING;
  return ascii.decode(clean.subarray(0, length));
}

const ascii = new TextDecoder();
const WRONG = 0;
const SKIPPED = 1;
const PADDING = 0x3d;

/** What each byte stands for: itself, whitespace, the end, or nothing that belongs there. */
const signs = new Uint8Array(256);
for (const sign of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") {
  signs[sign.charCodeAt(0)] = sign.charCodeAt(0);
}
// Control characters belong nowhere; in what is read as text they are left out, too.
signs.fill(SKIPPED, 0, 0x21);
signs[0x7f] = SKIPPED;
// The alphabet for addresses (RFC 4648, 5).
signs[0x2d] = 0x2b;
signs[0x5f] = 0x2f;

/** Whether a line by itself can be part of base64. */
export function looksLikeBase64(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (signs[byte] === WRONG) return false;
  return true;
}

const families: Record<string, string> = { PHOTO: "image", LOGO: "image", SOUND: "audio" };
const mediaTypes: Record<string, string> = {
  "image jpeg": "image/jpeg",
  "image jpg": "image/jpeg",
  "image png": "image/png",
  "image gif": "image/gif",
  "image bmp": "image/bmp",
  "image tiff": "image/tiff",
  "image webp": "image/webp",
  "image heic": "image/heic",
  "audio wave": "audio/wav",
  "audio wav": "audio/wav",
  "audio basic": "audio/basic",
  "audio aac": "audio/aac",
  "audio mp3": "audio/mpeg",
  "audio mpeg": "audio/mpeg",
  "audio ogg": "audio/ogg",
  "key x509": "application/pkix-cert",
  "key pgp": "application/pgp-keys",
};

/** The media type that a TYPE of older versions names, on that property. */
export function mediaTypeOf(name: string, type: string): string | undefined {
  if (/^[a-z]+\/[\w.+-]+$/i.test(type)) return type.toLowerCase();
  const family = families[name] ?? (name === "KEY" ? "key" : "image");
  return mediaTypes[`${family} ${type.toLowerCase()}`];
}

const beginnings: [string, string][] = [
  ["/9j/", "image/jpeg"],
  ["iVBORw0KGgo", "image/png"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
];

/** Of data that nothing is said about, the type that its first bytes tell. */
export function sniffedMediaType(name: string, base64: string): string {
  const known = beginnings.find(([beginning]) => base64.startsWith(beginning))?.[1];
  return known && families[name] !== "audio" ? known : "application/octet-stream";
}
