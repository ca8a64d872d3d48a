import { Secret, TOTP } from "otpauth";
import { encode } from "uqr";

// RFC 6238 with what every authenticator app reads: SHA-1, six digits, half a minute.
const SHAPE = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** One step before or after: clocks differ, and people type slowly (RFC 6238, 5.2). */
const WINDOW = 1;

/** A new key, 160 bits in base 32 (RFC 4226, 4: the length of the hash). */
export function newTotpKey(): string {
  return new Secret({ size: 20 }).base32;
}

/** The step whose code this is, near `now` (milliseconds since 1970); undefined where it is none's. */
export function stepOf(key: string, code: string, now: number): number | undefined {
  const secret = Secret.fromBase32(key);
  const delta = TOTP.validate({ ...SHAPE, secret, token: code, timestamp: now, window: WINDOW });
  return delta === null
    ? undefined
    : TOTP.counter({ period: SHAPE.period, timestamp: now }) + delta;
}

/** What a telephone reads from the screen: `path` draws the dark squares, each of length one. */
export type QrCode = { size: number; path: string };

export function qrOf(key: string, email: string): QrCode {
  const totp = new TOTP({
    ...SHAPE,
    issuer: "Recording Studio Manager",
    label: email,
    secret: key,
  });
  const { size, data } = encode(totp.toString(), { border: 2 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: squares.join("") };
}
