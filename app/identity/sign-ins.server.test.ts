import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIns, throttles, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { authenticatorOf, SignInRefused } from "./authenticator.server.ts";
import { findMembership, listMemberships } from "./memberships.server.ts";
import { hashPassword } from "./passwords.server.ts";
import {
  endSignIn,
  findSignedInUser,
  revokeSignIn,
  revokeSignIns,
  startSignIn,
} from "./sign-ins.server.ts";

const { platform, newStudio } = await testPlatform();
const { control } = platform;
const visitor = { address: "203.0.113.7", userAgent: "Test/1.0", requestId: "t" };

async function newUser(email: string) {
  const passwordHash = await hashPassword("correct horse");
  const [user] = await control
    .insert(users)
    .values({ email, name: "Ada", passwordHash, emailVerifiedAt: new Date() })
    .returning({ id: users.id });
  return user!.id;
}

function signInWith(fields: Record<string, string>, address = visitor.address) {
  const request = new Request("http://localhost/sign-in", {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  return authenticatorOf(control, { ...visitor, address }).authenticate("password", request);
}

test("the right password signs in, however the address is written", async () => {
  const userId = await newUser("right@rsm.test");
  const signedIn = await signInWith({ email: "Right@RSM.test", password: "correct horse" });
  expect(signedIn).toMatchObject({ userId });
});

test("a wrong password and an unknown address get the same answer", async () => {
  await newUser("known@rsm.test");
  const answers = await Promise.all(
    ["known@rsm.test", "unknown@rsm.test"].map((email) =>
      signInWith({ email, password: "wrong" }).catch((error: unknown) => error),
    ),
  );
  const errors = answers.map((answer) => {
    expect(answer).toBeInstanceOf(SignInRefused);
    return (answer as SignInRefused).reply.error;
  });
  expect(errors[0]).toEqual(errors[1]);
});

test("a sign-in is found by its secret, until it is ended", async () => {
  const userId = await newUser("secret@rsm.test");
  const secret = await startSignIn(control, { userId, visitor, pending: false });
  expect(await findSignedInUser(control, secret)).toMatchObject({ id: userId });
  expect(await findSignedInUser(control, `${secret}x`)).toBeUndefined();
  await endSignIn(control, secret);
  expect(await findSignedInUser(control, secret)).toBeUndefined();
});

test("a sign-in that expired is nobody's", async () => {
  const secret = await startSignIn(control, {
    userId: await newUser("late@rsm.test"),
    visitor,
    pending: false,
  });
  await control.update(signIns).set({ expiresAt: sql`now()` });
  expect(await findSignedInUser(control, secret)).toBeUndefined();
});

test("a sign-in ends after two weeks without use, and notes its use once a minute", async () => {
  const userId = await newUser("idle@rsm.test");
  const secret = await startSignIn(control, { userId, visitor, pending: false });
  const lastUse = async () => {
    const [row] = await control.select().from(signIns).where(eq(signIns.userId, userId));
    return row!.lastUsedAt.getTime();
  };
  const setUse = (ago: string) =>
    control
      .update(signIns)
      .set({ lastUsedAt: sql`now() - ${ago}::interval` })
      .where(eq(signIns.userId, userId));
  await setUse("50 seconds");
  const before = await lastUse();
  await findSignedInUser(control, secret);
  expect(await lastUse()).toBe(before);
  await setUse("13 days");
  const unused = await lastUse();
  // A stream that a page keeps open by itself.
  expect(await findSignedInUser(control, secret, { isUse: false })).toMatchObject({ id: userId });
  expect(await lastUse()).toBe(unused);
  expect(await findSignedInUser(control, secret)).toMatchObject({ id: userId });
  expect(await lastUse()).toBeGreaterThan(before);
  await setUse("15 days");
  expect(await findSignedInUser(control, secret)).toBeUndefined();
});

test("after 20 wrong tries at once the right password is refused, with the same answer", async () => {
  await newUser("guessed@rsm.test");
  const tried = (password: string) =>
    signInWith({ email: "guessed@rsm.test", password }, "198.51.100.9").catch(
      (error: unknown) => (error as SignInRefused).reply.error,
    );
  const wrong = await Promise.all(Array.from({ length: 20 }, () => tried("wrong")));
  const [throttle] = await control
    .select()
    .from(throttles)
    .where(eq(throttles.key, "account:guessed@rsm.test"));
  expect(throttle).toMatchObject({ count: 20 });
  // The wait of a second may be over on a busy machine.
  await control
    .update(throttles)
    .set({ blockedUntil: sql`now() + interval '1 minute'` })
    .where(eq(throttles.key, "account:guessed@rsm.test"));
  expect(await tried("correct horse")).toEqual(wrong[0]);
});

test("an address without an account is throttled too", async () => {
  const tries = Array.from({ length: 6 }, () =>
    signInWith({ email: "nobody@rsm.test", password: "wrong" }, "198.51.100.10").catch(() => {}),
  );
  await Promise.all(tries);
  const [throttle] = await control
    .select()
    .from(throttles)
    .where(eq(throttles.key, "account:nobody@rsm.test"));
  expect(throttle).toMatchObject({ count: 6, blockedUntil: expect.any(Date) });
});

test("a person's sign-ins are ended one by one, or all but this one, by themselves alone", async () => {
  const [ada, eve] = [await newUser("ada@rsm.test"), await newUser("eve@rsm.test")];
  const start = async (userId: string) => {
    const secret = await startSignIn(control, { userId, visitor, pending: false });
    return { secret, id: (await findSignedInUser(control, secret))!.signInId };
  };
  const [first, second, third] = [await start(ada), await start(ada), await start(ada)];
  expect(await revokeSignIn(control, eve, second.id)).toBe(false);
  expect(await revokeSignIn(control, ada, second.id)).toBe(true);
  expect(await findSignedInUser(control, second.secret)).toBeUndefined();
  expect(await revokeSignIns(control, ada, { except: first.id })).toBe(1);
  expect(await findSignedInUser(control, third.secret)).toBeUndefined();
  expect(await findSignedInUser(control, first.secret)).toBeDefined();
});

test("a membership is found by its own person alone", async () => {
  const { placement } = await newStudio();
  const [owner] = await control
    .select({ id: users.id })
    .from(users)
    .where(sql`${users.email} = ${`owner@${placement.slug}.test`}`);
  const stranger = await newUser("stranger@rsm.test");
  const found = await findMembership(control, owner!.id, placement.slug);
  expect(found).toMatchObject({ role: "owner", placement: { epoch: 1 } });
  expect(await findMembership(control, stranger, placement.slug)).toBeUndefined();
  expect(await findMembership(control, owner!.id, "nowhere")).toBeUndefined();
  expect(await listMemberships(control, stranger)).toEqual([]);
});
