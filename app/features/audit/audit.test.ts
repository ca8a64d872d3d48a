import { getTableColumns, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import * as schema from "#db/schema/studio/index.ts";
import { en } from "#app/i18n/en/index.ts";
import { fr } from "#app/i18n/fr/index.ts";
import { changeFilterSchema, columnChanges, idsIn, nameIn, pathOf, spanOf } from "./audit.ts";
import { things } from "./things.ts";

const tables = Object.values(schema).filter((value) => is(value, PgTable));
/** Left out of an entry: what every row has, what is a secret, and what nobody changed. */
const untold = [
  ...["studio_id", "id", "created_at", "updated_at"],
  ...[
    "clients.email",
    "clients.phone",
    "clients.city",
    "clients.reached_by",
    "clients.search",
    "imports.progress",
    "outbox.payload",
    "outbox.key",
    "call_sheet_copies.told",
    "feeds.secret_hash",
    "feeds.last_fetched_at",
    "sessions.sequence",
  ],
];

test.each(Object.entries({ fr: fr.audit, en: en.audit }))(
  "every table of a studio and every column of it has its words: %s",
  (_language, words) => {
    const wanted = tables
      .map(getTableConfig)
      // The rows of a file on its way in are a draft.
      .filter(({ name }) => name !== "audit" && name !== "import_rows")
      .flatMap(({ name, columns }) =>
        columns.map((column) => ({ table: name, column: column.name })),
      )
      .filter(
        ({ table, column }) => !untold.includes(column) && !untold.includes(`${table}.${column}`),
      );
    const named: Record<string, string> = words.things;
    const columns: Record<string, Record<string, string>> = words.columns;
    const known: Record<string, Record<string, unknown>> = things;
    const missing = wanted.filter(
      ({ table, column }) => !named[table] || !columns[table]?.[column] || !known[table]?.[column],
    );
    expect(missing).toEqual([]);
    expect(wanted.length).toBeGreaterThan(50);
  },
);

test("every value that a column may have has its words, in both languages", () => {
  const known: Record<string, Record<string, unknown>> = things;
  const choices = tables.flatMap((table) =>
    Object.values(getTableColumns(table)).flatMap((column) => {
      const reading = known[getTableConfig(table).name]?.[column.name];
      return isChoice(reading)
        ? (column.enumValues ?? []).map((value: string) => `${reading.words}.${value}`)
        : [];
    }),
  );
  expect(choices.filter((key) => !wordsAt(fr, key) || !wordsAt(en, key))).toEqual([]);
  expect(choices.length).toBeGreaterThan(40);
});

function isChoice(reading: unknown): reading is { words: string } {
  return typeof reading === "object" && reading !== null && "words" in reading;
}

function wordsAt(messages: object, key: string): unknown {
  return key
    .split(/[:.]/)
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], messages);
}

test("what is no filter of ours filters nothing", () => {
  const typed = {
    person: "me",
    thing: "users",
    action: "drop",
    from: "2026-02-29",
    row: "1",
    q: "x",
  };
  expect(changeFilterSchema.parse(typed)).toEqual({});
  expect(changeFilterSchema.parse({ address: " 2001:DB8::1\0 ", person: "platform" })).toEqual({
    address: "2001:db8::1",
    person: "platform",
  });
});

test("days are those of the studio, both included, on the night that the clocks change too", () => {
  const span = spanOf({ from: "2026-10-25", to: "2026-10-25" }, "Europe/Paris");
  expect(span).toEqual({
    since: new Date("2026-10-24T22:00:00Z"),
    until: new Date("2026-10-25T23:00:00Z"),
  });
  expect(spanOf({}, "Europe/Paris")).toEqual({});
});

test("a change shows its columns in their order, and none that stayed empty", () => {
  const before = { name: "A", notes: null, colour: 1 };
  const after = { colour: 2, name: "B", notes: null, weight: 3 };
  expect(columnChanges("rooms", before, after)).toEqual([
    { column: "name", reading: "text", before: "A", after: "B" },
    { column: "colour", reading: "swatch", before: 1, after: 2 },
    { column: "weight", reading: "text", before: null, after: 3 },
  ]);
  expect(columnChanges("guests", null, { name: "Zoé" })).toHaveLength(1);
});

test("a change says its row's name, the rows that it names and the page of a row", () => {
  expect(nameIn({ name: "A" }, { name: "B" })).toBe("B");
  expect(nameIn({ title: "A" }, { state: "active" })).toBe("A");
  expect(nameIn(null, null)).toBeUndefined();
  const change = {
    table: "sessions",
    rowId: "s",
    before: { room_id: "a" },
    after: { room_id: "b", project_id: null },
  };
  expect(idsIn(change)).toEqual(["s", "a", "b"]);
  expect(pathOf("rooms", { id: "r", projectId: null })).toBe("/rooms/r");
  expect(pathOf("people", { id: "p", projectId: null })).toBe("/people/p");
  expect(pathOf("tracks", { id: "t", projectId: "p" })).toBe("/projects/p");
  expect(pathOf("settings", { id: "s", projectId: null })).toBeNull();
});
