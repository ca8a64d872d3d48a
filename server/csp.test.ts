import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contentSecurityPolicy, newNonce, toastStyles } from "./csp.ts";

function policy(given: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) {
  const text = contentSecurityPolicy({
    nonce: "bm9uY2U=",
    formOrigins: [],
    development: false,
    ...given,
  });
  return new Map(text.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));
}

test("a script runs where it is a file of ours or bears the nonce, and no other", () => {
  expect(policy().get("script-src")).toEqual(["'self'", "'nonce-bm9uY2U='"]);
  expect(policy().get("script-src-attr")).toEqual(["'none'"]);
});

test("nothing is evaluated, and no inline style element is let in without nonce or hash", () => {
  const all = [...policy()].filter(([name]) => name !== "style-src-attr").flat(2);
  expect(all.filter((source) => source?.includes("unsafe"))).toEqual([]);
});

test("a form leads to us and to those that we name", () => {
  const formOrigins = ["https://accounts.google.com"];
  expect(policy({ formOrigins }).get("form-action")).toEqual(["'self'", ...formOrigins]);
  expect(policy().get("form-action")).toEqual(["'self'"]);
});

test("nobody frames us, plugs in or moves our addresses", () => {
  expect(policy().get("frame-ancestors")).toEqual(["'none'"]);
  expect(policy().get("object-src")).toEqual(["'none'"]);
  expect(policy().get("base-uri")).toEqual(["'self'"]);
  expect(policy().get("default-src")).toEqual(["'self'"]);
});

test("development lets in Vite's styles and socket, and no script more", () => {
  const [built, source] = [policy(), policy({ development: true })];
  const changed = [...source.keys()].filter(
    (name) => built.get(name)?.join() !== source.get(name)?.join(),
  );
  expect(changed).toEqual(["style-src", "connect-src"]);
});

test("no two nonces are equal", () => {
  expect(newNonce()).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(newNonce()).not.toBe(newNonce());
});

test("the hashes are those of the styles that the toasts put into a page", () => {
  const source = readFileSync("node_modules/sonner/dist/index.mjs", "utf8");
  const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1] ?? '""';
  const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  expect(["", JSON.parse(literal) as string].map(hashOf)).toEqual(toastStyles);
});
