import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ControlDb } from "#db/control.server.ts";
import { invitations, memberships, studios, users } from "#db/schema/control/index.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { recordEvent } from "./events.server.ts";
import { hashOf } from "./secrets.server.ts";
import type { ControlWork } from "./sign-ins.server.ts";
import type { Visitor } from "./visitor.server.ts";

type Seen = Pick<Visitor, "address" | "userAgent"> | null;

const state = sql<"open" | "accepted" | "revoked" | "expired">`case
  when ${invitations.acceptedAt} is not null then 'accepted'
  when ${invitations.revokedAt} is not null then 'revoked'
  when ${invitations.expiresAt} <= now() then 'expired'
  else 'open' end`;

/** What its link shows; whoever has the link reads that address's mail. Undefined where there is none. */
export async function findInvitation(control: ControlDb, secret: string) {
  const invited = alias(users, "invited");
  const [found] = await control
    .select({
      studio: studios.name,
      slug: studios.slug,
      inviter: users.name,
      inviterEmail: users.email,
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
      state,
      hasAccount: sql<boolean>`${invited.emailVerifiedAt} is not null`,
    })
    .from(invitations)
    .innerJoin(studios, eq(studios.id, invitations.studioId))
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .leftJoin(invited, eq(invited.email, invitations.email))
    .where(eq(invitations.secretHash, hashOf(secret)));
  return found;
}

export type Acceptance =
  | { ok: true; userId: string; slug: string }
  | { ok: false; because: "notOpen" | "anothers" | "notVerified" | "hasAccount" };

/** Makes a person a member: the one whose verified address is invited. It works once. */
export async function acceptInvitation(
  control: ControlDb,
  visitor: Seen,
  { secret, userId }: { secret: string; userId: string },
): Promise<Acceptance> {
  return control.transaction(async (transaction) => {
    const invitation = await holdOpen(transaction, secret);
    if (!invitation) return { ok: false, because: "notOpen" };
    const [user] = await transaction
      .select({
        isInvited: sql<boolean>`${users.email} = ${invitation.email}::citext`,
        verifiedAt: users.emailVerifiedAt,
      })
      .from(users)
      .where(eq(users.id, userId));
    if (!user?.isInvited) return { ok: false, because: "anothers" };
    if (!user.verifiedAt) return { ok: false, because: "notVerified" };
    await join(transaction, visitor, invitation, userId);
    return { ok: true, userId, slug: invitation.slug };
  });
}

/**
 * Makes an account for the invited address, which the link proves, and its person a member. Where the
 * address has an account, that one is asked to sign in: a link never sets a password of it. An account
 * whose address nobody proved yet is nobody's: who reads that mail now is its person.
 */
export async function acceptWithNewAccount(
  control: ControlDb,
  visitor: Seen,
  account: { secret: string; name: string; passwordHash: string; language: Language },
): Promise<Acceptance> {
  const { secret, name, passwordHash, language } = account;
  return control.transaction(async (transaction) => {
    const invitation = await holdOpen(transaction, secret);
    if (!invitation) return { ok: false, because: "notOpen" };
    const [user] = await transaction
      .insert(users)
      .values({
        email: invitation.email,
        name,
        passwordHash,
        language,
        emailVerifiedAt: sql`now()`,
      })
      .onConflictDoUpdate({
        target: users.email,
        set: { name, passwordHash, language, emailVerifiedAt: sql`now()` },
        setWhere: isNull(users.emailVerifiedAt),
      })
      .returning({ id: users.id });
    if (!user) return { ok: false, because: "hasAccount" };
    await recordEvent(transaction, visitor, { kind: "signed-up", userId: user.id });
    await join(transaction, visitor, invitation, user.id);
    return { ok: true, userId: user.id, slug: invitation.slug };
  });
}

type Held = Awaited<ReturnType<typeof holdOpen>>;

// Whoever comes second waits here, and then finds it accepted.
async function holdOpen(transaction: ControlWork, secret: string) {
  const [invitation] = await transaction
    .select({
      id: invitations.id,
      studioId: invitations.studioId,
      slug: studios.slug,
      email: invitations.email,
      role: invitations.role,
    })
    .from(invitations)
    .innerJoin(studios, eq(studios.id, invitations.studioId))
    .where(and(eq(invitations.secretHash, hashOf(secret)), eq(state, "open")))
    .for("update", { of: invitations });
  return invitation;
}

async function join(
  transaction: ControlWork,
  visitor: Seen,
  { id, studioId, role }: NonNullable<Held>,
  userId: string,
) {
  await transaction
    .update(invitations)
    .set({ acceptedAt: sql`now()` })
    .where(eq(invitations.id, id));
  // Who belongs to it already keeps the role: an invitation takes nothing away.
  await transaction.insert(memberships).values({ studioId, userId, role }).onConflictDoNothing();
  const detail = { invitation: id, role };
  const kind = "invitation-accepted";
  await recordEvent(transaction, visitor, { kind, userId, studioId, detail });
}
