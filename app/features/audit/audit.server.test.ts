import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { clients, projects, rooms, sessions, tracks } from "#db/schema/studio/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { listActors, listChanges, listNamedRows, type ChangeQuery } from "./audit.server.ts";

const { platform, newStudio } = await testPlatform();
const timeZone = "Europe/Paris";
const [ada, bea] = [crypto.randomUUID(), crypto.randomUUID()];

/** A studio in which Ada, Béa and the platform each changed something. */
async function worked() {
  const { placement, ...studio } = await newStudio();
  const as = (userId: string, origin: string) => platform.openStudio(placement, { userId, origin });
  const [room] = await as(ada, "203.0.113.7").write((db) =>
    db.insert(rooms).values({ name: "Studio A", kind: "live" }).returning({ id: rooms.id }),
  );
  const roomId = room!.id;
  await as(bea, "2001:db8::1").write((db) =>
    db.update(rooms).set({ name: "Studio B" }).where(eq(rooms.id, roomId)),
  );
  await as(bea, "203.0.113.7").write((db) => db.insert(clients).values({ name: "Éva" }));
  await studio.write((db) => db.delete(clients));
  const list = async (filter: Omit<ChangeQuery, "timeZone"> = {}) =>
    (await studio.read((db) => listChanges(db, { ...filter, timeZone }))).rows.map(
      ({ table, action }) => `${table} ${action}`,
    );
  return { ...studio, placement, roomId, list };
}

test("the latest change comes first, with who, from where, and what stood there", async () => {
  const { read, list, roomId } = await worked();
  expect(await list()).toEqual([
    "clients delete",
    "clients insert",
    "rooms update",
    "rooms insert",
  ]);
  const { rows: changes, next } = await read((db) => listChanges(db, { timeZone }));
  expect(next).toBeNull();
  expect(changes[2]).toMatchObject({
    actor: bea,
    address: "2001:db8::1",
    rowId: roomId,
    before: { name: "Studio A" },
    after: { name: "Studio B" },
  });
  expect(Math.abs(Date.now() - changes[0]!.at.getTime())).toBeLessThan(60_000);
});

test("each filter leaves what it names, and two leave what both name", async () => {
  const { list, roomId } = await worked();
  expect(await list({ person: ada })).toEqual(["rooms insert"]);
  expect(await list({ person: "platform" })).toEqual(["clients delete"]);
  expect(await list({ thing: "clients" })).toEqual(["clients delete", "clients insert"]);
  expect(await list({ action: "update" })).toEqual(["rooms update"]);
  expect(await list({ address: "203.0.113.7" })).toEqual(["clients insert", "rooms insert"]);
  expect(await list({ row: roomId })).toEqual(["rooms update", "rooms insert"]);
  expect(await list({ person: bea, thing: "rooms" })).toEqual(["rooms update"]);
  expect(await list({ person: ada, action: "delete" })).toEqual([]);
});

test("days leave what was done on them in the studio's time zone", async () => {
  const { list } = await worked();
  const day = (days: number) => Temporal.Now.plainDateISO(timeZone).add({ days }).toString();
  expect(await list({ from: day(0) })).toHaveLength(4);
  expect(await list({ to: day(0) })).toHaveLength(4);
  expect(await list({ from: day(1) })).toEqual([]);
  expect(await list({ to: day(-1) })).toEqual([]);
});

test("another studio cannot see them: not by a row's id, not by a person", async () => {
  const [{ roomId }, other] = [await worked(), await newStudio()];
  const list = (filter: Omit<ChangeQuery, "timeZone">) =>
    other.read((db) => listChanges(db, { ...filter, timeZone }));
  for (const filter of [{}, { row: roomId }, { person: ada }]) {
    expect(await list(filter)).toEqual({ rows: [], next: null });
  }
  expect(await other.read(listActors)).toEqual([]);
  const change = { table: "rooms", rowId: roomId, before: null, after: null };
  expect(await other.read((db) => listNamedRows(db, [change]))).toEqual([]);
});

test("pages lose nothing and double nothing while changes are added", async () => {
  const { read, write } = await newStudio();
  const add = (from: number, count: number) =>
    write((db) =>
      db
        .insert(clients)
        .values(Array.from({ length: count }, (_, place) => ({ name: `Client ${from + place}` }))),
    );
  await add(0, 130);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await read((db) => listChanges(db, { after, timeZone }));
    seen.push(...page.rows.map((change) => String(change.after?.["name"])));
    after = page.next ?? undefined;
    await add(1000 + seen.length, 7);
  } while (after);
  const expected = Array.from({ length: 130 }, (_, place) => `Client ${place}`);
  expect(seen.toSorted()).toEqual(expected.toSorted());
});

test("everybody who ever changed something is listed once", async () => {
  const { read } = await worked();
  expect(await read(listActors)).toEqual([ada, bea].toSorted());
});

test("rows that a change names have their names of now, and what is gone has none", async () => {
  const { read, write, roomId } = await worked();
  const startsAt = new Date("2026-11-21T13:00:00Z");
  await write(async (db) => {
    const [client] = await db.insert(clients).values({ name: "Léa" }).returning();
    const [project] = await db
      .insert(projects)
      .values({ clientId: client!.id, title: "Nuits", kind: "ep" })
      .returning();
    await db.insert(tracks).values({ projectId: project!.id, position: 1, title: "Aube" });
    await db.insert(sessions).values({
      ...{ roomId, clientId: client!.id, projectId: project!.id, kind: "mixing", startsAt },
      endsAt: new Date("2026-11-21T17:00:00Z"),
    });
  });
  const named = await read(async (db) => {
    const { rows: changes } = await listChanges(db, { timeZone });
    return listNamedRows(db, changes);
  });
  const told = named.map(({ name, startsAt, projectId }) => ({
    name,
    startsAt,
    in: projectId !== null,
  }));
  expect(told).toEqual(
    expect.arrayContaining([
      { name: "Studio B", startsAt: null, in: false },
      { name: "Léa", startsAt: null, in: false },
      { name: "Nuits", startsAt: null, in: false },
      { name: "Aube", startsAt: null, in: true },
      { name: "Léa", startsAt, in: false },
    ]),
  );
  expect(told).toHaveLength(5);
});
