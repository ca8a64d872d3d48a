import { desc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { mails, oneTimeLinks, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { authenticatorOf } from "./authenticator.server.ts";
import { LinkExpired } from "./magic-link.server.ts";
import { mailMagicLink, mailPasswordReset } from "./link-mails.server.ts";
import { addLink, findLink, takeLink } from "./one-time-links.server.ts";
import { resetPassword } from "./password-changes.server.ts";
import { hashPassword, verifyPassword } from "./passwords.server.ts";
import { findSignedInUser, startSignIn } from "./sign-ins.server.ts";

const { platform } = await testPlatform();
const { control } = platform;
const origin = "https://studios.test";
let visitors = 0;
const newVisitor = () => ({ address: `203.0.113.${++visitors}`, userAgent: null, requestId: "t" });

async function newUser(email: string, emailVerifiedAt: Date | null = new Date()) {
  const passwordHash = await hashPassword("first password");
  const [user] = await control
    .insert(users)
    .values({ email, name: "Ada", passwordHash, emailVerifiedAt })
    .returning();
  return user!;
}

function listMails(to: string) {
  return control.select().from(mails).where(eq(mails.recipient, to)).orderBy(desc(mails.createdAt));
}

function openLink(secret: string) {
  const body = new URLSearchParams({ secret });
  const request = new Request("http://localhost/sign-in/link", { method: "POST", body });
  return authenticatorOf(control, newVisitor()).authenticate("magic-link", request);
}

test("a link that is used twice at once signs in once", async () => {
  const { id: userId } = await newUser("twice@rsm.test");
  const { secret } = await addLink(control, { kind: "magic-link", userId, returnTo: "/account" });
  const answers = await Promise.allSettled([openLink(secret), openLink(secret), openLink(secret)]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toEqual([
    { status: "fulfilled", value: { userId, returnTo: "/account" } },
  ]);
  await expect(openLink(secret)).rejects.toThrow(LinkExpired);
});

test("a link that is only looked at still works", async () => {
  const { id: userId } = await newUser("looked@rsm.test");
  const { secret } = await addLink(control, { kind: "magic-link", userId });
  expect(await findLink(control, "magic-link", secret)).toMatchObject({ email: "looked@rsm.test" });
  expect(await findLink(control, "magic-link", secret)).toBeDefined();
  await expect(openLink(secret)).resolves.toMatchObject({ userId });
});

test("a link works for what it was sent for, and until it expires", async () => {
  const { id: userId } = await newUser("late@rsm.test");
  const { id, secret } = await addLink(control, { kind: "password-reset", userId });
  await expect(openLink(secret)).rejects.toThrow(LinkExpired);
  const late = { expiresAt: sql`now()` };
  await control.update(oneTimeLinks).set(late).where(eq(oneTimeLinks.id, id));
  expect(await takeLink(control, "password-reset", secret)).toBeUndefined();
});

test("the database keeps no secret of a link", async () => {
  const { id: userId } = await newUser("hash@rsm.test");
  const { secret } = await addLink(control, { kind: "magic-link", userId });
  const rows = await control.execute(sql`select one_time_links::text as row from one_time_links`);
  expect(JSON.stringify(rows)).not.toContain(secret);
});

test("mail goes to who has an account, and nobody learns whether it did", async () => {
  await newUser("post@rsm.test");
  for (const email of ["Post@rsm.test", "nobody@rsm.test"]) {
    const asked = { email, origin, visitor: newVisitor() };
    expect(await mailMagicLink(control, asked)).toBeUndefined();
    expect(await mailPasswordReset(control, asked)).toBeUndefined();
  }
  expect(await listMails("post@rsm.test")).toMatchObject([
    { kind: "password-reset" },
    { kind: "magic-link" },
  ]);
  expect(await listMails("nobody@rsm.test")).toEqual([]);
});

test("of many who ask at once five mails an hour go to one recipient", async () => {
  await newUser("flooded@rsm.test");
  const asked = Array.from({ length: 12 }, () =>
    mailMagicLink(control, { email: "flooded@rsm.test", origin, visitor: newVisitor() }),
  );
  await Promise.all(asked);
  expect(await listMails("flooded@rsm.test")).toHaveLength(5);
});

test("a new password by mail ends every sign-in and every other link", async () => {
  const { id: userId } = await newUser("reset@rsm.test");
  const visitor = newVisitor();
  const signedIn = await startSignIn(control, { userId, visitor, pending: false });
  const other = await addLink(control, { kind: "magic-link", userId });
  const { secret } = await addLink(control, { kind: "password-reset", userId });
  const wish = { secret, password: "second password" };
  const circumstances = { visitor, appUrl: origin };
  const answers = await Promise.all([
    resetPassword(control, wish, circumstances),
    resetPassword(control, wish, circumstances),
  ]);
  expect(answers.filter(Boolean)).toEqual([{ userId }]);
  expect(await findSignedInUser(control, signedIn)).toBeUndefined();
  await expect(openLink(other.secret)).rejects.toThrow(LinkExpired);
  const [user] = await control.select().from(users).where(eq(users.id, userId));
  expect(await verifyPassword(user!.passwordHash, "second password")).toBe(true);
  expect(await listMails("reset@rsm.test")).toMatchObject([{ kind: "security-changed" }]);
});

test("a link to an address that was not verified verifies it, without the password of before", async () => {
  const { id: userId } = await newUser("squatted@rsm.test", null);
  const { secret } = await addLink(control, { kind: "magic-link", userId });
  await openLink(secret);
  const [user] = await control.select().from(users).where(eq(users.id, userId));
  expect(user).toMatchObject({ passwordHash: null, emailVerifiedAt: expect.any(Date) });
});
