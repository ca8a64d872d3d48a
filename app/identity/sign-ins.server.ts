import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { signIns, users } from "#db/schema/control/index.ts";
import type { User } from "./user.ts";

export const SIGN_IN_DAYS = 30;

/** Returns the secret that the browser keeps; the database keeps its hash. */
export async function startSignIn(
  control: ControlDb,
  userId: string,
  userAgent: string | null,
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await control.insert(signIns).values({
    userId,
    secretHash: hashOf(secret),
    expiresAt: new Date(Date.now() + SIGN_IN_DAYS * 86_400_000),
    userAgent: userAgent?.slice(0, 400) ?? null,
  });
  return secret;
}

export async function findSignedInUser(
  control: ControlDb,
  secret: string,
): Promise<User | undefined> {
  const [user] = await control
    .select({ id: users.id, email: users.email, name: users.name, isOperator: users.isOperator })
    .from(signIns)
    .innerJoin(users, eq(users.id, signIns.userId))
    .where(and(eq(signIns.secretHash, hashOf(secret)), gt(signIns.expiresAt, sql`now()`)));
  return user;
}

export async function endSignIn(control: ControlDb, secret: string): Promise<void> {
  await control.delete(signIns).where(eq(signIns.secretHash, hashOf(secret)));
}

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
