import { createHmac, createPublicKey, generateKeyPairSync } from "node:crypto";
import { expect, test, vi } from "vitest";
import { log } from "#app/lib/log.server.ts";
import { answerOfProvider } from "../../../tests/support/openid-browser.ts";
import {
  claimsIn,
  type Forgery,
  KEY_ID,
  rs256,
  signedToken,
} from "../../../tests/support/openid-provider.ts";
import { isSignedIn, signInsElsewhere, wayOf } from "../../../tests/support/sign-in-elsewhere.ts";

const { provider, begin, finish, findUser } = await signInsElsewhere();

const header = { alg: "RS256", kid: KEY_ID };
const withClaims =
  (claims: Record<string, unknown>): Forgery =>
  (token, key) =>
    signedToken(header, { ...claimsIn(token), ...claims }, rs256(key));
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

test.each<[string, Forgery]>([
  ["of another attempt", withClaims({ nonce: "another" })],
  ["of no attempt", withClaims({ nonce: undefined })],
  ["for another application", withClaims({ aud: "another.rsm.test" })],
  ["for another application too", withClaims({ aud: ["google.rsm.test", "another.rsm.test"] })],
  ["given to another application", withClaims({ azp: "another.rsm.test" })],
  ["by another issuer", withClaims({ iss: "https://evil.test" })],
  ["that has expired", withClaims({ exp: Math.floor(Date.now() / 1000) - 120 })],
  ["of the future", withClaims({ iat: Math.floor(Date.now() / 1000) + 600 })],
  ["of nobody", withClaims({ sub: "" })],
  [
    "that nobody has signed",
    (token) => signedToken({ ...header, alg: "none" }, claimsIn(token), () => Buffer.alloc(0)),
  ],
  [
    "with the public key for a secret",
    (token, key) =>
      signedToken({ ...header, alg: "HS256" }, claimsIn(token), (signed) =>
        createHmac("sha256", createPublicKey(key).export({ format: "pem", type: "spki" }))
          .update(signed)
          .digest(),
      ),
  ],
  ["by a foreign key", (token) => signedToken(header, claimsIn(token), rs256(foreign))],
  [
    "by a key that is not published",
    (token) => signedToken({ ...header, kid: "foreign" }, claimsIn(token), rs256(foreign)),
  ],
  [
    "whose claims were changed",
    (token) => {
      const [head, , signature] = token.split(".");
      const claims = { ...claimsIn(token), sub: "somebody else" };
      return [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
    },
  ],
])("a token %s signs in nobody", async (what, forgery) => {
  const lines = vi.spyOn(log, "warn");
  const email = `${what.replaceAll(" ", ".")}@rsm.test`;
  provider.wish.forgery = forgery;
  const { location, cookie } = await begin("google", "/account");
  const answer = await answerOfProvider(location, email);
  const finished = await finish("google", answer, cookie);
  expect(wayOf(finished)).toBe("/sign-in?with=google&problem=refused&returnTo=%2Faccount");
  expect(isSignedIn(finished)).toBe(false);
  expect(await findUser(email)).toBeUndefined();
  const logged = JSON.stringify(lines.mock.calls);
  expect(logged).toContain("signing in elsewhere failed");
  expect(logged).not.toContain(new URL(answer.url).searchParams.get("code"));
  expect(logged).not.toContain("eyJ");
});
