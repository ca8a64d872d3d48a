import { expect, test } from "vitest";
import { deedsOf } from "./activity.ts";

const change = (second: number, table: "clients" | "client_contacts", actor = "ada") => ({
  at: new Date(Date.UTC(2026, 10, 21, 12, 0, 0) + second * 1_000),
  ...{ table, actor, action: "insert" as const },
});

test("what one does to several things of a kind at once is one deed, and what comes later another", () => {
  const changes = [
    change(60, "client_contacts"),
    change(3.5, "client_contacts"),
    change(3, "client_contacts"),
    change(3, "clients"),
    change(3, "client_contacts", "bo"),
  ];
  expect(deedsOf(changes).map(({ change: { table }, count }) => [table, count])).toEqual([
    ["client_contacts", 1],
    ["client_contacts", 2],
    ["clients", 1],
    ["client_contacts", 1],
  ]);
});
