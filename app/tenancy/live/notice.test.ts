import { expect, test } from "vitest";
import type { LiveChange } from "./live-change.ts";
import { noticeOf } from "./notice.ts";

function change(given: Partial<LiveChange>): LiveChange {
  const id = crypto.randomUUID();
  return {
    ...{ id, at: 0, table: "sessions", rowId: "one", action: "update", by: "Camille" },
    ...{ isMine: false, ...given },
  };
}

test("what one does oneself, and what nobody did, is no news", () => {
  expect(noticeOf([change({ isMine: true }), change({ by: null })])).toBeUndefined();
  expect(noticeOf([])).toBeUndefined();
});

test("a booking is one thing, with all that it takes", () => {
  const booking = [
    change({ action: "insert" }),
    change({ table: "allocations", rowId: "room", action: "insert" }),
    change({ action: "update" }),
  ];
  const said = { kind: "one", by: "Camille", action: "insert", table: "sessions", isMany: false };
  expect(noticeOf(booking)).toEqual(said);
});

test("who is added to a session changes it", () => {
  const added = change({ table: "allocations", rowId: "simon", action: "insert" });
  const said = { kind: "one", by: "Camille", action: "update", table: "sessions", isMany: false };
  expect(noticeOf([added])).toEqual(said);
});

test("several rows are said as many, different deeds as changes, different things as mixed", () => {
  const two = [change({ action: "delete" }), change({ rowId: "two", action: "delete" })];
  expect(noticeOf(two)).toMatchObject({ action: "delete", isMany: true });
  const both = [change({ action: "delete" }), change({ rowId: "two", action: "insert" })];
  expect(noticeOf(both)).toMatchObject({ action: "update", isMany: true });
  const mixed = [change({}), change({ table: "rooms" })];
  expect(noticeOf(mixed)).toEqual({ kind: "mixed", by: "Camille" });
});

test("several people are named, each once", () => {
  const said = noticeOf([change({}), change({ by: "Simon" }), change({})]);
  expect(said).toEqual({ kind: "several", names: ["Camille", "Simon"] });
});
