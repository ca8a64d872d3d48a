import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { clients, equipment, rooms } from "#db/schema/studio/index.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import { cancelSession } from "./session-steps.server.ts";
import type { BookableState } from "./session.ts";
import { type Booking, bookSession, findSession, rescheduleSession } from "./sessions.server.ts";

const { newStudio } = await testPlatform();

const clock = { timeZone: "Europe/Paris", now: new Date("2026-11-01T12:00:00Z") };
const [startsAt, endsAt] = [new Date("2026-11-20T13:00:00Z"), new Date("2026-11-20T17:00:00Z")];

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("of 20 who book any of three units at once three have one each", async () => {
    const { studio, booking, units, rooms: all } = await house({ isolation, rooms: 20 });
    const booked = await Promise.all(
      all.map((roomId, n) =>
        book(studio, { ...booking, roomId, anyOf: [units[n % units.length]!] }),
      ),
    );
    const winners = booked.flatMap((it) => (it.ok ? it.id : []));
    expect(winners).toHaveLength(3);
    const taken = await Promise.all(winners.map((id) => unitsOf(studio, id)));
    expect(taken.flat().toSorted()).toEqual(units.toSorted());
    const refused = booked.filter((it) => !it.ok);
    expect(refused).toHaveLength(17);
    for (const it of refused) {
      expect(it).toMatchObject({ reason: "noneFree", name: "Neumann U 87", total: 3, broken: 0 });
    }
  });
});

test("those who want a class and those who want a unit of it never lock each other out", async () => {
  const { studio, booking, units, rooms: all } = await house({ rooms: 20 });
  const booked = await Promise.all(
    all.map((roomId, n) =>
      book(studio, {
        ...booking,
        roomId,
        ...(n % 2 === 0
          ? { anyOf: [units[0]!] }
          : { equipmentIds: [units[2 - (n % 3)]!, units[n % 3]!] }),
      }),
    ),
  );
  const winners = booked.flatMap((it) => (it.ok ? it.id : []));
  const taken = (await Promise.all(winners.map((id) => unitsOf(studio, id)))).flat();
  expect(new Set(taken).size).toBe(taken.length);
  expect(taken.length).toBeGreaterThan(1);
});

test("what is taken, in repair, retired, archived or named besides is not found, nor another maker's", async () => {
  const { studio, booking, units, rooms: all } = await house({ rooms: 4 });
  const [first, second, third] = units;
  await studio.write((db) =>
    db.insert(equipment).values([
      { name: "U 87", kind: "microphone", maker: "Warm Audio" },
      { name: "U 87", kind: "microphone", maker: "Neumann", archivedAt: clock.now },
    ]),
  );
  await studio.write((db) =>
    db.update(equipment).set({ condition: "in_repair" }).where(eq(equipment.id, first!)),
  );
  const any = { ...booking, anyOf: [first!] };
  const one = await book(studio, { ...any, equipmentIds: [second!] });
  expect(one.ok && (await unitsOf(studio, one.id))).toEqual([second!, third!].toSorted());
  expect(await book(studio, { ...any, roomId: all[1]! })).toEqual({
    ...{ ok: false, reason: "noneFree", name: "Neumann U 87", total: 3, broken: 1 },
    takenBy: [
      { client: "Nadia", startsAt, endsAt },
      { client: "Nadia", startsAt, endsAt },
    ],
  });
  const later = { ...any, roomId: all[1]!, startsAt: endsAt, endsAt: new Date(+endsAt + 60_000) };
  expect(await book(studio, later)).toMatchObject({ ok: true });
  // Two of it; then what is given up is free again.
  const two = { ...any, roomId: all[2]!, anyOf: [first!, first!] };
  expect(await book(studio, two)).toMatchObject({ reason: "noneFree" });
  await studio.write((db) => cancelSession(db, one.ok ? one.id : "", null, clock.now));
  expect(await book(studio, two)).toMatchObject({ ok: true });
});

test("holds may want one class at once, and a session that changes keeps what it has", async () => {
  const { studio, booking, units, rooms: all } = await house({ rooms: 3 });
  const any = { ...booking, anyOf: [units[0]!] };
  const kept = await book(studio, { ...any, anyOf: [units[0]!, units[0]!] });
  const held = await book(studio, { ...any, roomId: all[1]! }, "hold");
  const beside = await book(studio, { ...any, roomId: all[2]! }, "hold");
  expect([kept.ok, held.ok, beside.ok]).toEqual([true, true, true]);
  if (!kept.ok) throw new Error("it was not booked");
  const mine = await unitsOf(studio, kept.id);
  const moved = { ...booking, equipmentIds: mine, endsAt: new Date(+endsAt + 60_000) };
  const more = await studio.write((db) =>
    rescheduleSession(db, kept.id, { ...moved, anyOf: [units[0]!] }, clock),
  );
  // The third is under two holds.
  expect(more).toMatchObject({ reason: "noneFree" });
  const same = await studio.write((db) => rescheduleSession(db, kept.id, moved, clock));
  expect(same).toMatchObject({ ok: true });
  expect(await unitsOf(studio, kept.id)).toEqual(mine);
  // What it takes itself is free for it.
  const asked = { ...moved, equipmentIds: [], anyOf: [units[0]!, units[0]!] };
  expect(await studio.write((db) => rescheduleSession(db, kept.id, asked, clock))).toMatchObject({
    ok: true,
  });
  expect(await unitsOf(studio, kept.id)).toEqual(mine);
});

test("a class is not said by another studio's unit", async () => {
  const { studio, booking } = await house({ rooms: 1 });
  const { units } = await house({ rooms: 1 });
  expect(await book(studio, { ...booking, anyOf: [units[0]!] })).toEqual({
    ...{ ok: false, reason: "unknown", field: "equipmentIds" },
  });
});

function book(studio: TestStudio, booking: Booking, state: BookableState = "confirmed") {
  return studio.write((db) => bookSession(db, { ...booking, state }, clock));
}

async function unitsOf(studio: TestStudio, id: string) {
  const session = await studio.read((db) => findSession(db, id));
  return session!.units.map((unit) => unit.id).toSorted();
}

async function house(wish: { isolation?: "shared" | "schema" | "dedicated"; rooms: number }) {
  const { rooms: count, ...place } = wish;
  const studio = await newStudio(place);
  return studio.write(async (db) => {
    const all = await db
      .insert(rooms)
      .values(Array.from({ length: count }, (_, n) => ({ name: `R ${n}`, kind: "live" as const })))
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const units = await db
      .insert(equipment)
      .values(
        [1, 2, 3].map((n) => ({
          ...{ name: "U 87", kind: "microphone" as const, maker: "Neumann" },
          serialNumber: String(n),
        })),
      )
      .returning({ id: equipment.id });
    const booking: Booking = {
      ...{ roomId: all[0]!.id, clientId: client!.id, projectId: null, kind: "recording" },
      ...{ startsAt, endsAt, priceCents: null, notes: null, crew: [], equipmentIds: [] },
    };
    return { studio, booking, rooms: all.map(({ id }) => id), units: units.map(({ id }) => id) };
  });
}
