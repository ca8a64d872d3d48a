import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import type { Role } from "#db/roles.ts";
import { memberships, studios, users } from "#db/schema/control/index.ts";
import { queueMail } from "#app/mail/mails.server.ts";
import {
  changeTeam,
  findRole,
  keepingAnOwner,
  revokeInvitationsOf,
  type TeamChange,
} from "./change-team.server.ts";
import { recordEvent } from "./events.server.ts";
import { type ControlWork, revokeSignIns } from "./sign-ins.server.ts";
import type { MemberRole, TeamAnswer } from "./team.ts";

/** Owners first, then by name. */
export function listMembers(control: ControlDb, studioId: string) {
  return control
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: memberships.role,
      since: memberships.createdAt,
      hasSecondFactor: sql<boolean>`${isNotNull(users.totpConfirmedAt)}`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.studioId, studioId))
    .orderBy(sql`${memberships.role} <> 'owner'`, asc(users.name), asc(users.id));
}

export type Member = Awaited<ReturnType<typeof listMembers>>[number];

/**
 * Gives a member another role. An owner's is changed by an owner alone, and of their own people change
 * nothing, but an owner who steps down. Who is changed signs in again; who steps down stays.
 */
export async function changeRole(
  control: ControlDb,
  change: TeamChange,
  { userId, role }: { userId: string; role: MemberRole },
): Promise<TeamAnswer> {
  const { studioId, by, visitor } = change;
  return changeTeam(control, change, "team.write", async (transaction, team) => {
    const was = await findRole(transaction, studioId, userId);
    if (!was) return { ok: false, because: "noMember" };
    const isAllowed = team.role === "owner" || (was !== "owner" && userId !== by);
    if (!isAllowed) return { ok: false, because: "notAllowed" };
    if (was === role) return { ok: true };
    await setRole(transaction, { studioId, userId, role });
    await revokeInvitationsOf(transaction, { studioId, userId, now: role });
    if (userId !== by) await revokeSignIns(transaction, userId, { except: null });
    const detail = { member: userId, was, role };
    await recordEvent(transaction, visitor, { kind: "role-changed", userId: by, studioId, detail });
    return { ok: true };
  });
}

/** Ends a membership, and the person's sign-ins. An owner is removed by an owner alone. */
export async function removeMember(
  control: ControlDb,
  change: TeamChange,
  userId: string,
): Promise<TeamAnswer> {
  const { studioId, by, visitor } = change;
  return changeTeam(control, change, "team.write", async (transaction, team) => {
    const was = await findRole(transaction, studioId, userId);
    if (!was) return { ok: false, because: "noMember" };
    const isAllowed = userId !== by && (team.role === "owner" || was !== "owner");
    if (!isAllowed) return { ok: false, because: "notAllowed" };
    await deleteMembership(transaction, studioId, userId);
    await revokeInvitationsOf(transaction, { studioId, userId, now: null });
    await revokeSignIns(transaction, userId, { except: null });
    const detail = { member: userId, was };
    await recordEvent(transaction, visitor, {
      kind: "member-removed",
      userId: by,
      studioId,
      detail,
    });
    return { ok: true };
  });
}

/** Ends one's own membership. The last owner stays. */
export async function leaveStudio(control: ControlDb, change: TeamChange): Promise<TeamAnswer> {
  const { studioId, by, visitor } = change;
  return changeTeam(control, change, "membership.end", async (transaction, { role }) => {
    await deleteMembership(transaction, studioId, by);
    await revokeInvitationsOf(transaction, { studioId, userId: by, now: null });
    const detail = { member: by, was: role, left: true };
    await recordEvent(transaction, visitor, {
      kind: "member-removed",
      userId: by,
      studioId,
      detail,
    });
    return { ok: true };
  });
}

/**
 * Makes another member an owner; who gives it becomes an administrator, or `stays` an owner beside. The
 * new owner signs in again, and is told by mail.
 */
export async function transferOwnership(
  control: ControlDb,
  change: TeamChange,
  { userId, stays, appUrl }: { userId: string; stays: boolean; appUrl: string },
): Promise<TeamAnswer> {
  const { studioId, by, visitor } = change;
  return changeTeam(control, change, "ownership.write", async (transaction, team) => {
    const was = await findRole(transaction, studioId, userId);
    if (!was || userId === by) return { ok: false, because: "noMember" };
    if (was !== "owner") {
      await setRole(transaction, { studioId, userId, role: "owner" });
      await revokeSignIns(transaction, userId, { except: null });
    }
    if (!stays) await setRole(transaction, { studioId, userId: by, role: "admin" });
    const [giver, taker] = [await findUser(transaction, by), await findUser(transaction, userId)];
    await queueMail(transaction, {
      to: taker.email,
      language: taker.language,
      kind: "ownership-transferred",
      values: { studio: team.name, from: giver.name, url: `${appUrl}/s/${team.slug}` },
    });
    const detail = { member: userId, was, stays };
    await recordEvent(transaction, visitor, {
      kind: "ownership-transferred",
      userId: by,
      studioId,
      detail,
    });
    return { ok: true };
  });
}

/** Whether members enter with a second factor only. Who asks it of others has one. */
export async function requireSecondFactor(
  control: ControlDb,
  change: TeamChange,
  required: boolean,
): Promise<TeamAnswer> {
  const { studioId, by, visitor } = change;
  return changeTeam(control, change, "settings.write", async (transaction) => {
    const { totpConfirmedAt } = await findUser(transaction, by);
    if (required && !totpConfirmedAt) return { ok: false, because: "noSecondFactor" };
    await transaction
      .update(studios)
      .set({ requiresSecondFactor: required })
      .where(eq(studios.id, studioId));
    const kind = "second-factor-required";
    await recordEvent(transaction, visitor, { kind, userId: by, studioId, detail: { required } });
    return { ok: true };
  });
}

export async function asksSecondFactor(control: ControlDb, studioId: string): Promise<boolean> {
  const [studio] = await control
    .select({ asked: studios.requiresSecondFactor })
    .from(studios)
    .where(eq(studios.id, studioId));
  return studio?.asked ?? false;
}

type SetMember = {
  studioId: string;
  email: string;
  role: Role;
  /** Of the account, where there is none yet. */
  name: string;
  passwordHash: string;
};

/**
 * What an operator does: gives a role to whoever has the address, and an account where there is none.
 * Returns whether it is new; refused where the studio would be left with no owner.
 */
export async function setMember(
  operations: ControlDb,
  { studioId, email, role, name, passwordHash }: SetMember,
): Promise<{ ok: true; isNew: boolean } | { ok: false; because: "lastOwner" }> {
  return keepingAnOwner(() =>
    operations.transaction(async (transaction) => {
      const [made] = await transaction
        .insert(users)
        .values({ email, name, passwordHash, emailVerifiedAt: sql`now()` })
        .onConflictDoNothing()
        .returning({ id: users.id });
      const [known] = made
        ? [made]
        : await transaction.select({ id: users.id }).from(users).where(eq(users.email, email));
      const userId = known!.id;
      const was = await findRole(transaction, studioId, userId);
      if (was === role) return { ok: true as const, isNew: false };
      await transaction
        .insert(memberships)
        .values({ studioId, userId, role })
        .onConflictDoUpdate({ target: [memberships.userId, memberships.studioId], set: { role } });
      await revokeInvitationsOf(transaction, { studioId, userId, now: role });
      await revokeSignIns(transaction, userId, { except: null });
      const detail = { member: userId, was: was ?? null, role, by: "operator" };
      await recordEvent(transaction, null, { kind: "role-changed", studioId, detail });
      return { ok: true as const, isNew: made !== undefined };
    }),
  );
}

async function setRole(
  transaction: ControlWork,
  { studioId, userId, role }: { studioId: string; userId: string; role: MemberRole | "owner" },
) {
  await transaction
    .update(memberships)
    .set({ role })
    .where(and(eq(memberships.studioId, studioId), eq(memberships.userId, userId)));
}

async function deleteMembership(transaction: ControlWork, studioId: string, userId: string) {
  await transaction
    .delete(memberships)
    .where(and(eq(memberships.studioId, studioId), eq(memberships.userId, userId)));
}

async function findUser(transaction: ControlWork, userId: string) {
  const { name, email, language, totpConfirmedAt } = users;
  const [user] = await transaction
    .select({ name, email, language, totpConfirmedAt })
    .from(users)
    .where(eq(users.id, userId));
  return user!;
}
