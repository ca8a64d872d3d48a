import { and, asc, eq, ne, or, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { identities, users } from "#db/schema/control/index.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { recordEvent } from "../events.server.ts";
import { followSecurityChange, tellOfSecurityChange } from "../security-changes.server.ts";
import type { ControlWork } from "../sign-ins.server.ts";
import { proveEmail } from "../sign-up.server.ts";
import type { User } from "../user.ts";
import type { Visitor } from "../visitor.server.ts";
import type { ProvedIdentity } from "./openid-strategy.server.ts";
import type { ProviderName } from "./provider.ts";

type Circumstances = { visitor: Visitor; appUrl: string };

/**
 * Whose account it is: by provider and subject; else by the address, which the provider must have
 * verified, and then the two are linked; else a new account. A value says why it is nobody's.
 */
export async function takeIdentity(
  control: ControlDb,
  identity: ProvedIdentity,
  { language, ...circumstances }: Circumstances & { language: Language },
): Promise<{ userId: string } | "emailUnverified"> {
  return control.transaction(async (transaction) => {
    const known = await useIdentity(transaction, identity);
    if (known) return { userId: known };
    const { provider, name, email } = identity;
    // Anybody may write any address into an account elsewhere.
    if (!email || !identity.isEmailVerified) return "emailUnverified";
    const [made] = await transaction
      .insert(users)
      .values({
        email,
        name: name ?? email.slice(0, email.indexOf("@")),
        emailVerifiedAt: sql`now()`,
        language,
      })
      .onConflictDoNothing({ target: users.email })
      .returning({ id: users.id });
    const userId = made?.id ?? (await proveAccount(transaction, email));
    const linked = await link(transaction, userId, identity);
    const detail = { provider };
    if (made) {
      const kind = "signed-up";
      await recordEvent(transaction, circumstances.visitor, { kind, userId, detail });
    } else if (linked === userId) {
      const kind = "identity-linked";
      await tellOfSecurityChange(transaction, { ...circumstances, kind, userId, detail });
    }
    return { userId: linked };
  });
}

/** What a person may sign in by besides the password, the oldest first. */
export function listIdentities(control: Pick<ControlDb, "select">, userId: string) {
  return control
    .select({
      provider: identities.provider,
      subject: identities.subject,
      email: identities.email,
      createdAt: identities.createdAt,
      lastUsedAt: identities.lastUsedAt,
    })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(asc(identities.createdAt), asc(identities.subject));
}

/**
 * Takes a way to sign in from an account, and ends its other sign-ins. Refuses where it is the last: a
 * password or another identity must be left, since the mail may end with it (Apple's relayed addresses).
 */
export async function unlinkIdentity(
  control: ControlDb,
  user: Pick<User, "id" | "signInId">,
  { provider, subject }: { provider: ProviderName; subject: string },
  circumstances: Circumstances,
): Promise<"unlinked" | "last" | "unknown"> {
  const theirs = eq(identities.userId, user.id);
  const isThis = and(eq(identities.provider, provider), eq(identities.subject, subject));
  return control.transaction(async (transaction) => {
    // Of two who unlink at once the second sees what the first has left.
    const [account] = await transaction
      .select({ passwordHash: users.passwordHash })
      .from(users)
      .where(eq(users.id, user.id))
      .for("update");
    const others = await transaction
      .select({ subject: identities.subject })
      .from(identities)
      .where(and(theirs, or(ne(identities.provider, provider), ne(identities.subject, subject))));
    if (!account?.passwordHash && others.length === 0) return "last";
    const gone = await transaction
      .delete(identities)
      .where(and(theirs, isThis))
      .returning({ subject: identities.subject });
    if (gone.length === 0) return "unknown";
    await followSecurityChange(transaction, {
      ...circumstances,
      kind: "identity-unlinked",
      userId: user.id,
      signInId: user.signInId,
      detail: { provider },
    });
    return "unlinked";
  });
}

async function useIdentity(control: ControlWork, { provider, subject, email }: ProvedIdentity) {
  const [used] = await control
    .update(identities)
    .set({ lastUsedAt: sql`now()`, ...(email && { email }) })
    .where(and(eq(identities.provider, provider), eq(identities.subject, subject)))
    .returning({ userId: identities.userId });
  return used?.userId;
}

// An account that nobody has verified may be a stranger's, who waits with a password of his own for the
// owner of the address: it is handed over without that password.
async function proveAccount(control: ControlWork, email: string): Promise<string> {
  const [account] = await control
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email));
  if (!account) throw new Error("an account was neither made nor found");
  await proveEmail(control, account.id);
  return account.id;
}

/** Of two answers at once the second finds what the first has linked. */
async function link(
  control: ControlWork,
  userId: string,
  { provider, subject, email }: ProvedIdentity,
): Promise<string> {
  const [linked] = await control
    .insert(identities)
    .values({ provider, subject, email, userId })
    .onConflictDoUpdate({
      target: [identities.provider, identities.subject],
      set: { lastUsedAt: sql`now()` },
    })
    .returning({ userId: identities.userId });
  if (!linked) throw new Error("an identity was neither linked nor found");
  return linked.userId;
}
