import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import type { Address } from "./address.ts";
import { isLoginRefused } from "./errors.ts";
import { openLane } from "./lane.ts";

/** 256 bits: nobody types it. */
export function randomPassword(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What PostgreSQL keeps of a password (RFC 5803, as `pg_authid` has it). Given in place of the password,
 * it leaves none in a statement, which a server may log. For ASCII: nothing is normalised.
 */
export function verifierOf(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const stored = createHash("sha256").update(hmac(salted, "Client Key")).digest("base64");
  const server = hmac(salted, "Server Key").toString("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${stored}:${server}`;
}

/** As PostgreSQL's own default. The passwords are random: more would only slow who connects. */
const ITERATIONS = 4096;

/**
 * Of several passwords for one login, the address with the one that the server takes. Where it takes
 * none, or cannot be asked, the first: who connects with it learns why.
 */
export async function firstAccepted(ways: [Address, ...Address[]]): Promise<Address> {
  if (ways.length === 1) return ways[0];
  for (const way of ways) if (!(await isRefused(way))) return way;
  return ways[0];
}

/** Whether the server refuses the login or its password; what else may be in the way is no refusal. */
export async function isRefused(address: Address): Promise<boolean> {
  try {
    const lane = await openLane(address, { applicationName: "rsm key" });
    await lane.close();
    return false;
  } catch (error) {
    return isLoginRefused(error);
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
