import { eq, isNull, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { users } from "#db/schema/control/index.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { queueMail } from "#app/mail/mails.server.ts";
import { recordEvent } from "./events.server.ts";
import { findByEmail, type MailRequest, mayMail } from "./link-mails.server.ts";
import { addLink, dropLinks, findLink, LINK_MINUTES, takeLink } from "./one-time-links.server.ts";
import { hashPassword, verifyPassword } from "./passwords.server.ts";
import { hashOf, newSecret } from "./secrets.server.ts";
import type { ControlWork } from "./sign-ins.server.ts";
import { countTries, forgetTries } from "./throttle.server.ts";
import type { Visitor } from "./visitor.server.ts";

export type NewAccount = { name: string; email: string; password: string; language: Language };

/**
 * Makes an account that nobody can sign in to before its address is verified, and mails the link for
 * it; an address that has an account gets a mail that says so. Returns a mark for the browser that
 * asked, by which `verifyEmail` knows it again: it looks the same whether there was an account or not.
 */
export async function signUp(
  control: ControlDb,
  { name, email, password, language }: NewAccount,
  { origin, visitor }: Pick<MailRequest, "origin"> & { visitor: Visitor },
): Promise<string> {
  const [isAllowed, passwordHash] = await Promise.all([
    mayMail(control, email, visitor),
    hashPassword(password),
  ]);
  if (!isAllowed) return newSecret();
  return control.transaction(async (transaction) => {
    const [made] = await transaction
      .insert(users)
      .values({ email, name, passwordHash, language })
      // Of two who sign up with an address that is not verified the later counts: see `verifyEmail`.
      .onConflictDoUpdate({
        target: users.email,
        set: { name, passwordHash, language },
        setWhere: isNull(users.emailVerifiedAt),
      })
      .returning({ id: users.id, email: users.email, name: users.name, language: users.language });
    if (made) {
      await recordEvent(transaction, visitor, { kind: "signed-up", userId: made.id });
      return mailVerification(transaction, made, origin);
    }
    const known = await findByEmail(transaction, email);
    if (known) {
      const values = { url: `${origin}/sign-in` };
      const { email: to, language: theirs } = known;
      await queueMail(transaction, { to, language: theirs, kind: "account-exists", values });
    }
    return newSecret();
  });
}

/** Mails the link once more, to who proved the password of an account that is not verified. */
export async function mailVerificationAgain(
  control: ControlDb,
  userId: string,
  { origin, visitor }: Pick<MailRequest, "origin" | "visitor">,
): Promise<string> {
  const [user] = await control
    .select({ id: users.id, email: users.email, name: users.name, language: users.language })
    .from(users)
    .where(eq(users.id, userId));
  if (!user || !(await mayMail(control, user.email, visitor))) return newSecret();
  return control.transaction((transaction) => mailVerification(transaction, user, origin));
}

async function mailVerification(
  control: ControlWork,
  {
    id: userId,
    email: to,
    name,
    language,
  }: { id: string; email: string; name: string; language: Language },
  origin: string,
): Promise<string> {
  const kind = "email-verification";
  // An earlier link was for the password of an earlier sign-up.
  await dropLinks(control, userId, [kind]);
  const { id, secret } = await addLink(control, { kind, userId });
  const values = { name, url: `${origin}/sign-up/${secret}`, hours: LINK_MINUTES[kind] / 60 };
  await queueMail(control, { to, language, kind, values });
  return markOf(id);
}

/** Whose address a link verifies, and whether the browser must prove that it chose the password. */
export async function findVerification(control: ControlWork, secret: string, mark: string | null) {
  const link = await findLink(control, "email-verification", secret);
  return link && { email: link.email, asksPassword: mark !== markOf(link.id) };
}

/**
 * Verifies the address that a link was sent to, and returns who it is. Somebody else may have signed
 * up with this address and a password of his own, and the person who reads the mail would open the
 * account to him: so the browser that signed up is known by its mark, any other must know the password.
 */
export async function verifyEmail(
  control: ControlDb,
  given: { secret: string; mark: string | null; password: string | undefined },
): Promise<{ userId: string } | "expired" | "wrong password"> {
  const kind = "email-verification";
  const link = await findLink(control, kind, given.secret);
  if (!link) return "expired";
  if (given.mark !== markOf(link.id)) {
    const isAllowed = await countTries(control, [`account:${link.email.toLowerCase()}`]);
    const hash = isAllowed ? link.passwordHash : null;
    if (!(await verifyPassword(hash, given.password ?? ""))) return "wrong password";
    await forgetTries(control, `account:${link.email.toLowerCase()}`);
  }
  return control.transaction(async (transaction) => {
    const taken = await takeLink(transaction, kind, given.secret);
    if (!taken) return "expired";
    const verified = { emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, now())` };
    await transaction.update(users).set(verified).where(eq(users.id, taken.userId));
    return { userId: taken.userId };
  });
}

/**
 * Notes that a person proved to read the account's mail by another way than the sign-up's own link.
 * A password that was set before, by nobody knows whom, is gone.
 */
export async function proveEmail(control: Pick<ControlWork, "update">, userId: string) {
  await control
    .update(users)
    .set({
      emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, now())`,
      passwordHash: sql`case when ${users.emailVerifiedAt} is not null then ${users.passwordHash} end`,
    })
    .where(eq(users.id, userId));
}

function markOf(linkId: string): string {
  return hashOf(linkId).toString("base64url");
}
