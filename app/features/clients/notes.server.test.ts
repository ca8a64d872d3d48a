import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { StudioDb } from "#db/studio.server.ts";
import { clientNotes } from "#db/schema/studio/index.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { clientSchema } from "./client.ts";
import { addClient } from "./clients.server.ts";
import { notedAtOf } from "./notes.ts";
import { addNote, editNote, listNotes, removeNote, restoreNote } from "./notes.server.ts";

const { newStudio } = await testPlatform();

const timeZone = "Europe/Paris";
const now = new Date("2026-11-21T12:30:00Z");
const ada = { id: randomUUID(), mayChangeAny: false };
const bo = { id: randomUUID(), mayChangeAny: false };
const manager = { id: randomUUID(), mayChangeAny: true };

const client = (db: StudioDb, name = "Inès Marchand") =>
  addClient(db, clientSchema.parse({ kind: "person", name }));
const note = (db: StudioDb, clientId: string, body = "A rappelé.", day = "2026-11-21") =>
  addNote(db, clientId, { body, day }, { authorId: ada.id, now, timeZone });

test("a note is written, changed by its author and moved to another day", async () => {
  const studio = await newStudio();
  const clientId = await studio.write((db) => client(db));
  const id = (await studio.write((db) => note(db, clientId)))!;
  const edit = { body: "A rappelé deux fois.", day: "2026-11-19" };
  const how = { writer: ada, timeZone };
  expect(await studio.write((db) => editNote(db, clientId, id, edit, how))).toBe("done");
  const { rows } = await studio.read((db) => listNotes(db, clientId));
  expect(rows).toEqual([
    { id, body: edit.body, authorId: ada.id, notedAt: new Date("2026-11-19T12:30:00Z") },
  ]);
});

test("the same day leaves a note at its instant, another keeps its time of day across clock changes", () => {
  expect(notedAtOf("2026-11-21", now, timeZone)).toEqual(now);
  expect(notedAtOf("2026-10-24", now, timeZone)).toEqual(new Date("2026-10-24T11:30:00Z"));
});

test("another's note is for who may change any", async () => {
  const studio = await newStudio();
  const clientId = await studio.write((db) => client(db));
  const id = (await studio.write((db) => note(db, clientId)))!;
  const edit = { body: "Autre chose.", day: "2026-11-21" };
  const by = (writer: typeof bo) =>
    studio.write((db) => editNote(db, clientId, id, edit, { writer, timeZone }));
  expect(await by(bo)).toBe("refused");
  expect(await studio.write((db) => removeNote(db, clientId, id, bo))).toBe("refused");
  expect(await by(manager)).toBe("done");
  const { rows } = await studio.read((db) => listNotes(db, clientId));
  expect(rows).toMatchObject([{ body: edit.body, authorId: ada.id }]);
});

test("a removed note comes back with its author and its date, once", async () => {
  const studio = await newStudio();
  const clientId = await studio.write((db) => client(db));
  const id = (await studio.write((db) => note(db, clientId, "Préfère le matin.", "2026-11-02")))!;
  const before = await studio.read((db) => listNotes(db, clientId));
  await studio.write((db) => removeNote(db, clientId, id, manager));
  expect((await studio.read((db) => listNotes(db, clientId))).rows).toEqual([]);
  expect(await studio.write((db) => restoreNote(db, clientId, id, bo))).toBe("refused");
  for (const writer of [manager, ada]) {
    expect(await studio.write((db) => restoreNote(db, clientId, id, writer))).toBe("done");
    expect(await studio.read((db) => listNotes(db, clientId))).toEqual(before);
  }
  const other = await studio.write((db) => client(db, "Paul Legendre"));
  expect(await studio.write((db) => restoreNote(db, other, id, manager))).toBe("missing");
});

test("notes come by pages, the latest first, none twice and none left out within a millisecond", async () => {
  const studio = await newStudio();
  const clientId = await studio.write((db) => client(db));
  await studio.write(async (db) => {
    const moments = Array.from({ length: 5 }, (_, n) => `2026-11-21T12:30:00.00012${n}Z`);
    for (const body of moments) {
      // A Date has no microseconds.
      const notedAt = sql`${body}::timestamptz`;
      await db.insert(clientNotes).values({ clientId, body, notedAt });
    }
  });
  const bodies: string[] = [];
  for (let after: string | null = ""; after !== null;) {
    const cursor = readCursor(after);
    const page = await studio.read((db) => listNotes(db, clientId, cursor, 2));
    bodies.push(...page.rows.map(({ body }) => body));
    after = page.next;
  }
  expect(bodies).toEqual([4, 3, 2, 1, 0].map((n) => `2026-11-21T12:30:00.00012${n}Z`));
});

test("another studio can neither read nor write a client's notes", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const clientId = await one.write((db) => client(db));
  const id = (await one.write((db) => note(db, clientId)))!;
  expect((await other.read((db) => listNotes(db, clientId))).rows).toEqual([]);
  expect(await other.write((db) => note(db, clientId))).toBeUndefined();
  const edit = { body: "Volé.", day: "2026-11-21" };
  const how = { writer: manager, timeZone };
  expect(await other.write((db) => editNote(db, clientId, id, edit, how))).toBe("missing");
  expect(await other.write((db) => removeNote(db, clientId, id, manager))).toBe("missing");
  await one.write((db) => removeNote(db, clientId, id, manager));
  expect(await other.write((db) => restoreNote(db, clientId, id, manager))).toBe("missing");
});
