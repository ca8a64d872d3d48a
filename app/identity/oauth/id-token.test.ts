import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { expect, test } from "vitest";
import { rs256, signedToken } from "../../../tests/support/openid-provider.ts";
import { type Jwk, verifyIdToken } from "./id-token.server.ts";
import { AnswerRefused } from "./openid-problem.server.ts";

const NOW = 1_800_000_000_000;
const seconds = NOW / 1000;
const claims = {
  iss: "https://issuer.test",
  aud: "us",
  sub: "somebody",
  nonce: "this attempt's",
  iat: seconds,
  exp: seconds + 600,
};
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwkOf = ({ publicKey }: { publicKey: KeyObject }) =>
  publicKey.export({ format: "jwk" }) as Jwk;
const es256 =
  (key: KeyObject, dsaEncoding: "ieee-p1363" | "der" = "ieee-p1363") =>
  (signed: Buffer) =>
    sign("sha256", signed, { key, dsaEncoding });

function verifyBy(key: Jwk, token: string) {
  return verifyIdToken(token, {
    issuer: claims.iss,
    clientId: claims.aud,
    nonce: claims.nonce,
    now: NOW,
    findKey: async () => key,
  });
}

const verifyClaims = (changes: Record<string, unknown>) =>
  verifyBy(
    jwkOf(rsa),
    signedToken({ alg: "RS256" }, { ...claims, ...changes }, rs256(rsa.privateKey)),
  );

test("a token by RSA, and one by an elliptic curve, is read", async () => {
  expect(await verifyClaims({ email: "ada@rsm.test" })).toEqual({
    ...claims,
    email: "ada@rsm.test",
  });
  const token = signedToken({ alg: "ES256" }, claims, es256(ec.privateKey));
  expect(await verifyBy(jwkOf(ec), token)).toEqual(claims);
});

test("clocks may differ by a minute, and no more", async () => {
  await expect(verifyClaims({ exp: seconds - 59 })).resolves.toBeDefined();
  await expect(verifyClaims({ exp: seconds - 60 })).rejects.toThrow("it has expired");
  await expect(verifyClaims({ iat: seconds + 60 })).resolves.toBeDefined();
  await expect(verifyClaims({ iat: seconds + 61 })).rejects.toThrow("it is of the future");
  await expect(verifyClaims({ nbf: seconds + 61 })).rejects.toThrow("it is not valid yet");
});

test("the audience is us alone", async () => {
  await expect(verifyClaims({ aud: ["us"], azp: "us" })).resolves.toBeDefined();
  await expect(verifyClaims({ aud: ["us", "them"], azp: "us" })).rejects.toThrow(
    "it is for another application",
  );
  await expect(verifyClaims({ aud: [] })).rejects.toThrow("it is for another application");
});

test.each(["iss", "aud", "sub", "nonce", "iat", "exp"])("a token without %s is refused", (name) =>
  expect(verifyClaims({ [name]: undefined })).rejects.toThrow("it lacks what it must claim"),
);

const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
const curve = generateKeyPairSync("ec", { namedCurve: "P-384" });

test.each<[string, Jwk, string]>([
  [
    "a key of the other kind",
    jwkOf(ec),
    signedToken({ alg: "RS256" }, claims, rs256(rsa.privateKey)),
  ],
  ["a weak key", jwkOf(weak), signedToken({ alg: "RS256" }, claims, rs256(weak.privateKey))],
  ["another curve", jwkOf(curve), signedToken({ alg: "ES256" }, claims, es256(curve.privateKey))],
  [
    "a key that is none",
    { kty: "RSA", n: "x" },
    signedToken({ alg: "RS256" }, claims, rs256(rsa.privateKey)),
  ],
  [
    "a signature in another form",
    jwkOf(ec),
    signedToken({ alg: "ES256" }, claims, es256(ec.privateKey, "der")),
  ],
  ["an empty signature", jwkOf(ec), signedToken({ alg: "ES256" }, claims, () => Buffer.alloc(64))],
  [
    "an extension",
    jwkOf(rsa),
    signedToken({ alg: "RS256", crit: ["b64"] } as never, claims, rs256(rsa.privateKey)),
  ],
  ["another algorithm", jwkOf(rsa), signedToken({ alg: "RS512" }, claims, rs256(rsa.privateKey))],
  ["no parts", jwkOf(rsa), "no token"],
  ["too much", jwkOf(rsa), `${"x".repeat(20_000)}.x.x`],
])("a token with %s is refused", async (_what, key, token) => {
  await expect(verifyBy(key, token)).rejects.toThrow(AnswerRefused);
});
