import { randomBytes } from "node:crypto";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, test } from "vitest";
import { openLog } from "./log.server.ts";

function memoryLog() {
  const lines: string[] = [];
  return { lines, log: openLog({ write: (line) => lines.push(line) }, "info") };
}

test.each([
  "password",
  "token",
  "secret",
  "code",
  "cookie",
  "authorization",
  "set-cookie",
  "passwordHash",
  "refreshToken",
])("%s is written nowhere in a line", (name) => {
  const { log, lines } = memoryLog();
  const value = { [name]: "s3cr3t", kept: "kept" };
  log.info({ ...value, a: { ...value, b: { ...value, c: value } } });
  expect(lines.join("")).not.toContain("s3cr3t");
  expect(JSON.parse(lines[0]!)).toMatchObject({ a: { b: { c: { kept: "kept", [name]: "…" } } } });
});

test("an error says what failed and where, and none of the values", () => {
  const { log, lines } = memoryLog();
  const [secret, hash] = [randomBytes(32).toString("base64url"), randomBytes(32).toString("hex")];
  const cause = Object.assign(new Error("duplicate key value violates unique constraint"), {
    name: "PostgresError",
    code: "23505",
    constraint_name: "users_email_key",
    table_name: "users",
    detail: "Key (email)=(nadia@lumiere.test) already exists.",
    parameters: ["nadia@lumiere.test"],
  });
  const error = new DrizzleQueryError(
    "insert into users (email, password_hash) values ($1, $2)",
    ["nadia@lumiere.test", `line one\n    at ${hash}`],
    cause,
  );
  log.error({ err: error, requestId: "7" }, "a request failed");
  log.error(new Error(`no invitation ${secret}`), "a job failed");
  const text = lines.join("");
  for (const value of ["nadia@lumiere.test", hash, secret]) expect(text).not.toContain(value);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    requestId: "7",
    err: {
      message: "Failed query: insert into users (email, password_hash) values ($1, $2)",
      stack: expect.stringContaining("log.test.ts"),
      cause: { type: "PostgresError", errorCode: "23505", constraint: "users_email_key" },
    },
  });
});

test("what is thrown and is no error is not written", () => {
  const { log, lines } = memoryLog();
  log.error({ err: { password: "s3cr3t" } }, "a request failed");
  expect(lines.join("")).not.toContain("s3cr3t");
});
