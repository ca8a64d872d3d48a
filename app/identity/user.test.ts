import { expect, test } from "vitest";
import { safeReturnTo } from "./user.ts";

test.each(["/s/lumiere/rooms?x=1", "/"])("returns to %s, a page of this host", (path) => {
  expect(safeReturnTo(path, "/home")).toBe(path);
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/a\\b",
  "https://evil.example",
  "rooms",
  "",
  null,
  undefined,
])("does not return to %s", (path) => {
  expect(safeReturnTo(path, "/home")).toBe("/home");
});
