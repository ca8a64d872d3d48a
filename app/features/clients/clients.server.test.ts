import { expect, test } from "vitest";
import { clients, rooms, sessions } from "#db/schema/studio/index.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { listBookings, sumBookings } from "./bookings.server.ts";
import { clientSchema } from "./client.ts";
import type { ClientFilter } from "./client-filter.ts";
import { listClientOptions, listClients } from "./client-lists.server.ts";
import {
  addClient,
  archiveClient,
  editClient,
  findClient,
  restoreClient,
} from "./clients.server.ts";

const { newStudio } = await testPlatform();

const now = new Date("2026-11-21T12:00:00Z");
const everyone: ClientFilter = { typed: "", onlyVip: false, archived: false };
const values = (name: string, more: object = {}) =>
  clientSchema.parse({ kind: "person", name, ...more });

/** A session of `hours` that starts that many hours from now. */
function hoursFromNow(start: number, hours: number) {
  const startsAt = new Date(now.getTime() + start * 3_600_000);
  return { startsAt, endsAt: new Date(startsAt.getTime() + hours * 3_600_000) };
}

test("a client is added, changed, archived and restored", async () => {
  const studio = await newStudio();
  const id = await studio.write((db) =>
    addClient(db, values("Éléonore Vidal", { phones: [{ value: " " }] })),
  );
  expect(await studio.read((db) => findClient(db, id))).toMatchObject({
    name: "Éléonore Vidal",
    phone: null,
    archivedAt: null,
  });
  await studio.write((db) => editClient(db, id, values("Éléonore Vidal-Roy", { isVip: true })));
  await studio.write((db) => archiveClient(db, id));
  expect((await studio.read((db) => listClients(db, everyone, now))).rows).toEqual([]);
  const archived = { ...everyone, archived: true };
  expect((await studio.read((db) => listClients(db, archived, now))).rows).toMatchObject([
    { name: "Éléonore Vidal-Roy", isVip: true },
  ]);
  await studio.write((db) => restoreClient(db, id));
  expect((await studio.read((db) => listClients(db, everyone, now))).rows).toHaveLength(1);
});

test("another studio can neither see nor change a client", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const id = await one.write((db) => addClient(db, values("Ines")));
  expect(await other.read((db) => findClient(db, id))).toBeUndefined();
  expect(await other.write((db) => editClient(db, id, values("Stolen")))).toBe(false);
  expect(await other.write((db) => archiveClient(db, id))).toBe(false);
  expect(await other.read((db) => listClientOptions(db, "ines"))).toEqual([]);
  expect(await one.read((db) => findClient(db, id))).toMatchObject({
    name: "Ines",
    archivedAt: null,
  });
});

test("a choice offers names that begin with what was typed first, and nobody archived", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await addClient(db, values("Anne Martin"));
    await addClient(db, values("Martin Zola"));
    await archiveClient(db, await addClient(db, values("Martin Parti")));
  });
  const options = await studio.read((db) => listClientOptions(db, "mart"));
  expect(options.map((option) => option.label)).toEqual(["Martin Zola", "Anne Martin"]);
});

test("pages follow each other through equal names without a gap or a repeat", async () => {
  const studio = await newStudio();
  const names = Array.from({ length: 120 }, (_, n) => ({ name: n < 70 ? "Été" : `Zoé ${n}` }));
  await studio.write((db) => db.insert(clients).values(names));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await studio.read((db) =>
      listClients(db, everyone, now, { after: readCursor(cursor) }),
    );
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.next;
  } while (cursor);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});

test("sums leave out what was cancelled; bookings part at now", async () => {
  const studio = await newStudio();
  const clientId = await studio.write(async (db) => {
    const id = await addClient(db, values("Ada"));
    const [room] = await db
      .insert(rooms)
      .values({ name: "A", kind: "live" })
      .returning({ id: rooms.id });
    const booked = { clientId: id, roomId: room!.id, kind: "recording" } as const;
    await db.insert(sessions).values([
      { ...booked, ...hoursFromNow(-48, 4), state: "done", priceCents: 20_000 },
      {
        ...booked,
        ...hoursFromNow(-24, 8),
        state: "cancelled",
        cancelledAt: now,
        priceCents: 90_000,
      },
      { ...booked, ...hoursFromNow(-1, 2), state: "in_progress", priceCents: 10_050 },
      { ...booked, ...hoursFromNow(24, 3) },
      { ...booked, ...hoursFromNow(48, 3), state: "cancelled", cancelledAt: now },
    ]);
    return id;
  });
  expect(await studio.read((db) => sumBookings(db, { clientId }))).toEqual({
    count: 3,
    minutes: 9 * 60,
    cents: 30_050,
    unpriced: 1,
  });
  const hours = async (part: "upcoming" | "past") => {
    const page = await studio.read((db) => listBookings(db, { clientId }, { part, now }));
    return page.rows.map((row) => (row.startsAt.getTime() - now.getTime()) / 3_600_000);
  };
  expect(await hours("upcoming")).toEqual([-1, 24]);
  expect(await hours("past")).toEqual([-24, -48]);
  const first = await studio.read((db) =>
    listBookings(db, { clientId }, { part: "past", now, size: 1 }),
  );
  const second = await studio.read((db) =>
    listBookings(db, { clientId }, { part: "past", now, size: 1, after: readCursor(first.next) }),
  );
  expect(second.rows.map((row) => row.state)).toEqual(["done"]);
  const { rows } = await studio.read((db) => listClients(db, everyone, now));
  expect(rows[0]).toMatchObject({
    lastAt: hoursFromNow(-1, 2).startsAt,
    nextAt: hoursFromNow(24, 3).startsAt,
  });
});
