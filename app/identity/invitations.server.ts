import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { invitations, memberships, users } from "#db/schema/control/index.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { queueMail } from "#app/mail/mails.server.ts";
import { changeTeam, type TeamChange } from "./change-team.server.ts";
import { recordEvent } from "./events.server.ts";
import { hashOf, newSecret } from "./secrets.server.ts";
import type { ControlWork } from "./sign-ins.server.ts";
import type { MemberRole, NewInvitation, TeamAnswer } from "./team.ts";

export const INVITATION_DAYS = 7;

// A studio's name and the addresses are anybody's choice: what it sends in a day is bounded, and so is
// what one address gets.
const A_DAY = 50;
const BETWEEN_TWO = sql`interval '1 minute'`;

/** Where the link leads, and the language of a mail to somebody who has no account yet. */
type Sending = { appUrl: string; language: Language };

/** The open ones, the latest first; one that expired is open until it is sent again or revoked. */
export function listInvitations(control: ControlDb, studioId: string) {
  return control
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      sentAt: invitations.sentAt,
      expiresAt: invitations.expiresAt,
      hasExpired: sql<boolean>`${invitations.expiresAt} <= now()`,
      inviter: users.name,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.studioId, studioId), isOpen))
    .orderBy(desc(invitations.sentAt), desc(invitations.id));
}

export type OpenInvitation = Awaited<ReturnType<typeof listInvitations>>[number];

/** Invites an address for seven days. One that is invited already, or a member's, is refused. */
export async function invite(
  control: ControlDb,
  change: TeamChange,
  { email, role }: NewInvitation,
  sending: Sending,
): Promise<TeamAnswer> {
  const { studioId, by, visitor } = change;
  return changeTeam(control, change, "team.write", async (transaction, team) => {
    if (await isMember(transaction, studioId, email)) return { ok: false, because: "isMember" };
    await revokeExpired(transaction, studioId, email);
    const [open] = await transaction
      .select({ id: invitations.id })
      .from(invitations)
      .where(and(eq(invitations.studioId, studioId), eq(invitations.email, email), isOpen));
    if (open) return { ok: false, because: "isInvited" };
    if (await hasSentEnough(transaction, studioId)) return { ok: false, because: "tooMany" };
    const secret = newSecret();
    await transaction
      .insert(invitations)
      .values({ studioId, email, role, secretHash: hashOf(secret), invitedBy: by, expiresAt });
    await send(transaction, { email, role, secret, by, studio: team.name }, sending);
    const detail = { email, role };
    await recordEvent(transaction, visitor, { kind: "invited", userId: by, studioId, detail });
    return { ok: true };
  });
}

/** Sends it anew, for seven days: the link of before is void. */
export async function resendInvitation(
  control: ControlDb,
  change: TeamChange,
  id: string,
  sending: Sending,
): Promise<TeamAnswer> {
  const { studioId, by, visitor } = change;
  return changeTeam(control, change, "team.write", async (transaction, team) => {
    const ofStudio = and(eq(invitations.id, id), eq(invitations.studioId, studioId), isOpen);
    const [open] = await transaction
      .select({
        email: invitations.email,
        role: invitations.role,
        isFresh: sql<boolean>`${invitations.sentAt} > now() - ${BETWEEN_TWO}`,
      })
      .from(invitations)
      .where(ofStudio)
      .for("update");
    if (!open) return { ok: false, because: "noMember" };
    if (open.isFresh) return { ok: false, because: "sentJustNow" };
    const secret = newSecret();
    await transaction
      .update(invitations)
      .set({ secretHash: hashOf(secret), sentAt: sql`now()`, expiresAt })
      .where(eq(invitations.id, id));
    const { email, role } = open;
    await send(transaction, { email, role, secret, by, studio: team.name }, sending);
    const detail = { email, role, again: true };
    await recordEvent(transaction, visitor, { kind: "invited", userId: by, studioId, detail });
    return { ok: true };
  });
}

/** Its link is void from now on. */
export async function revokeInvitation(
  control: ControlDb,
  change: TeamChange,
  id: string,
): Promise<TeamAnswer> {
  const { studioId, by, visitor } = change;
  return changeTeam(control, change, "team.write", async (transaction) => {
    const [revoked] = await transaction
      .update(invitations)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(invitations.id, id), eq(invitations.studioId, studioId), isOpen))
      .returning({ email: invitations.email, role: invitations.role });
    if (!revoked) return { ok: false, because: "noMember" };
    const kind = "invitation-revoked";
    await recordEvent(transaction, visitor, { kind, userId: by, studioId, detail: revoked });
    return { ok: true };
  });
}

const isOpen = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt));
const expiresAt = sql`now() + make_interval(days => ${INVITATION_DAYS})`;

async function isMember(transaction: ControlWork, studioId: string, email: string) {
  const [member] = await transaction
    .select({ id: users.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.studioId, studioId), eq(users.email, email)));
  return member !== undefined;
}

async function revokeExpired(transaction: ControlWork, studioId: string, email: string) {
  await transaction
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(invitations.studioId, studioId),
        eq(invitations.email, email),
        isOpen,
        lt(invitations.expiresAt, sql`now()`),
      ),
    );
}

async function hasSentEnough(transaction: ControlWork, studioId: string) {
  const [sent] = await transaction
    .select({ count: sql<number>`count(*)::int` })
    .from(invitations)
    .where(
      and(
        eq(invitations.studioId, studioId),
        gt(invitations.sentAt, sql`now() - interval '1 day'`),
      ),
    );
  return sent!.count >= A_DAY;
}

type Sent = { email: string; role: MemberRole; secret: string; by: string; studio: string };

/** In the language of the person's account, where there is one. */
async function send(
  transaction: ControlWork,
  { email, role, secret, by, studio }: Sent,
  { appUrl, language }: Sending,
) {
  const [[inviter], [invited]] = [
    await transaction.select({ name: users.name }).from(users).where(eq(users.id, by)),
    await transaction
      .select({ language: users.language })
      .from(users)
      .where(eq(users.email, email)),
  ];
  await queueMail(transaction, {
    to: email,
    language: invited?.language ?? language,
    kind: "invitation",
    values: {
      studio,
      inviter: inviter!.name,
      role,
      url: `${appUrl}/invitations/${secret}`,
      days: INVITATION_DAYS,
    },
  });
}
