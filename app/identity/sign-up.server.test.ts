import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { mails, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { authenticatorOf, EmailUnverified } from "./authenticator.server.ts";
import { findVerification, signUp, verifyEmail } from "./sign-up.server.ts";
import { signUpSchema } from "./user.ts";

const { platform } = await testPlatform();
const { control } = platform;
let visitors = 0;
const newVisitor = () => ({ address: `203.0.113.${++visitors}`, userAgent: null, requestId: "t" });

async function signUpAs(email: string, password: string) {
  const account = { name: "Ada", email, password, language: "fr" as const };
  return signUp(control, account, { origin: "https://studios.test", visitor: newVisitor() });
}

/** The secret of the last verification link, as the mail carries it. */
async function mailedSecret(to: string) {
  const sent = await control
    .select({ body: mails.body })
    .from(mails)
    .where(and(eq(mails.recipient, to), eq(mails.kind, "email-verification")))
    .orderBy(mails.createdAt);
  return /\/sign-up\/([\w-]{43})/.exec(sent.at(-1)!.body!.text)![1]!;
}

function signInWith(email: string, password: string) {
  const request = new Request("http://localhost/sign-in", {
    method: "POST",
    body: new URLSearchParams({ email, password }),
  });
  return authenticatorOf(control, newVisitor()).authenticate("password", request);
}

test("who signs up signs in once the address is verified", async () => {
  const mark = await signUpAs("new@rsm.test", "a long password");
  await expect(signInWith("new@rsm.test", "a long password")).rejects.toThrow(EmailUnverified);
  const secret = await mailedSecret("new@rsm.test");
  const verified = await verifyEmail(control, { secret, mark, password: undefined });
  expect(verified).toMatchObject({ userId: expect.any(String) });
  await expect(signInWith("new@rsm.test", "a long password")).resolves.toEqual({
    ...(verified as object),
    returnTo: undefined,
  });
});

test("a verification link that is used twice at once works once", async () => {
  const mark = await signUpAs("twice@rsm.test", "a long password");
  const secret = await mailedSecret("twice@rsm.test");
  const given = { secret, mark, password: undefined };
  const answers = await Promise.all([verifyEmail(control, given), verifyEmail(control, given)]);
  expect(answers.filter((answer) => answer === "expired")).toHaveLength(1);
});

test("an address that has an account gets a mail that says so, and keeps its password", async () => {
  const mark = await signUpAs("known@rsm.test", "a long password");
  const secret = await mailedSecret("known@rsm.test");
  await verifyEmail(control, { secret, mark, password: undefined });
  const again = await signUpAs("Known@rsm.test", "another password");
  expect(again).toHaveLength(mark.length);
  const sent = await control.select().from(mails).where(eq(mails.recipient, "known@rsm.test"));
  expect(sent.map(({ kind }) => kind)).toEqual(["email-verification", "account-exists"]);
  await expect(signInWith("known@rsm.test", "a long password")).resolves.toBeDefined();
});

test("who signs up with somebody's address does not get in by their verifying it", async () => {
  await signUpAs("victim@rsm.test", "the victim's own");
  await signUpAs("victim@rsm.test", "the intruder's own");
  const secret = await mailedSecret("victim@rsm.test");
  // The victim's browser has the mark of her own sign-up, and she types her own password.
  expect(await findVerification(control, secret, "another mark")).toMatchObject({
    asksPassword: true,
  });
  const given = { secret, mark: "another mark", password: "the victim's own" };
  expect(await verifyEmail(control, given)).toBe("wrong password");
  const [user] = await control.select().from(users).where(eq(users.email, "victim@rsm.test"));
  expect(user!.emailVerifiedAt).toBeNull();
});

test("in another browser the password that was chosen verifies", async () => {
  await signUpAs("phone@rsm.test", "a long password");
  const secret = await mailedSecret("phone@rsm.test");
  const given = { secret, mark: null, password: "a long password" };
  expect(await verifyEmail(control, given)).toMatchObject({ userId: expect.any(String) });
});

test.each([
  ["too short", { password: "123456789" }],
  ["the address", { password: "ADA@rsm.test" }],
])("a password that is %s is none", (_what, wish) => {
  const account = { name: "Ada", email: "ada@rsm.test", ...wish };
  expect(signUpSchema.safeParse(account).success).toBe(false);
});
