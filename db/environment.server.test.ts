import { mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEnvironment } from "./environment.server.ts";

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
