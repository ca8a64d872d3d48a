import { randomBytes } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { invitations, mails, memberships, users } from "#db/schema/control/index.ts";
import "#app/i18n/i18n.server.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import {
  acceptInvitation,
  acceptWithNewAccount,
  findInvitation,
} from "./accept-invitation.server.ts";
import {
  invite,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from "./invitations.server.ts";
import { changeRole, listMembers, removeMember } from "./members.server.ts";

const { platform, another, newStudio } = await testPlatform();
const { control } = platform;
const sending = { appUrl: "http://localhost:3000", language: "fr" as const };

async function newTeam() {
  const { studioId, slug } = (await newStudio()).placement;
  const [owner] = await listMembers(control, studioId);
  const as = (by: string) => ({ studioId, by, visitor: null });
  return { studioId, slug, as, change: as(owner!.userId) };
}

const newAddress = () => `${randomBytes(5).toString("hex")}@rsm.test`;

async function newUser(email = newAddress(), emailVerifiedAt: Date | null = new Date()) {
  const values = { email, name: "Ada", emailVerifiedAt, passwordHash: "theirs" };
  const [user] = await control.insert(users).values(values).returning({ id: users.id });
  return user!.id;
}

/** What stands in the last mail to an address. */
async function secretSentTo(email: string): Promise<string> {
  const [mail] = await control
    .select({ body: mails.body })
    .from(mails)
    .where(eq(mails.recipient, email))
    .orderBy(desc(mails.id))
    .limit(1);
  return /\/invitations\/([\w-]{43})/.exec(mail?.body?.text ?? "")![1]!;
}

async function sendBack(studioId: string, days: number) {
  const past = sql`make_interval(days => ${days})`;
  await control
    .update(invitations)
    .set({
      sentAt: sql`${invitations.sentAt} - ${past}`,
      expiresAt: sql`${invitations.expiresAt} - ${past}`,
    })
    .where(eq(invitations.studioId, studioId));
}

const account = { name: "Léa Nouvelle", passwordHash: "hers", language: "fr" as const };

test("an invited address with no account makes one, verified, and belongs to the studio", async () => {
  const { studioId, slug, change } = await newTeam();
  const email = newAddress();
  expect(await invite(control, change, { email, role: "engineer" }, sending)).toEqual({ ok: true });
  const secret = await secretSentTo(email);
  expect(await findInvitation(control, secret)).toMatchObject({
    slug,
    email,
    role: "engineer",
    state: "open",
    hasAccount: false,
  });
  const accepted = await acceptWithNewAccount(control, null, { ...account, secret });
  expect(accepted).toMatchObject({ ok: true, slug });
  const members = await listMembers(control, studioId);
  expect(members).toContainEqual(expect.objectContaining({ email, role: "engineer" }));
  const [user] = await control.select().from(users).where(eq(users.email, email));
  expect(user?.emailVerifiedAt).toBeInstanceOf(Date);
  expect(await findInvitation(control, secret)).toMatchObject({ state: "accepted" });
  expect(await listInvitations(control, studioId)).toEqual([]);
});

test("the secret is in the mail alone: the database keeps its hash", async () => {
  const { studioId, change } = await newTeam();
  const email = newAddress();
  await invite(control, change, { email, role: "admin" }, sending);
  const secret = await secretSentTo(email);
  const rows = await control.execute<{ row: string }>(
    sql`select invitations::text as row from invitations where studio_id = ${studioId}
      union all select platform_events::text from platform_events where studio_id = ${studioId}`,
  );
  expect(rows).toHaveLength(2);
  for (const { row } of rows) expect(row).not.toContain(secret);
});

test("a member is not invited, and an address not twice; where the first expired, it is", async () => {
  const { studioId, change } = await newTeam();
  const userEmail = newAddress();
  await control
    .insert(memberships)
    .values({ studioId, userId: await newUser(userEmail), role: "engineer" });
  const member = { email: userEmail.toUpperCase(), role: "admin" as const };
  expect(await invite(control, change, member, sending)).toMatchObject({ because: "isMember" });
  const wish = { email: newAddress(), role: "admin" as const };
  expect(await invite(control, change, wish, sending)).toEqual({ ok: true });
  const again = { ...wish, email: wish.email.toUpperCase() };
  expect(await invite(control, change, again, sending)).toMatchObject({ because: "isInvited" });
  await sendBack(studioId, 8);
  expect(await listInvitations(control, studioId)).toMatchObject([{ hasExpired: true }]);
  expect(await invite(control, change, again, sending)).toEqual({ ok: true });
  expect(await listInvitations(control, studioId)).toMatchObject([{ hasExpired: false }]);
});

test("sent again, the link of before is void; so soon after the first it is not sent", async () => {
  const { studioId, change } = await newTeam();
  const wish = { email: newAddress(), role: "assistant" as const };
  await invite(control, change, wish, sending);
  const first = await secretSentTo(wish.email);
  const [{ id } = { id: "" }] = await listInvitations(control, studioId);
  const soon = await resendInvitation(control, change, id, sending);
  expect(soon).toMatchObject({ because: "sentJustNow" });
  await sendBack(studioId, 8);
  expect(await findInvitation(control, first)).toMatchObject({ state: "expired" });
  expect(await resendInvitation(control, change, id, sending)).toEqual({ ok: true });
  expect(await findInvitation(control, first)).toBeUndefined();
  const second = await secretSentTo(wish.email);
  expect(await findInvitation(control, second)).toMatchObject({ state: "open" });
});

test("a link that was revoked or expired makes nobody a member", async () => {
  const { studioId, change } = await newTeam();
  const wish = { email: newAddress(), role: "assistant" as const };
  await invite(control, change, wish, sending);
  const secret = await secretSentTo(wish.email);
  const userId = await newUser(wish.email);
  await sendBack(studioId, 8);
  const late = await acceptInvitation(control, null, { secret, userId });
  expect(late).toEqual({ ok: false, because: "notOpen" });
  await sendBack(studioId, -8);
  const [{ id } = { id: "" }] = await listInvitations(control, studioId);
  expect(await revokeInvitation(control, change, id)).toEqual({ ok: true });
  expect(await revokeInvitation(control, change, id)).toMatchObject({ because: "noMember" });
  expect(await findInvitation(control, secret)).toMatchObject({ state: "revoked" });
  const revoked = await acceptInvitation(control, null, { secret, userId });
  expect(revoked).toEqual({ ok: false, because: "notOpen" });
  expect(await listMembers(control, studioId)).toHaveLength(1);
});

test("nobody accepts another's invitation, nor with an address that is not verified", async () => {
  const { studioId, change } = await newTeam();
  const wish = { email: newAddress(), role: "admin" as const };
  await invite(control, change, wish, sending);
  const secret = await secretSentTo(wish.email);
  const stranger = await acceptInvitation(control, null, { secret, userId: await newUser() });
  expect(stranger).toEqual({ ok: false, because: "anothers" });
  const userId = await newUser(wish.email, null);
  const unverified = await acceptInvitation(control, null, { secret, userId });
  expect(unverified).toEqual({ ok: false, because: "notVerified" });
  expect(await listMembers(control, studioId)).toHaveLength(1);
});

test("a link never touches an account that is there", async () => {
  const { studioId, change } = await newTeam();
  const wish = { email: newAddress(), role: "admin" as const };
  await newUser(wish.email);
  await invite(control, change, wish, sending);
  const secret = await secretSentTo(wish.email);
  const refused = await acceptWithNewAccount(control, null, { ...account, secret });
  expect(refused).toEqual({ ok: false, because: "hasAccount" });
  const [user] = await control.select().from(users).where(eq(users.email, wish.email));
  expect(user).toMatchObject({ name: "Ada", passwordHash: "theirs" });
  expect(await listMembers(control, studioId)).toHaveLength(1);
  expect(await findInvitation(control, secret)).toMatchObject({ state: "open", hasAccount: true });
});

test("an account whose address nobody proved is the invited person's from now on", async () => {
  const { studioId, change } = await newTeam();
  const wish = { email: newAddress(), role: "admin" as const };
  const userId = await newUser(wish.email, null);
  await invite(control, change, wish, sending);
  const secret = await secretSentTo(wish.email);
  expect(await findInvitation(control, secret)).toMatchObject({ hasAccount: false });
  const accepted = await acceptWithNewAccount(control, null, { ...account, secret });
  expect(accepted).toMatchObject({ ok: true, userId });
  const [user] = await control.select().from(users).where(eq(users.email, wish.email));
  expect(user).toMatchObject({ name: account.name, passwordHash: account.passwordHash });
  expect(user?.emailVerifiedAt).toBeInstanceOf(Date);
  expect(await listMembers(control, studioId)).toHaveLength(2);
});

test("an invitation that is accepted twice at once is accepted once", async () => {
  const elsewhere = await another();
  for (let round = 0; round < 5; round++) {
    const { studioId, change } = await newTeam();
    const wish = { email: newAddress(), role: "engineer" as const };
    await invite(control, change, wish, sending);
    const secret = await secretSentTo(wish.email);
    const userId = await newUser(wish.email);
    const answers = await Promise.all(
      [control, elsewhere.control].map((at) => acceptInvitation(at, null, { secret, userId })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await listMembers(control, studioId)).toHaveLength(2);
  }
});

test("an address that is invited twice at once is invited once", async () => {
  const { studioId, change } = await newTeam();
  const wish = { email: newAddress(), role: "engineer" as const };
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => invite(control, change, wish, sending)),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await listInvitations(control, studioId)).toHaveLength(1);
});

test("who invites no longer leaves no way back in", async () => {
  const { studioId, change, as } = await newTeam();
  const [admin, other] = [await newUser(), await newUser()];
  for (const userId of [admin, other]) {
    await control.insert(memberships).values({ studioId, userId, role: "admin" });
    await invite(control, as(userId), { email: newAddress(), role: "admin" }, sending);
  }
  await removeMember(control, change, admin);
  expect(await listInvitations(control, studioId)).toHaveLength(1);
  await changeRole(control, change, { userId: other, role: "engineer" });
  expect(await listInvitations(control, studioId)).toEqual([]);
  const late = { email: newAddress(), role: "admin" as const };
  expect(await invite(control, as(admin), late, sending)).toMatchObject({ because: "notAllowed" });
});

test("another studio's invitation is neither sent again nor revoked", async () => {
  const [here, there] = [await newTeam(), await newTeam()];
  await invite(control, here.change, { email: newAddress(), role: "admin" }, sending);
  const [{ id } = { id: "" }] = await listInvitations(control, here.studioId);
  const again = await resendInvitation(control, there.change, id, sending);
  expect(again).toMatchObject({ because: "noMember" });
  expect(await revokeInvitation(control, there.change, id)).toMatchObject({ because: "noMember" });
});

test("a studio sends fifty invitations a day", async () => {
  const { studioId, change } = await newTeam();
  await control.execute(sql`insert into invitations (studio_id, email, role, secret_hash, expires_at, revoked_at)
    select ${studioId}, 'a' || n || '@rsm.test', 'admin', sha256(n::text::bytea || ${studioId}::bytea), now(), now()
    from generate_series(1, 50) as n`);
  const wish = { email: newAddress(), role: "admin" as const };
  expect(await invite(control, change, wish, sending)).toMatchObject({ because: "tooMany" });
});
