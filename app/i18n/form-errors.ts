import { z } from "zod";

/**
 * Schemas are written once for browser and server and know no language, so what they report is a
 * message key with its values: `common:errors.tooShort?count=3`. Fields translate it where they show it.
 * A feature's own rule does the same: `z.string().regex(…, "clients:errors.vat")`.
 * In a browser zod compiles no schema: our pages forbid to evaluate text, and report each attempt.
 */
z.config({ customError: messageOf, jitless: typeof document !== "undefined" });

type Issue = Parameters<NonNullable<ReturnType<typeof z.config>["customError"]>>[0];

function messageOf(issue: Issue): string {
  if (issue.input === undefined || issue.input === "") return "common:errors.required";
  if (issue.code === "too_small") {
    return issue.origin === "string"
      ? `common:errors.tooShort?count=${issue.minimum}`
      : `common:errors.tooSmall?limit=${issue.minimum}`;
  }
  if (issue.code === "too_big") {
    return issue.origin === "string"
      ? `common:errors.tooLong?count=${issue.maximum}`
      : `common:errors.tooBig?limit=${issue.maximum}`;
  }
  if (issue.code === "invalid_format") {
    if (issue.format === "email") return "common:errors.email";
    if (issue.format === "url") return "common:errors.url";
  }
  if (issue.code === "invalid_type") {
    if (issue.expected === "number" || issue.expected === "int") return "common:errors.number";
    if (issue.expected === "date") return "common:errors.date";
  }
  return "common:errors.invalid";
}

/** Splits what a schema reported into a key and its values; undefined where it is plain words. */
export function parseMessage(error: string) {
  const match = /^([a-z-]+:[\w.]+)(?:\?(.*))?$/.exec(error);
  if (!match?.[1]) return undefined;
  const values = Object.fromEntries(new URLSearchParams(match[2]));
  return {
    key: match[1],
    values: "count" in values ? { ...values, count: Number(values.count) } : values,
  };
}
