import { expect, test } from "vitest";
import { checkLock } from "./lock.ts";

const fast = { optionalDependencies: { "fast-linux": "1.0.0" } };

test("a lock with every optional package passes, wherever it is nested", () => {
  const packages = {
    "": {},
    "node_modules/fast": fast,
    "node_modules/fast-linux": {},
    "node_modules/@a/tool/node_modules/fast": fast,
  };
  expect(checkLock({ packages })).toEqual([]);
});

test("an optional package that npm dropped is named", () => {
  const nested = { "node_modules/b/node_modules/fast-linux": {} };
  expect(checkLock({ packages: { "node_modules/fast": fast, ...nested } })).toMatchObject([
    { message: "fast names the optional package fast-linux, which is not locked" },
  ]);
});

test("an optional package of the project itself counts too", () => {
  expect(checkLock({ packages: { "": fast } })).toHaveLength(1);
});

test("an absence that has its reason passes", () => {
  const missing = new Map([["fast-linux", "nobody builds it"]]);
  expect(checkLock({ packages: { "node_modules/fast": fast } }, missing)).toEqual([]);
});

test("a download address is refused, a link within the project is not", () => {
  const packages = {
    "node_modules/fast": { resolved: "https://example.test/fast.tgz" },
    "node_modules/linked": { resolved: "packages/linked", link: true },
  };
  expect(checkLock({ packages })).toMatchObject([
    { message: "fast is locked to a download address" },
  ]);
});
