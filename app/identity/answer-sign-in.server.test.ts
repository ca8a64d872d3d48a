import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { platformEvents, signIns, users } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { requestContext } from "../../tests/support/request-context.ts";
import { answerSignIn } from "./answer-sign-in.server.ts";

const { platform } = await testPlatform();
const { control } = platform;

async function newUser(email: string, values: Partial<typeof users.$inferInsert> = {}) {
  const [user] = await control
    .insert(users)
    .values({ email, name: "Ada", emailVerifiedAt: new Date(), ...values })
    .returning({ id: users.id });
  return user!.id;
}

function signIn(userId: string, returnTo: string | null, cookie = "") {
  const request = new Request("https://studios.test/sign-in", { headers: { Cookie: cookie } });
  return answerSignIn(requestContext(platform), request, { userId, returnTo });
}

const cookieOf = (answer: Response) => answer.headers.get("Set-Cookie")!.split(";")[0]!;
const listSignIns = (userId: string) =>
  control.select().from(signIns).where(eq(signIns.userId, userId));

test("a first factor is enough where no second one is set up", async () => {
  const userId = await newUser("plain@rsm.test");
  const answer = await signIn(userId, "/s/lumiere");
  expect(answer.headers.get("Location")).toBe("/s/lumiere");
  expect(answer.headers.get("Set-Cookie")).toMatch(
    /^__Host-sign-in=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(await listSignIns(userId)).toMatchObject([
    { pending: false, address: "203.0.113.7", userAgent: "Test/1.0" },
  ]);
  const events = await control
    .select()
    .from(platformEvents)
    .where(eq(platformEvents.userId, userId));
  expect(events).toMatchObject([{ kind: "signed-in", address: "203.0.113.7" }]);
});

test("it leads to no other host", async () => {
  const userId = await newUser("elsewhere@rsm.test");
  const answer = await signIn(userId, "//evil.example");
  expect(answer.headers.get("Location")).toBe("/");
});

test.each([
  ["who has a second factor", { totpConfirmedAt: new Date() }],
  ["an operator", { isOperator: true }],
])("%s is not signed in by a first one", async (who, values) => {
  const userId = await newUser(`${who.replaceAll(" ", ".")}@rsm.test`, values);
  const answer = await signIn(userId, "/account");
  expect(answer.headers.get("Location")).toBe("/sign-in/second-factor?returnTo=%2Faccount");
  expect(await listSignIns(userId)).toMatchObject([{ pending: true, secondFactorAt: null }]);
});

test("what the browser was signed in as before ends", async () => {
  const [ada, eve] = [await newUser("ada@rsm.test"), await newUser("eve@rsm.test")];
  const before = await signIn(ada, null);
  await signIn(eve, null, cookieOf(before));
  expect(await listSignIns(ada)).toEqual([]);
  expect(await listSignIns(eve)).toHaveLength(1);
});

test("a key that was offered and never confirmed is not offered again", async () => {
  const userId = await newUser("offered@rsm.test", { totpKey: Buffer.from("sealed") });
  await signIn(userId, null);
  const [user] = await control.select().from(users).where(eq(users.id, userId));
  expect(user!.totpKey).toBeNull();
});
