import { hash, verify } from "@node-rs/argon2";

// argon2id with 19 MiB and two passes: the OWASP Password Storage Cheat Sheet's first choice.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/**
 * Whether the password is the account's. Without an account it takes as long and is false, so that
 * the time of an answer tells nobody which addresses have one.
 */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  if (passwordHash) return verify(passwordHash, password);
  await hashPassword(password);
  return false;
}
