import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import * as schema from "#db/schema/studio/index.ts";
import { LIVE_TABLES, mayHear } from "./live-change.ts";

/** Shown on no page that stays open. */
const untold = ["audit", "counters", "departures", "feeds", "import_rows", "outbox", "saved_views"];

test("of every table it is decided whether its changes are told, and to whom", () => {
  const tables = Object.values(schema).filter((value) => is(value, PgTable));
  const decided = [...Object.keys(LIVE_TABLES), ...untold];
  expect(decided.toSorted()).toEqual(tables.map(getTableName).toSorted());
});

test.each([...untold, "toString", "", "users"])("nobody hears of %s", (table) => {
  expect(mayHear("owner", table)).toBe(false);
});

test("who may read sessions hears of them", () => {
  expect(mayHear("accountant", "sessions")).toBe(true);
});
