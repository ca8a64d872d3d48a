import { eq, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { users } from "#db/schema/control/index.ts";
import { dropLinks, takeLink } from "./one-time-links.server.ts";
import { hashPassword, verifyPassword } from "./passwords.server.ts";
import { followSecurityChange } from "./security-changes.server.ts";
import { rotateSignIn } from "./sign-ins.server.ts";
import { countTry, forgetTries } from "./throttle.server.ts";
import type { User } from "./user.ts";
import type { Visitor } from "./visitor.server.ts";

type Circumstances = { visitor: Visitor; appUrl: string };

/**
 * Sets the password of whom the link was mailed to; undefined where it does not work (any more). The
 * mail proved the address; a second factor it does not prove.
 */
export async function resetPassword(
  control: ControlDb,
  { secret, password }: { secret: string; password: string },
  circumstances: Circumstances,
): Promise<{ userId: string } | undefined> {
  const passwordHash = await hashPassword(password);
  const reset = await control.transaction(async (transaction) => {
    const link = await takeLink(transaction, "password-reset", secret);
    if (!link) return undefined;
    const { userId } = link;
    const [user] = await transaction
      .update(users)
      .set({ passwordHash, emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, now())` })
      .where(eq(users.id, userId))
      .returning({ email: users.email });
    await dropLinks(transaction, userId, ["password-reset", "magic-link", "email-verification"]);
    const kind = "password-changed";
    await followSecurityChange(transaction, { ...circumstances, kind, userId, signInId: null });
    return { userId, email: user!.email };
  });
  if (reset) await forgetTries(control, `account:${reset.email.toLowerCase()}`);
  return reset && { userId: reset.userId };
}

/**
 * Returns the secret that the sign-in has from now on; not ok where the current password is wrong, or too
 * many were tried. An account without a password gets one by mail.
 */
export async function changePassword(
  control: ControlDb,
  user: Pick<User, "id" | "email" | "signInId">,
  { current, password }: { current: string; password: string },
  circumstances: Circumstances,
): Promise<{ ok: true; secret: string } | { ok: false }> {
  const tries = `account:${user.email.toLowerCase()}` as const;
  const isAllowed = await countTry(control, tries);
  const [account] = await control
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, user.id));
  const known = isAllowed ? account?.passwordHash : null;
  if (!(await verifyPassword(known, current))) return { ok: false };
  const passwordHash = await hashPassword(password);
  return control.transaction(async (transaction) => {
    await forgetTries(transaction, tries);
    await transaction.update(users).set({ passwordHash }).where(eq(users.id, user.id));
    await dropLinks(transaction, user.id, ["password-reset", "magic-link"]);
    const { id: userId, signInId } = user;
    const kind = "password-changed";
    await followSecurityChange(transaction, { ...circumstances, kind, userId, signInId });
    const secret = await rotateSignIn(transaction, signInId);
    if (secret === undefined) throw new Error("the sign-in ended while its password was changed");
    return { ok: true, secret };
  });
}

/** Whether the account has a password: who came by another provider may have none. */
export async function hasPassword(control: Pick<ControlDb, "select">, userId: string) {
  const [account] = await control
    .select({ has: sql<boolean>`${users.passwordHash} is not null` })
    .from(users)
    .where(eq(users.id, userId));
  return account?.has ?? false;
}
