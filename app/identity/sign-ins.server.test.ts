import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIns, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { authenticatorOf, SignInRefused } from "./authenticator.server.ts";
import { findMembership, listMemberships } from "./memberships.server.ts";
import { hashPassword } from "./passwords.server.ts";
import { endSignIn, findSignedInUser, startSignIn } from "./sign-ins.server.ts";

const { platform, newStudio } = await testPlatform();
const { control } = platform;

async function newUser(email: string) {
  const passwordHash = await hashPassword("correct horse");
  const [user] = await control
    .insert(users)
    .values({ email, name: "Ada", passwordHash })
    .returning({ id: users.id });
  return user!.id;
}

function signInWith(fields: Record<string, string>) {
  const request = new Request("http://localhost/sign-in", {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  return authenticatorOf(control).authenticate("password", request);
}

test("the right password signs in, however the address is written", async () => {
  const userId = await newUser("right@rsm.test");
  const signedIn = await signInWith({ email: "Right@RSM.test", password: "correct horse" });
  expect(signedIn).toMatchObject({ userId, isOperator: false });
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
  const secret = await startSignIn(control, userId, "Test/1.0");
  expect(await findSignedInUser(control, secret)).toMatchObject({ id: userId });
  expect(await findSignedInUser(control, `${secret}x`)).toBeUndefined();
  await endSignIn(control, secret);
  expect(await findSignedInUser(control, secret)).toBeUndefined();
});

test("a sign-in that expired is nobody's", async () => {
  const secret = await startSignIn(control, await newUser("late@rsm.test"), null);
  await control.update(signIns).set({ expiresAt: sql`now()` });
  expect(await findSignedInUser(control, secret)).toBeUndefined();
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
