import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEnvironment } from "./environment.server.ts";
import { forgetPreviousKeys, keepNewKey, keptSecrets } from "./kept-secrets.server.ts";

const DATA_DIR = mkdtempSync(path.join(os.tmpdir(), "rsm-environment-"));
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));

const SECRET = Buffer.alloc(32, 7).toString("base64");

test("nothing has to be set", () => {
  const { port, appUrl, demo, databaseUrl } = readEnvironment({ DATA_DIR, PORT: "" });
  expect({ port, appUrl, demo, databaseUrl }).toEqual({
    port: 3000,
    appUrl: "http://localhost:3000",
    demo: true,
    databaseUrl: undefined,
  });
});

test("secrets are made once, for their owner's eyes only", () => {
  const [first, second] = [readEnvironment({ DATA_DIR }), readEnvironment({ DATA_DIR })];
  expect(first.secretsKey).toHaveLength(32);
  expect(second.secretsKey).toEqual(first.secretsKey);
  expect(first.sessionSecret).not.toEqual(first.secretsKey);
  expect(statSync(path.join(DATA_DIR, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("each wrong variable gets a line that says what to do", () => {
  const read = () =>
    readEnvironment({ DATA_DIR, PORT: "http", DATABASE_URL: "mysql://x", SECRETS_KEY: "short" });
  expect(read).toThrow(/PORT must be a number/);
  expect(read).toThrow(/DATABASE_URL.* must look like postgres:/);
  expect(read).toThrow(/SECRETS_KEY must be 32 bytes in base64.*openssl rand/);
});

test("keys on their way out come in a list, and with the kept key those that were kept with it", () => {
  const previous = [SECRET, Buffer.alloc(32, 8).toString("base64")].join(", ");
  const given = { DATA_DIR, SECRETS_KEY_PREVIOUS: previous };
  const own = readEnvironment({ ...given, SESSION_SECRET: SECRET, SECRETS_KEY: SECRET });
  expect(own.previousKeys).toEqual([Buffer.alloc(32, 7), Buffer.alloc(32, 8)]);
  expect(own.secretsFile).toBeUndefined();
  const before = readEnvironment({ DATA_DIR });
  expect(before.previousKeys).toEqual([]);
  expect(keepNewKey(before.secretsFile!)).toBe(true);
  const kept = readEnvironment(given);
  expect(kept.secretsKey).not.toEqual(before.secretsKey);
  expect(kept.previousKeys).toEqual([...own.previousKeys, before.secretsKey]);
  forgetPreviousKeys(before.secretsFile!);
  expect(readEnvironment({ DATA_DIR }).previousKeys).toEqual([]);
  expect(() => readEnvironment({ DATA_DIR, SECRETS_KEY_PREVIOUS: `${SECRET},short` })).toThrow(
    /Each of SECRETS_KEY_PREVIOUS must be 32 bytes in base64/,
  );
});

test("a new key keeps the old one, and no third, until the rotation is over", () => {
  const { secretsFile, sessionSecret } = readEnvironment({ DATA_DIR });
  const old = keptSecrets(secretsFile!).secretsKey;
  expect(keepNewKey(secretsFile!)).toBe(true);
  const made = keptSecrets(secretsFile!);
  expect(keepNewKey(secretsFile!)).toBe(false);
  expect(keptSecrets(secretsFile!)).toEqual(made);
  expect(made).toEqual({ sessionSecret, secretsKey: made.secretsKey, previousSecretsKeys: [old] });
  expect(statSync(secretsFile!).mode & 0o777).toBe(0o600);
  expect(readdirSync(DATA_DIR)).toEqual(["secrets.json"]);
  expect(forgetPreviousKeys(secretsFile!)).toBe(true);
  expect(forgetPreviousKeys(secretsFile!)).toBe(false);
  expect(keptSecrets(secretsFile!)).toEqual({ ...made, previousSecretsKeys: [] });
});

test("in production a server of one's own wants secrets of one's own, and gets no demo", () => {
  const given = { NODE_ENV: "production", DATA_DIR, DATABASE_URL: "postgres://u:p@db/main" };
  expect(() => readEnvironment(given)).toThrow(/SESSION_SECRET must be set(.|\n)*SECRETS_KEY must/);
  const { demo } = readEnvironment({ ...given, SESSION_SECRET: SECRET, SECRETS_KEY: SECRET });
  expect(demo).toBe(false);
});

test("further servers are named by their variables", () => {
  const urls = { DATABASE_URL: "postgres://a/b", DATABASE_URL_NORTH_2: "postgres://c/d" };
  expect(readEnvironment({ DATA_DIR, ...urls }).clusterUrls).toEqual({
    "north-2": "postgres://c/d",
  });
  expect(() => readEnvironment({ DATA_DIR, DATABASE_URL_NORTH: "postgres://c/d" })).toThrow(
    /DATABASE_URL must be set/,
  );
});

test("mail comes from the domain of the app unless it is said from whom", () => {
  const given = { DATA_DIR, APP_DOMAIN: "studios.example.com" };
  const { smtpUrl, mailFrom } = readEnvironment(given);
  expect(smtpUrl).toBeUndefined();
  expect(mailFrom).toBe("Recording Studio Manager <no-reply@studios.example.com>");
  const SMTP_URL = "smtps://user:p%40ss@mail.example.com";
  expect(readEnvironment({ ...given, SMTP_URL }).smtpUrl).toBe(SMTP_URL);
});

test.each([
  ["SMTP_URL", "mail.example.com"],
  ["SMTP_URL", "https://mail.example.com"],
  ["MAIL_FROM", "Studios"],
  ["MAIL_FROM", "no-reply@example.com\r\nBcc: all@example.com"],
])("%s is refused as %j", (name, value) => {
  expect(() => readEnvironment({ DATA_DIR, [name]: value })).toThrow(`${name} must`);
});

const P256 = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ format: "pem", type: "pkcs8" })
  .toString();
const APPLE = { APPLE_CLIENT_ID: "id", APPLE_TEAM_ID: "team", APPLE_KEY_ID: "key" };

test("nobody signs in elsewhere where nothing is said of it", () => {
  expect(readEnvironment({ DATA_DIR }).signInProviders).toEqual({});
});

test("a provider is set up by its client, Apple by a key in one line too", () => {
  const { signInProviders } = readEnvironment({
    DATA_DIR,
    GOOGLE_CLIENT_ID: "id",
    GOOGLE_CLIENT_SECRET: "secret",
    ...APPLE,
    APPLE_PRIVATE_KEY: P256.replaceAll("\n", "\\n"),
  });
  expect(signInProviders).toEqual({
    google: { issuer: "https://accounts.google.com", clientId: "id", clientSecret: "secret" },
    apple: {
      issuer: "https://appleid.apple.com",
      clientId: "id",
      teamId: "team",
      keyId: "key",
      privateKey: P256,
    },
  });
});

test("a provider that is set up in part is a mistake", () => {
  expect(() => readEnvironment({ DATA_DIR, GOOGLE_CLIENT_ID: "id" })).toThrow(
    /GOOGLE_CLIENT_SECRET must be set too for signing in with Google; or leave out GOOGLE_CLIENT_ID/,
  );
  expect(() => readEnvironment({ DATA_DIR, ...APPLE })).toThrow(
    /APPLE_PRIVATE_KEY must be set too for signing in with Apple/,
  );
});

test.each([
  ["GOOGLE_ISSUER", "accounts.google.com"],
  ["GOOGLE_ISSUER", "http://accounts.google.com"],
  ["APPLE_ISSUER", "ftp://localhost"],
  ["APPLE_PRIVATE_KEY", "AuthKey_ABC.p8"],
])("%s is refused as %j: it says what to do, and not what it was", (name, value) => {
  expect(() => readEnvironment({ DATA_DIR, [name]: value })).toThrow(`${name} must be`);
});
