import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  clientContacts,
  clientLinks,
  clientMerges,
  clientNotes,
  clients,
  leads,
  projects,
  rooms,
  sessions,
} from "#db/schema/studio/index.ts";
import type { Studio, StudioDb } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { clientSchema } from "./client.ts";
import { listClientOptions } from "./client-lists.server.ts";
import { addClient, editClient, findClient } from "./clients.server.ts";
import { findDoubles, findLikes } from "./likeness.server.ts";
import {
  CLIENT_REFERENCES,
  LEFT_BEHIND,
  listMerges,
  mergeClients,
  undoMerge,
} from "./merging.server.ts";

const { newStudio } = await testPlatform();
const values = (name: string, more: object = {}) =>
  clientSchema.parse({ kind: "person", name, ...more });

const [ada, adaAgain] = [
  values("Ada Roy", {
    emails: [{ value: "ada@example.test" }],
    phones: [{ value: "06 39 98 12 34", label: "mobile" }],
    addresses: [{ city: "Brest" }],
    tags: ["jazz"],
    notes: "Vient à vélo",
  }),
  values("Roy Ada", {
    emails: [{ value: "ADA@example.test" }, { value: "ada@label.test", label: "work" }],
    phones: [{ value: "+33 6 39 98 12 34" }],
    addresses: [{ city: "Brest" }, { city: "Nantes", street: "2 quai" }],
    tags: ["jazz", "vip"],
    notes: "Paie tard",
    alias: "La Reine",
    isVip: true,
  }),
];

/** Two clients that are one person, each with what is booked and noted for them. */
async function twice(studio: Studio) {
  return studio.write(async (db) => {
    const [keptId, goneId] = [await addClient(db, ada), await addClient(db, adaAgain)];
    const [room] = await db
      .insert(rooms)
      .values({ name: "A", kind: "live" })
      .returning({ id: rooms.id });
    for (const [n, clientId] of [keptId, goneId].entries()) {
      const startsAt = new Date(Date.UTC(2026, 10, 21 + n, 10));
      await db.insert(sessions).values({
        ...{ clientId, roomId: room!.id, kind: "recording", startsAt },
        endsAt: new Date(startsAt.getTime() + 3_600_000),
      });
      await db.insert(projects).values({ clientId, title: `Album ${n}`, kind: "album" });
      await db.insert(clientNotes).values({ clientId, body: `Note ${n}` });
      await db.insert(leads).values({ clientId, name: `Lead ${n}` });
    }
    return { keptId, goneId };
  });
}

const everything = async (db: StudioDb) => {
  const rowsOf = async (table: string) => [
    ...(await db.execute(
      sql`select to_jsonb(t) - 'updated_at' as row from ${sql.identifier(table)} t order by id`,
    )),
  ];
  const tables = ["clients", ...Object.keys(CLIENT_REFERENCES).map((name) => name.split(".")[0]!)];
  return Object.fromEntries(
    await Promise.all(
      [...new Set(tables)].map(async (name) => [name, await rowsOf(name)] as const),
    ),
  );
};

test("what was the other's becomes the one's who is kept, and nothing twice", async () => {
  const studio = await newStudio();
  const { keptId, goneId } = await twice(studio);
  const merging = await studio.write((db) => mergeClients(db, { keptId, goneId }));
  expect(merging).toMatchObject({ ok: true });
  const kept = await studio.read((db) => findClient(db, keptId));
  expect(kept).toMatchObject({
    ...{ name: "Ada Roy", alias: "La Reine", isVip: true, tags: ["jazz", "vip"] },
    notes: "Vient à vélo\n\nPaie tard",
    emails: [{ value: "ada@example.test" }, { value: "ada@label.test", label: "work" }],
    phones: [{ value: "06 39 98 12 34", label: "mobile" }],
    addresses: [{ city: "Brest" }, { city: "Nantes" }],
  });
  for (const table of [sessions, projects, clientNotes, leads]) {
    const owners = await studio.read((db) => db.select({ clientId: table.clientId }).from(table));
    expect(owners).toEqual([{ clientId: keptId }, { clientId: keptId }]);
  }
  expect(await studio.read((db) => listClientOptions(db, "roy"))).toMatchObject([
    { value: keptId },
  ]);
  expect(await studio.read((db) => findClient(db, goneId))).toMatchObject({ mergedInto: keptId });
});

test("a merge that is undone leaves everything as it was", async () => {
  const studio = await newStudio();
  const { keptId, goneId } = await twice(studio);
  const before = await studio.read(everything);
  const merging = await studio.write((db) => mergeClients(db, { keptId, goneId }));
  if (!merging.ok) throw new Error(merging.reason);
  expect(await studio.read(everything)).not.toEqual(before);
  const { mergeId } = merging;
  expect(await studio.write((db) => undoMerge(db, { keptId, mergeId }))).toEqual({
    ok: true,
    goneId,
  });
  expect(await studio.read(everything)).toEqual(before);
  expect(await studio.read((db) => listMerges(db, keptId))).toEqual([]);
  expect(await studio.write((db) => undoMerge(db, { keptId, mergeId }))).toEqual({
    ok: false,
    reason: "undone",
  });
});

test("what was changed after the merge stays when it is undone", async () => {
  const studio = await newStudio();
  const { keptId, goneId } = await twice(studio);
  const merging = await studio.write((db) => mergeClients(db, { keptId, goneId }));
  if (!merging.ok) throw new Error(merging.reason);
  await studio.write(async (db) => {
    const kept = await findClient(db, keptId);
    await editClient(db, keptId, clientSchema.parse({ ...kept, alias: "La Duchesse" }));
    await db.insert(projects).values({ clientId: keptId, title: "Later", kind: "ep" });
    await undoMerge(db, { keptId, mergeId: merging.mergeId });
  });
  expect(await studio.read((db) => findClient(db, keptId))).toMatchObject({
    alias: "La Duchesse",
    isVip: false,
    tags: ["jazz"],
  });
  const later = await studio.read((db) =>
    db.select({ title: projects.title }).from(projects).where(eq(projects.clientId, keptId)),
  );
  expect(later.map(({ title }) => title).toSorted()).toEqual(["Album 0", "Later"]);
});

test("links are kept once, and none leads to oneself", async () => {
  const studio = await newStudio();
  const left = await studio.write(async (db) => {
    const [kept, gone, band] = [
      await addClient(db, values("Ada")),
      await addClient(db, values("Ada bis")),
      await addClient(db, values("Band", { kind: "company" })),
    ];
    await db.insert(clientLinks).values([
      { clientId: band, memberId: kept, role: "member" },
      { clientId: band, memberId: gone, role: "member" },
      { clientId: band, memberId: gone, role: "agent" },
      { clientId: gone, memberId: kept, role: "other" },
    ]);
    await mergeClients(db, { keptId: kept, goneId: gone });
    return db
      .select({ role: clientLinks.role })
      .from(clientLinks)
      .where(eq(clientLinks.memberId, kept))
      .orderBy(clientLinks.role);
  });
  expect(left.map(({ role }) => role)).toEqual(["agent", "member", "other"]);
});

test("a client is merged once, not with oneself, and not with another studio's", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  const { keptId, goneId } = await twice(studio);
  const stranger = await other.write((db) => addClient(db, values("Ada")));
  const merge = (one: string, two: string) =>
    studio.write((db) => mergeClients(db, { keptId: one, goneId: two }));
  expect(await merge(keptId, keptId)).toEqual({ ok: false, reason: "same" });
  expect(await merge(keptId, stranger)).toEqual({ ok: false, reason: "missing" });
  // Each the other's, at once: one of the two comes first.
  const both = await Promise.all([merge(keptId, goneId), merge(goneId, keptId)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  const merges = await studio.read((db) => db.select().from(clientMerges));
  expect(merges).toHaveLength(1);
});

test("who was merged on is parted in turn, the last merge first", async () => {
  const studio = await newStudio();
  const [one, two, three] = await studio.write(async (db) => [
    await addClient(db, values("One")),
    await addClient(db, values("Two")),
    await addClient(db, values("Three")),
  ]);
  const merge = async (keptId: string, goneId: string) => {
    const merging = await studio.write((db) => mergeClients(db, { keptId, goneId }));
    return merging.ok ? merging.mergeId : "";
  };
  const [first, second] = [await merge(two, three), await merge(one, two)];
  const undo = (keptId: string, mergeId: string) =>
    studio.write((db) => undoMerge(db, { keptId, mergeId }));
  expect(await undo(two, first)).toEqual({ ok: false, reason: "merged" });
  expect(await undo(one, second)).toEqual({ ok: true, goneId: two });
  expect(await undo(two, first)).toEqual({ ok: true, goneId: three });
});

test("whatever refers to a client goes along or is known to stay", async () => {
  const studio = await newStudio();
  const found = await studio.read((db) =>
    db.execute<{ reference: string }>(sql`
      select c.relname || '.' || a.attname as reference
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[2]
      where k.contype = 'f' and k.confrelid = 'clients'::regclass order by 1`),
  );
  const known = [...Object.keys(CLIENT_REFERENCES), ...LEFT_BEHIND].toSorted();
  expect(found.map(({ reference }) => reference).toSorted()).toEqual(known);
});

test("clients are known again by card, e-mail, phone and name, the surest first", async () => {
  const studio = await newStudio();
  const likes = await studio.write(async (db) => {
    await addClient(db, values("Zoé Ibáñez"));
    await addClient(db, ada);
    const byCard = await addClient(db, values("Carded"));
    await db.update(clients).set({ cardUid: "urn:uuid:1" }).where(eq(clients.id, byCard));
    return findLikes(db, [
      { n: 1, name: "zoe ibanez", emails: [], phones: [] },
      { n: 2, name: "Ada Roy", emails: ["Ada@Example.test"], phones: ["0033639981234"] },
      { n: 3, name: "Nobody", emails: ["no@example.test"], phones: ["01"], cardUid: "urn:uuid:1" },
      { n: 4, name: "Nobody", emails: [], phones: [] },
    ]);
  });
  expect(likes.map(({ n, name, by }) => [n, name, by])).toEqual([
    [1, "Zoé Ibáñez", "name"],
    [2, "Ada Roy", "email"],
    [3, "Carded", "card"],
  ]);
});

test("doubles are grouped by what they share, and another studio's are none", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  await other.write((db) => addClient(db, ada));
  await studio.write((db) => addClient(db, ada));
  expect(await studio.read((db) => findDoubles(db, 10))).toEqual([]);
  await studio.write((db) => addClient(db, adaAgain));
  await studio.write((db) => addClient(db, values("ÉVA")));
  await studio.write((db) => addClient(db, values("Eva")));
  const doubles = await studio.read((db) => findDoubles(db, 10));
  expect(doubles.map(({ by, clients: them }) => [by, them.map(({ name }) => name)])).toEqual([
    ["email", ["Ada Roy", "Roy Ada"]],
    ["name", ["ÉVA", "Eva"]],
  ]);
  const contacts = await studio.read((db) => db.select().from(clientContacts));
  expect(new Set(contacts.map(({ key }) => key))).toEqual(
    new Set(["ada@example.test", "33639981234", "ada@label.test"]),
  );
});
