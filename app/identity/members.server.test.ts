import { randomBytes } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { constraintOf } from "#db/connections/errors.ts";
import type { Role } from "#db/roles.ts";
import { mails, memberships, platformEvents, studios, users } from "#db/schema/control/index.ts";
import "#app/i18n/i18n.server.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import {
  asksSecondFactor,
  changeRole,
  leaveStudio,
  listMembers,
  removeMember,
  requireSecondFactor,
  transferOwnership,
} from "./members.server.ts";
import { findMembership } from "./memberships.server.ts";
import type { TeamAnswer } from "./team.ts";

const { platform, another, newStudio } = await testPlatform();
const { control } = platform;
const appUrl = "http://localhost:3000";

async function newUser(name = "Ada") {
  const email = `${randomBytes(5).toString("hex")}@rsm.test`;
  const [user] = await control.insert(users).values({ email, name }).returning({ id: users.id });
  return user!.id;
}

/** A studio with its first owner, and one more member of each role asked for. */
async function newTeam<Asked extends Role>(...roles: Asked[]) {
  const { studioId, slug } = (await newStudio()).placement;
  const [first] = await listMembers(control, studioId);
  const joined: [string, string][] = [];
  for (const role of roles) {
    const userId = await newUser();
    await control.insert(memberships).values({ studioId, userId, role });
    joined.push([role, userId]);
  }
  const people = Object.fromEntries(joined) as Record<Asked, string>;
  const as = (by: string) => ({ studioId, by, visitor: null });
  return { studioId, slug, first: first!.userId, people, as };
}

async function rolesOf(studioId: string) {
  const members = await listMembers(control, studioId);
  return new Map(members.map(({ userId, role }) => [userId, role]));
}

async function signIn(userId: string) {
  await control.execute(sql`insert into sign_ins (user_id, secret_hash, expires_at)
    values (${userId}, ${randomBytes(32)}, now() + interval '1 day')`);
}

async function countSignIns(userId: string) {
  const [row] = await control.execute<{ count: number }>(
    sql`select count(*)::int as count from sign_ins where user_id = ${userId}`,
  );
  return row!.count;
}

const refused = (because: string) => ({ ok: false, because }) as TeamAnswer;

test("a member's new role holds at once, ends the sign-ins and is recorded", async () => {
  const { studioId, slug, first, people, as } = await newTeam("engineer");
  const userId = people.engineer;
  await signIn(userId);
  await signIn(first);
  expect(await changeRole(control, as(first), { userId, role: "accountant" })).toEqual({
    ok: true,
  });
  expect(await findMembership(control, userId, slug)).toMatchObject({ role: "accountant" });
  expect([await countSignIns(userId), await countSignIns(first)]).toEqual([0, 1]);
  const events = await control
    .select({ by: platformEvents.userId, detail: platformEvents.detail })
    .from(platformEvents)
    .where(and(eq(platformEvents.studioId, studioId), eq(platformEvents.kind, "role-changed")));
  const detail = { member: userId, was: "engineer", role: "accountant" };
  expect(events).toEqual([{ by: first, detail }]);
});

test("an administrator changes and removes no owner, and neither the own role", async () => {
  const { studioId, first, people, as } = await newTeam("owner", "admin");
  const { admin } = people;
  const answers = [
    await changeRole(control, as(admin), { userId: first, role: "assistant" }),
    await removeMember(control, as(admin), first),
    await changeRole(control, as(admin), { userId: admin, role: "engineer" }),
    await removeMember(control, as(admin), admin),
    await transferOwnership(control, as(admin), { userId: admin, stays: true, appUrl }),
  ];
  expect(answers).toEqual(answers.map(() => refused("notAllowed")));
  const roles = await rolesOf(studioId);
  expect([roles.get(first), roles.get(people.owner), roles.get(admin)]).toEqual([
    "owner",
    "owner",
    "admin",
  ]);
});

test("crew, desk and accounts change nobody", async () => {
  const { first, people, as } = await newTeam("engineer", "assistant", "accountant", "admin");
  for (const by of [people.engineer, people.assistant, people.accountant]) {
    const change = { userId: people.admin, role: "assistant" as const };
    expect(await changeRole(control, as(by), change)).toEqual(refused("notAllowed"));
    expect(await removeMember(control, as(by), first)).toEqual(refused("notAllowed"));
    expect(await requireSecondFactor(control, as(by), true)).toEqual(refused("notAllowed"));
  }
});

test("another studio's owner changes nobody here, and reaches nobody from there", async () => {
  const [here, there] = [await newTeam("engineer"), await newTeam()];
  const userId = here.people.engineer;
  const change = { userId, role: "admin" as const };
  expect(await changeRole(control, here.as(there.first), change)).toEqual(refused("notAllowed"));
  expect(await changeRole(control, there.as(there.first), change)).toEqual(refused("noMember"));
  expect(await removeMember(control, there.as(there.first), userId)).toEqual(refused("noMember"));
  expect((await rolesOf(here.studioId)).get(userId)).toBe("engineer");
});

test("who was removed belongs to the studio no longer, and is signed in nowhere", async () => {
  const { slug, first, people, as } = await newTeam("engineer");
  await signIn(people.engineer);
  expect(await removeMember(control, as(first), people.engineer)).toEqual({ ok: true });
  expect(await findMembership(control, people.engineer, slug)).toBeUndefined();
  expect(await countSignIns(people.engineer)).toBe(0);
});

test("a member leaves; the last owner stays", async () => {
  const { studioId, first, people, as } = await newTeam("engineer", "admin");
  expect(await leaveStudio(control, as(people.engineer))).toEqual({ ok: true });
  expect(await leaveStudio(control, as(first))).toEqual(refused("lastOwner"));
  const down = { userId: first, role: "admin" as const };
  expect(await changeRole(control, as(first), down)).toEqual(refused("lastOwner"));
  expect((await rolesOf(studioId)).get(first)).toBe("owner");
});

test("ownership goes to another member, who is told; the giver is an administrator then", async () => {
  const { studioId, first, people, as } = await newTeam("engineer");
  const userId = people.engineer;
  const given = await transferOwnership(control, as(first), { userId, stays: false, appUrl });
  expect(given).toEqual({ ok: true });
  const roles = await rolesOf(studioId);
  expect([roles.get(first), roles.get(userId)]).toEqual(["admin", "owner"]);
  const [owner] = await control.select().from(users).where(eq(users.id, userId));
  const sent = await control.select().from(mails).where(eq(mails.recipient, owner!.email));
  expect(sent).toMatchObject([{ kind: "ownership-transferred" }]);
});

test("owners stay owners beside the new one where they wish to", async () => {
  const { studioId, first, people, as } = await newTeam("engineer");
  const wish = { userId: people.engineer, stays: true, appUrl };
  expect(await transferOwnership(control, as(first), wish)).toEqual({ ok: true });
  expect([...(await rolesOf(studioId)).values()]).toEqual(["owner", "owner"]);
  const nobody = { ...wish, userId: await newUser() };
  expect(await transferOwnership(control, as(first), nobody)).toEqual(refused("noMember"));
});

test("of two owners who step down at once, one stays", async () => {
  const elsewhere = await another();
  for (let round = 0; round < 6; round++) {
    const { studioId, first, people, as } = await newTeam("owner");
    const answers = await Promise.all([
      changeRole(control, as(first), { userId: first, role: "admin" }),
      leaveStudio(elsewhere.control, as(people.owner)),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual(refused("lastOwner"));
    expect([...(await rolesOf(studioId)).values()]).toContain("owner");
  }
});

test("of two owners who demote each other at once, one is obeyed", async () => {
  for (let round = 0; round < 6; round++) {
    const { studioId, first, people, as } = await newTeam("owner");
    const answers = await Promise.all([
      changeRole(control, as(first), { userId: people.owner, role: "admin" }),
      changeRole(control, as(people.owner), { userId: first, role: "admin" }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect([...(await rolesOf(studioId)).values()].toSorted()).toEqual(["admin", "owner"]);
  }
});

test("the database itself keeps the last owner, also where statements of two meet", async () => {
  const { studioId, first, people } = await newTeam("owner");
  const stepDown = (userId: string) =>
    control
      .transaction(async (transaction) => {
        await transaction
          .update(memberships)
          .set({ role: "admin" })
          .where(and(eq(memberships.studioId, studioId), eq(memberships.userId, userId)));
        await transaction.execute(sql`select pg_sleep(0.2)`);
      })
      .then(
        () => "done",
        (error: unknown) => constraintOf(error),
      );
  const answers = await Promise.all([stepDown(first), stepDown(people.owner)]);
  expect(answers.toSorted()).toEqual(["done", "memberships_last_owner"]);
});

test("neither goes the account of the last owner; with the studio, its owners go", async () => {
  const { studioId, first } = await newTeam();
  const { operations } = platform;
  const gone = await operations.sql`delete from users where id = ${first}`.catch(constraintOf);
  expect(gone).toBe("memberships_last_owner");
  await operations.sql`delete from placements where studio_id = ${studioId}`;
  await operations.db.delete(studios).where(eq(studios.id, studioId));
  expect(await listMembers(control, studioId)).toEqual([]);
});

test("a second factor is asked of all by one who has it", async () => {
  const { studioId, first, as } = await newTeam();
  expect(await requireSecondFactor(control, as(first), true)).toEqual(refused("noSecondFactor"));
  await control
    .update(users)
    .set({ totpConfirmedAt: sql`now()` })
    .where(eq(users.id, first));
  expect(await requireSecondFactor(control, as(first), true)).toEqual({ ok: true });
  expect(await asksSecondFactor(control, studioId)).toBe(true);
  expect(await requireSecondFactor(control, as(first), false)).toEqual({ ok: true });
  expect(await asksSecondFactor(control, studioId)).toBe(false);
});
