import { eq, sql } from "drizzle-orm";
import { TOTP } from "otpauth";
import { expect, test } from "vitest";
import { mails, platformEvents, signIns, throttles, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { countRecoveryCodes } from "./recovery-codes.server.ts";
import {
  confirmKey,
  offerKey,
  proveSecondFactor,
  removeSecondFactor,
  replaceRecoveryCodes,
  resetSecondFactor,
  secondFactorSince,
  type SecondFactorWork,
} from "./second-factor.server.ts";
import { findPendingSignIn, findSignedInUser, startSignIn } from "./sign-ins.server.ts";

const { platform } = await testPlatform();
const { control, seals } = platform;
const visitor = { address: "203.0.113.7", userAgent: null, requestId: "t" };

async function newUser(email: string, isOperator = false) {
  const [user] = await control
    .insert(users)
    .values({ email, name: "Ada", isOperator, emailVerifiedAt: new Date() })
    .returning();
  return user!;
}

/** A sign-in whose first factor was proved. */
async function begin(userId: string): Promise<SecondFactorWork> {
  const secret = await startSignIn(control, { userId, visitor, pending: true });
  const pending = await findPendingSignIn(control, secret);
  const { signInId } = pending!;
  return {
    control,
    seals,
    visitor,
    appUrl: "https://studios.test",
    userId,
    signInId,
    isPending: true,
  };
}

/** An account with a second factor; `at` seconds from now is when a code is shown. */
async function newProtected(email: string, isOperator = false) {
  const user = await newUser(email, isOperator);
  const work = await begin(user.id);
  const { key } = (await offerKey(work, { userId: user.id, email }))!;
  const code = (at = 0) =>
    TOTP.generate({ secret: secretOf(key), timestamp: Date.now() + at * 1000 });
  const confirmed = await confirmKey(work, code());
  if (!confirmed.ok) throw new Error("the key was not confirmed");
  return { user, key, code, ...confirmed };
}

function secretOf(key: string) {
  return new TOTP({ secret: key }).secret;
}

test("a pending sign-in signs in nobody before its second factor, and has a new secret after it", async () => {
  const { user, code } = await newProtected("pending@rsm.test");
  const secret = await startSignIn(control, { userId: user.id, visitor, pending: true });
  expect(await findSignedInUser(control, secret)).toBeUndefined();
  const { signInId } = (await findPendingSignIn(control, secret))!;
  const work = { ...(await begin(user.id)), signInId };
  const proved = await proveSecondFactor(work, code(30));
  if (!proved.ok) throw new Error("the code was refused");
  expect(await findSignedInUser(control, secret)).toBeUndefined();
  expect(await findPendingSignIn(control, secret)).toBeUndefined();
  expect(await findSignedInUser(control, proved.secret)).toMatchObject({
    id: user.id,
    signInId,
    hasSecondFactor: true,
  });
});

test("a code that is used twice at once works once, and never again", async () => {
  const { user, code } = await newProtected("twice@rsm.test");
  const works = await Promise.all([begin(user.id), begin(user.id), begin(user.id)]);
  const next = code(30);
  const answers = await Promise.all(works.map((work) => proveSecondFactor(work, next)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await proveSecondFactor(await begin(user.id), next)).toMatchObject({ ok: false });
});

test("the code that confirmed the key does not sign in", async () => {
  const { user, code } = await newProtected("first@rsm.test");
  expect(await proveSecondFactor(await begin(user.id), code())).toMatchObject({ ok: false });
});

test("a code of two steps away is refused", async () => {
  const { user, code } = await newProtected("away@rsm.test");
  expect(await proveSecondFactor(await begin(user.id), code(90))).toMatchObject({ ok: false });
});

test("a recovery code works once, however it is written", async () => {
  const { user, codes } = await newProtected("recovery@rsm.test");
  expect(new Set(codes).size).toBe(10);
  const typed = ` ${codes[0]!.toUpperCase().replaceAll("-", " ")} `;
  const works = await Promise.all([begin(user.id), begin(user.id)]);
  const answers = await Promise.all(works.map((work) => proveSecondFactor(work, typed)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await countRecoveryCodes(control, user.id)).toBe(9);
});

test("after five wrong codes the right one is refused too", async () => {
  const { user, code } = await newProtected("guessed@rsm.test");
  const work = await begin(user.id);
  const wrong = Array.from({ length: 20 }, () => proveSecondFactor(work, "000000"));
  expect((await Promise.all(wrong)).some(({ ok }) => ok)).toBe(false);
  // The wait of a second may be over on a busy machine.
  await control
    .update(throttles)
    .set({ blockedUntil: sql`now() + interval '1 minute'` })
    .where(eq(throttles.key, `code:${user.id}`));
  expect(await proveSecondFactor(work, code(30))).toMatchObject({ ok: false });
});

test("the key is sealed, shown until it is confirmed, and never again", async () => {
  const { id: userId, email } = await newUser("sealed@rsm.test");
  const work = await begin(userId);
  const offers = await Promise.all([
    offerKey(work, { userId, email }),
    offerKey(work, { userId, email }),
  ]);
  expect(offers[0]).toEqual(offers[1]);
  const { key } = offers[0]!;
  const [row] = await control.select().from(users).where(eq(users.id, userId));
  expect(row!.totpKey!.toString("latin1")).not.toContain(key);
  expect(seals.open(row!.totpKey!, `totp:${userId}`)).toBe(key);
  expect(await confirmKey(work, "000000")).toMatchObject({ ok: false });
  const code = TOTP.generate({ secret: secretOf(key) });
  expect(await confirmKey(work, code)).toMatchObject({ ok: true });
  expect(await offerKey(work, { userId, email })).toBeUndefined();
  expect(await confirmKey(work, code)).toMatchObject({ ok: false });
});

test("turning it on ends the other sign-ins, and the person is told", async () => {
  const { id: userId, email } = await newUser("told@rsm.test");
  const elsewhere = await startSignIn(control, { userId, visitor, pending: false });
  const work = await begin(userId);
  const { key } = (await offerKey(work, { userId, email }))!;
  await confirmKey(work, TOTP.generate({ secret: secretOf(key) }));
  expect(await findSignedInUser(control, elsewhere)).toBeUndefined();
  const told = await control.select().from(mails).where(eq(mails.recipient, email));
  expect(told).toMatchObject([{ kind: "security-changed" }]);
});

test("it is turned off with a code, by everybody but an operator", async () => {
  const theirs = await newProtected("off@rsm.test");
  expect(await removeSecondFactor(await begin(theirs.user.id), "000000")).toMatchObject({
    ok: false,
  });
  const removed = await removeSecondFactor(await begin(theirs.user.id), theirs.code(30));
  expect(removed).toMatchObject({ ok: true });
  expect(await countRecoveryCodes(control, theirs.user.id)).toBe(0);

  const operator = await newProtected("ops-off@rsm.test", true);
  const kept = await removeSecondFactor(await begin(operator.user.id), operator.code(30));
  expect(kept).toMatchObject({ ok: false });
  const [row] = await control.select().from(users).where(eq(users.id, operator.user.id));
  expect(row!.totpConfirmedAt).not.toBeNull();
});

test("new recovery codes take the place of the old ones", async () => {
  const { user, code, codes } = await newProtected("renewed@rsm.test");
  const renewed = await replaceRecoveryCodes(await begin(user.id), code(30));
  if (!renewed.ok) throw new Error("the code was refused");
  expect(await proveSecondFactor(await begin(user.id), codes[0]!)).toMatchObject({ ok: false });
  expect(await proveSecondFactor(await begin(user.id), renewed.codes[0]!)).toMatchObject({
    ok: true,
  });
});

test("an operator's sign-in ends after an hour without use, and after half a day of it", async () => {
  const { user, secret } = await newProtected("ops-ends@rsm.test", true);
  const theirs = eq(signIns.userId, user.id);
  const [row] = await control
    .select({ hours: sql<number>`extract(epoch from expires_at - now())::float8 / 3600` })
    .from(signIns)
    .where(theirs);
  expect(row!.hours).toBeCloseTo(12, 1);
  expect(await findSignedInUser(control, secret)).toBeDefined();
  const unused = { lastUsedAt: sql`now() - interval '61 minutes'` };
  await control.update(signIns).set(unused).where(theirs);
  expect(await findSignedInUser(control, secret)).toBeUndefined();
});

test("new recovery codes are recorded and told, and end the person's other sign-ins", async () => {
  const { user, code } = await newProtected("new-codes@rsm.test");
  const other = await startSignIn(control, { userId: user.id, visitor, pending: false });
  const work = { ...(await begin(user.id)), isPending: false };
  expect(await replaceRecoveryCodes(work, code(30))).toMatchObject({ ok: true });
  expect(await findSignedInUser(control, other)).toBeUndefined();
  expect(await kindsOf(user.id)).toContain("recovery-codes-renewed");
  expect(await subjectsTo(user.email)).toContain("Vos codes de secours sont remplacés");
});

test("an operator takes a lost second factor away: sign-ins end, it is recorded and told", async () => {
  const { user, secret } = await newProtected("lost@rsm.test", true);
  const wish = { email: "Lost@rsm.test", appUrl: "https://studios.test" };
  expect(await resetSecondFactor(platform.operations.db, wish)).toEqual({ ok: true });
  expect(await secondFactorSince(control, user.id)).toBeNull();
  expect(await countRecoveryCodes(control, user.id)).toBe(0);
  expect(await findSignedInUser(control, secret)).toBeUndefined();
  expect(await kindsOf(user.id)).toContain("second-factor-off");
  expect(await subjectsTo(user.email)).toContain("Le second facteur est désactivé");
  const again = await resetSecondFactor(platform.operations.db, wish);
  expect(again).toEqual({ ok: false, because: "noSecondFactor" });
  const nobody = await resetSecondFactor(platform.operations.db, { ...wish, email: "no@rsm.test" });
  expect(nobody).toEqual({ ok: false, because: "noAccount" });
});

async function kindsOf(userId: string) {
  const { kind } = platformEvents;
  const rows = await control
    .select({ kind })
    .from(platformEvents)
    .where(eq(platformEvents.userId, userId));
  return rows.map((row) => row.kind);
}

async function subjectsTo(email: string) {
  const { subject } = mails;
  const rows = await control.select({ subject }).from(mails).where(eq(mails.recipient, email));
  return rows.map((row) => row.subject);
}
