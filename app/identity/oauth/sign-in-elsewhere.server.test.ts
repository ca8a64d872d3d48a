import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { identities, mails, platformEvents, signIns, users } from "#db/schema/control/index.ts";
import { answerOfProvider } from "../../../tests/support/openid-browser.ts";
import { claimsIn, KEY_ID, rs256, signedToken } from "../../../tests/support/openid-provider.ts";
import {
  APP,
  isSignedIn,
  signInsElsewhere,
  wayOf,
} from "../../../tests/support/sign-in-elsewhere.ts";
import { signInElsewhere, wayOverApex } from "./sign-in-elsewhere.server.ts";

const { control, provider, contextFor, begin, finish, signInAs, findUser } =
  await signInsElsewhere();

const listIdentitiesOf = (userId: string) =>
  control.select().from(identities).where(eq(identities.userId, userId));
const listMailsTo = (email: string) =>
  control.select().from(mails).where(eq(mails.recipient, email));

async function newUser(email: string, values: Partial<typeof users.$inferInsert> = {}) {
  const [user] = await control
    .insert(users)
    .values({ email, name: "Ada", emailVerifiedAt: new Date(), ...values })
    .returning();
  return user!;
}

test("the first sign-in makes an account, the second finds it", async () => {
  const first = await signInAs("ada@gmail.test", "google", "/s/lumiere/rooms");
  expect(wayOf(first)).toBe("/s/lumiere/rooms");
  expect(isSignedIn(first)).toBe(true);
  const user = await findUser("ada@gmail.test");
  expect(user).toMatchObject({ name: "ada", passwordHash: null });
  expect(user!.emailVerifiedAt).not.toBeNull();
  expect(wayOf(await signInAs("ada@gmail.test"))).toBe("/");
  expect(await listIdentitiesOf(user!.id)).toMatchObject([
    { provider: "google", subject: "ada@gmail.test" },
  ]);
  const events = await control
    .select({ kind: platformEvents.kind })
    .from(platformEvents)
    .where(eq(platformEvents.userId, user!.id))
    .orderBy(platformEvents.at);
  expect(events.map(({ kind }) => kind)).toEqual(["signed-up", "signed-in", "signed-in"]);
});

test("the way to the provider carries what proves the answer, and the browser alone the rest", async () => {
  const { response, location, cookie } = await begin("google", "/account");
  const sent = Object.fromEntries(new URL(location).searchParams);
  expect(sent).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    scope: "openid email profile",
    redirect_uri: `${APP}/sign-in/with/google/callback`,
  });
  expect([sent.state, sent.nonce, sent.code_challenge].map((it) => it?.length)).toEqual([
    43, 43, 43,
  ]);
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^__Host-sign-in-with-google=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ]);
  const value = decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1));
  const kept = Buffer.from(JSON.parse(atob(value)) as string, "base64url").toString("latin1");
  for (const secret of [sent.state, sent.nonce]) expect(kept).not.toContain(secret);
});

test("an address that the provider and we have verified is linked, and its owner told", async () => {
  const user = await newUser("Both@rsm.test", { passwordHash: "theirs" });
  expect(isSignedIn(await signInAs("both@rsm.test"))).toBe(true);
  expect(await listIdentitiesOf(user.id)).toHaveLength(1);
  expect((await findUser("both@rsm.test"))!.passwordHash).toBe("theirs");
  expect(await listMailsTo("both@rsm.test")).toMatchObject([
    { kind: "security-changed", subject: "Un compte extérieur est relié au vôtre" },
  ]);
  await signInAs("both@rsm.test");
  expect(await listMailsTo("both@rsm.test")).toHaveLength(1);
});

test.each([false, undefined])(
  "an address that the provider has not verified (%s) opens nothing and makes nothing",
  async (verified) => {
    const email = `known-${String(verified)}@rsm.test`;
    const user = await newUser(email);
    const claims = verified === undefined ? {} : { email_verified: verified };
    provider.accounts.push({ sub: `intruder-${String(verified)}`, email, ...claims });
    const answer = await signInAs(`intruder-${String(verified)}`);
    expect(wayOf(answer)).toBe("/sign-in?with=google&problem=emailUnverified");
    expect(isSignedIn(answer)).toBe(false);
    expect(await listIdentitiesOf(user.id)).toEqual([]);
    provider.accounts.push({ sub: "stranger", email: "nobody@rsm.test", ...claims });
    await signInAs("stranger");
    expect(await findUser("nobody@rsm.test")).toBeUndefined();
  },
);

test("an account that nobody has verified is handed over without the password of who made it", async () => {
  const user = await newUser("waited@rsm.test", {
    emailVerifiedAt: null,
    passwordHash: "a thief's",
  });
  expect(isSignedIn(await signInAs("waited@rsm.test"))).toBe(true);
  const proved = await findUser("waited@rsm.test");
  expect(proved).toMatchObject({ id: user.id, passwordHash: null });
  expect(proved!.emailVerifiedAt).not.toBeNull();
});

test("who changed the address at the provider keeps the account", async () => {
  provider.accounts.push({ sub: "moves", email: "old@rsm.test", email_verified: true });
  await signInAs("moves");
  const user = await findUser("old@rsm.test");
  await newUser("taken@rsm.test");
  provider.accounts.find(({ sub }) => sub === "moves")!.email = "taken@rsm.test";
  expect(isSignedIn(await signInAs("moves"))).toBe(true);
  expect(await listIdentitiesOf(user!.id)).toMatchObject([{ email: "taken@rsm.test" }]);
});

test("a second factor is asked for here too", async () => {
  const user = await newUser("factor@rsm.test", { totpConfirmedAt: new Date() });
  const answer = await signInAs("factor@rsm.test", "google", "/account");
  expect(wayOf(answer)).toBe("/sign-in/second-factor?returnTo=%2Faccount");
  const pending = await control.select().from(signIns).where(eq(signIns.userId, user.id));
  expect(pending).toMatchObject([{ pending: true }]);
});

test("of two first answers at once both sign in to one account", async () => {
  const [one, two] = [await begin("google"), await begin("google")];
  const answers = await Promise.all(
    [one, two].map(async ({ location, cookie }) =>
      finish("google", await answerOfProvider(location, "twice@rsm.test"), cookie),
    ),
  );
  expect(answers.map(isSignedIn)).toEqual([true, true]);
  expect(await listIdentitiesOf((await findUser("twice@rsm.test"))!.id)).toHaveLength(1);
});

test("it leads to no other host", async () => {
  expect(wayOf(await signInAs("way@rsm.test", "google", "//evil.test"))).toBe("/");
  const long = `/${"x".repeat(2_000)}`;
  expect(wayOf(await signInAs("way@rsm.test", "google", long))).toBe("/");
});

test("Apple posts its answer, and knows us by a secret that our key has signed", async () => {
  const { response, location, cookie } = await begin("apple", "/account");
  expect(new URL(location).searchParams.get("response_mode")).toBe("form_post");
  expect(response.headers.getSetCookie()[0]).toMatch(
    /^__Host-sign-in-with-apple=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=None$/,
  );
  const answer = await answerOfProvider(location, "relay@privaterelay.test");
  answer.form!.set("user", JSON.stringify({ name: { firstName: "Ada", lastName: "Byron" } }));
  provider.wish.forgery = (token, key) =>
    // As Apple writes it, and without a name.
    signedToken(
      { alg: "RS256", kid: KEY_ID },
      { ...claimsIn(token), email_verified: "true", name: undefined },
      rs256(key),
    );
  const finished = await finish("apple", answer, cookie);
  expect(wayOf(finished)).toBe("/account");
  const signedIn = finished.headers.getSetCookie().find((it) => it.startsWith("__Host-sign-in="));
  expect(signedIn).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
  const user = await findUser("relay@privaterelay.test");
  expect(user!.name).toBe("Ada Byron");
});

test("a secret that another key has signed is not Apple's", async () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const APPLE_PRIVATE_KEY = other.export({ format: "pem", type: "pkcs8" }) as string;
  const { location, cookie } = await begin("apple");
  const { url, form } = await answerOfProvider(location, "apple@rsm.test");
  const request = new Request(url, { method: "POST", body: form!, headers: { Cookie: cookie } });
  const context = contextFor({ ...provider.variables, APPLE_PRIVATE_KEY });
  expect(wayOf(await signInElsewhere(context, request, "apple"))).toBe(
    "/sign-in?with=apple&problem=refused",
  );
});

test("an answer that comes another way than was asked for is nobody's", async () => {
  const { location, cookie } = await begin("apple");
  const { url, form } = await answerOfProvider(location, "apple@rsm.test");
  const asAddress = { url: `${url}?${form!.toString()}`, form: undefined };
  expect(wayOf(await finish("apple", asAddress, cookie))).toBe("/sign-in?with=apple&problem=lost");
});

test("who cancels is back at the sign-in page, on the way that they were", async () => {
  const { location, cookie } = await begin("google", "/account");
  const answer = await finish("google", await answerOfProvider(location, undefined), cookie);
  expect(wayOf(answer)).toBe("/sign-in?with=google&problem=cancelled&returnTo=%2Faccount");
});

test("an answer counts once: its code is used, its attempt gone", async () => {
  const { location, cookie } = await begin("google");
  const answer = await answerOfProvider(location, "replay@rsm.test");
  const first = await finish("google", answer, cookie);
  expect(first.headers.getSetCookie()[0]).toMatch(/^__Host-sign-in-with-google=; Max-Age=0;/);
  const again = await finish("google", answer, "");
  expect(wayOf(again)).toBe("/sign-in?with=google&problem=lost");
  const withCopy = await finish("google", answer, cookie);
  expect(wayOf(withCopy)).toBe("/sign-in?with=google&problem=refused");
  expect([again, withCopy].map(isSignedIn)).toEqual([false, false]);
});

test.each(["another", ""])("an answer with the state %j belongs to no attempt", async (state) => {
  const { location, cookie } = await begin("google");
  const answer = await answerOfProvider(location, "state@rsm.test");
  const url = new URL(answer.url);
  url.searchParams.set("state", state);
  if (!state) url.searchParams.delete("state");
  const before = provider.asked.length;
  const finished = await finish("google", { url: url.href, form: undefined }, cookie);
  expect(wayOf(finished)).toBe("/sign-in?with=google&problem=lost");
  expect(provider.asked.length).toBe(before);
});

test("another browser's attempt, or another provider's, takes no answer", async () => {
  const [mine, theirs] = [await begin("google"), await begin("google")];
  const answer = await answerOfProvider(theirs.location, "theirs@rsm.test");
  expect(wayOf(await finish("google", answer, mine.cookie))).toContain("problem=lost");
  const renamed = (await begin("apple")).cookie.replace("apple", "google");
  expect(wayOf(await finish("google", answer, renamed))).toContain("problem=lost");
  const changed = theirs.cookie.replace(/=..../, "=AAAA");
  expect(wayOf(await finish("google", answer, changed))).toContain("problem=lost");
  expect(await findUser("theirs@rsm.test")).toBeUndefined();
});

test("an attempt ends after ten minutes", async () => {
  const { location, cookie } = await begin("google");
  const answer = await answerOfProvider(location, "late@rsm.test");
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 601_000);
  expect(wayOf(await finish("google", answer, cookie))).toContain("problem=lost");
});

test("an answer in another provider's name is refused (RFC 9207)", async () => {
  const { location, cookie } = await begin("google");
  const answer = await answerOfProvider(location, "mix@rsm.test");
  const url = new URL(answer.url);
  url.searchParams.set("iss", "https://evil.test");
  const named = await finish("google", { url: url.href, form: undefined }, cookie);
  url.searchParams.delete("iss");
  const unnamed = await finish("google", { url: url.href, form: undefined }, cookie);
  expect([named, unnamed].map(wayOf)).toEqual([
    "/sign-in?with=google&problem=refused",
    "/sign-in?with=google&problem=refused",
  ]);
});

test("a provider that is down is said to be so, and nothing is kept of it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const GOOGLE_ISSUER = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.close();
  const down = await begin("google", "/account", { ...provider.variables, GOOGLE_ISSUER });
  expect(down.location).toBe("/sign-in?with=google&problem=unavailable&returnTo=%2Faccount");
});

test("a provider that answers garbage for the code is said not to answer", async () => {
  const { location, cookie } = await begin("google");
  const answer = await answerOfProvider(location, "garbage@rsm.test");
  provider.wish.garbage = "<html>";
  expect(wayOf(await finish("google", answer, cookie))).toContain("problem=unavailable");
});

test("a provider that is not set up is no page", async () => {
  const body = new URLSearchParams();
  for (const name of ["google", "apple", "github"]) {
    const request = new Request(`${APP}/sign-in/with/${name}`, { method: "POST", body });
    const answer = await signInElsewhere(contextFor({}), request, name).catch((it: unknown) => it);
    expect(answer).toMatchObject({ init: { status: 404 } });
  }
});

test("from a studio's own host it goes over the apex", async () => {
  const body = new URLSearchParams({ returnTo: "/rooms" });
  const at = (host: string) =>
    wayOverApex(
      contextFor(),
      new Request(`https://${host}/sign-in/with/google`, { method: "POST", body }),
    );
  const answer = await at("lumiere.studios.test");
  expect(wayOf(answer!)).toBe(`${APP}/sign-in?returnTo=%2Fs%2Flumiere%2Frooms`);
  expect(await at("studios.test")).toBeUndefined();
});
