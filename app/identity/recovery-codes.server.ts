import { randomInt } from "node:crypto";
import { and, count, eq, isNull, sql } from "drizzle-orm";
import { recoveryCodes } from "#db/schema/control/index.ts";
import { hashOf } from "./secrets.server.ts";
import type { ControlWork } from "./sign-ins.server.ts";

const COUNT = 10;
// Crockford's, lower case: no letter that is taken for a digit.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ten new ones, `xxxx-xxxx-xxxx-xxxx` of 80 bits; those of before are gone. They can be shown now alone. */
export async function renewRecoveryCodes(control: ControlWork, userId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await dropRecoveryCodes(control, userId);
  await control
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ userId, codeHash: hashOf(plain(code)) })));
  return codes;
}

export async function dropRecoveryCodes(
  control: Pick<ControlWork, "delete">,
  userId: string,
): Promise<void> {
  await control.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}

/** Uses a code up, however it is written; false where it is none, or was used. */
export async function takeRecoveryCode(control: ControlWork, userId: string, code: string) {
  const taken = await control
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, hashOf(plain(code))),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ usedAt: recoveryCodes.usedAt });
  return taken.length > 0;
}

/** How many are left. */
export async function countRecoveryCodes(control: Pick<ControlWork, "select">, userId: string) {
  const [left] = await control
    .select({ count: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return left?.count ?? 0;
}

function newCode(): string {
  const letters = Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

function plain(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, "")
    .replaceAll("o", "0")
    .replaceAll(/[il]/g, "1");
}
