import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { clients, projects } from "#db/schema/studio/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { listActivity } from "./activity.server.ts";
import { clientSchema } from "./client.ts";
import { addClient, editClient } from "./clients.server.ts";
import { linkSchema } from "./links.ts";
import { addLink, listLinks, removeLink } from "./links.server.ts";
import { addNote, removeNote } from "./notes.server.ts";

const { newStudio } = await testPlatform();

const timeZone = "Europe/Paris";
const now = new Date("2026-11-21T12:00:00Z");
const person = (name: string, more: object = {}) =>
  clientSchema.parse({ kind: "person", name, ...more });

test("a client's activity tells what was done to them and theirs, and of nobody else's", async () => {
  const studio = await newStudio();
  const [id, other] = [
    await studio.write((db) => addClient(db, person("Inès"))),
    await studio.write((db) => addClient(db, person("Paul"))),
  ];
  await studio.write((db) =>
    editClient(db, id, person("Inès", { phones: [{ label: null, value: "06 39 98 12 34" }] })),
  );
  const writer = { id: randomUUID(), mayChangeAny: false };
  const noteOf = (clientId: string) =>
    studio.write((db) =>
      addNote(
        db,
        clientId,
        { body: "Rappelé.", day: "2026-11-21" },
        {
          authorId: writer.id,
          now,
          timeZone,
        },
      ),
    );
  await noteOf(other);
  const note = (await noteOf(id))!;
  await studio.write((db) => removeNote(db, id, note, writer));
  const values = linkSchema.parse({ relation: "of:member", other: "new:Les Échos" });
  await studio.write((db) => addLink(db, id, values));
  const [link] = await studio.read((db) => listLinks(db, id));
  await studio.write((db) => removeLink(db, id, link!.id));
  await studio.write((db) =>
    db.insert(projects).values({ clientId: id, title: "Vertige", kind: "album", state: "active" }),
  );
  const { rows } = await studio.read((db) => listActivity(db, id));
  expect(rows.map(({ table, action, title }) => [table, action, title])).toEqual([
    ["projects", "insert", "Vertige"],
    ["client_links", "delete", null],
    ["client_links", "insert", null],
    ["client_notes", "delete", null],
    ["client_notes", "insert", null],
    ["client_contacts", "insert", null],
    ["clients", "insert", null],
  ]);
  // The other has a note of their own, and the one who was linked its two entries.
  const others = await studio.read((db) => listActivity(db, other));
  expect(others.rows.map(({ table }) => table)).toEqual(["client_notes", "clients"]);
  const linked = await studio.read((db) => listActivity(db, link!.otherId));
  expect(linked.rows.map(({ table }) => table)).toEqual([
    ...["client_links", "client_links", "clients"],
  ]);
});

test("it comes by pages, and holds what was of a client that was merged into this one", async () => {
  const studio = await newStudio();
  const [kept, gone] = [
    await studio.write((db) => addClient(db, person("Inès"))),
    await studio.write((db) => addClient(db, person("Ines"))),
  ];
  await studio.write((db) =>
    db.update(clients).set({ mergedInto: kept, archivedAt: now }).where(eq(clients.id, gone)),
  );
  const seen: string[] = [];
  for (let after: string | undefined, more = true; more;) {
    const page = await studio.read((db) => listActivity(db, kept, after, 1));
    seen.push(...page.rows.map(({ rowId, action }) => `${rowId} ${action}`));
    after = page.rows.at(-1)?.id;
    more = page.next !== null;
  }
  expect(seen).toEqual([`${gone} update`, `${gone} insert`, `${kept} insert`]);
});

test("another studio sees nothing of it", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const id = await one.write((db) => addClient(db, person("Inès")));
  expect((await other.read((db) => listActivity(db, id))).rows).toEqual([]);
});
