import { createHash, randomBytes } from "node:crypto";

/** What travels in a cookie or a link: 256 bits that nobody guesses. The database keeps its hash. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256. It needs no salt: the secret is random, and long. */
export function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
