import { expect, test } from "vitest";
import { meaningOfHost } from "./host.ts";

test.each([
  ["localhost:3000", { kind: "apex" }],
  ["LOCALHOST", { kind: "apex" }],
  ["127.0.0.1:3000", { kind: "apex" }],
  ["[::1]:3000", { kind: "apex" }],
  ["lumiere.localhost:3000", { kind: "studio", slug: "lumiere" }],
  ["a.b.localhost", { kind: "unknown" }],
  [".localhost", { kind: "unknown" }],
  ["evil.example", { kind: "unknown" }],
  ["localhost.evil.example", { kind: "unknown" }],
  ["evillocalhost", { kind: "unknown" }],
  ["", { kind: "unknown" }],
])("on a laptop the host %o is %o", (host, meaning) => {
  expect(meaningOfHost(host, "localhost")).toEqual(meaning);
});

test("under a domain of one's own a loopback address is nobody's", () => {
  expect(meaningOfHost("127.0.0.1:3000", "studios.example")).toEqual({ kind: "unknown" });
  expect(meaningOfHost("lumiere.studios.example", "studios.example")).toEqual({
    kind: "studio",
    slug: "lumiere",
  });
});
