import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import {
  absences,
  allocations,
  clients,
  equipment,
  people,
  rooms,
  sessions,
} from "#db/schema/studio/index.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import { challengeHold, confirmHold, rankOf } from "./holds.server.ts";
import { listSessionsIn } from "./session-lists.server.ts";
import { cancelSession, takeStep } from "./session-steps.server.ts";
import type { BookableState } from "./session.ts";
import {
  type Booking,
  bookSession,
  findSession,
  rescheduleSession,
  restoreSession,
} from "./sessions.server.ts";

const { newStudio } = await testPlatform();

const clock = { timeZone: "Europe/Paris", now: new Date("2026-11-01T12:00:00Z") };
const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test.each(["room", "person", "unit"] as const)(
    "of 200 who book one %s at once exactly one has it",
    async (what) => {
      const { studio, booking, rooms: all } = await house({ isolation });
      const wishes = Array.from({ length: 200 }, (_, n): Booking => {
        // A room each but for one, so that nothing else can be what they share.
        const roomId = what === "room" ? booking.roomId : all[n % all.length]!;
        const startsAt = what === "room" ? booking.startsAt : new Date(+booking.startsAt + n);
        return {
          ...booking,
          ...{ roomId, startsAt },
          crew: what === "person" ? booking.crew : [],
          equipmentIds: what === "unit" ? booking.equipmentIds : [],
        };
      });
      const booked = await Promise.all(wishes.map((wish) => book(studio, wish)));
      expect(booked.filter(({ ok }) => ok)).toHaveLength(1);
      const takes = { room: "room", person: "person", unit: "equipment" }[what];
      const met = booked.map((it) => (!it.ok && it.reason === "clash" ? it.clash.takes : "—"));
      // Those of the winner's room meet the room first.
      expect(met.filter((it) => it === takes)).toHaveLength(what === "room" ? 199 : 150);
      expect(met.filter((it) => it === "room")).toHaveLength(what === "room" ? 199 : 49);
    },
  );

  test("raw SQL meets the constraint, whatever it is that is taken twice", async () => {
    const { studio, booking } = await house({ isolation });
    await book(studio, booking);
    const [other] = await studio.write((db) =>
      db.insert(rooms).values({ name: "Régie", kind: "control" }).returning({ id: rooms.id }),
    );
    const { crew, equipmentIds, ...session } = booking;
    const raw = (values: object) =>
      studio.write(async (db) => {
        const [row] = await db
          .insert(sessions)
          .values({ ...session, roomId: other!.id })
          .returning({ id: sessions.id });
        const { startsAt: takenFrom, endsAt: takenUntil } = session;
        await db
          .insert(allocations)
          .values({ sessionId: row!.id, claim: "firm", takenFrom, takenUntil, ...values });
      });
    const twice = await Promise.allSettled([
      raw({ personId: crew[0]!.personId, role: "engineer" }),
      raw({ equipmentId: equipmentIds[0] }),
      studio.write((db) => db.insert(sessions).values(session)),
      studio.write((db) => db.insert(sessions).values({ ...session, state: "hold", ...held })),
    ]);
    const codes = twice.map((it) => it.status === "rejected" && codeOf(it.reason));
    expect(codes).toEqual(["23P01", "23P01", "23P01", "23P01"]);
  });
});

const held = { heldAt: clock.now, heldUntil: at("08:00") };

test("a clash with a person or a unit says so, and what is offered is free of both", async () => {
  const { studio, booking, rooms: all } = await house();
  await book(studio, booking);
  const elsewhere = { ...booking, roomId: all[1]! };
  expect(await book(studio, { ...elsewhere, equipmentIds: [] })).toMatchObject({
    reason: "clash",
    clash: { takes: "person", what: "Ida Ferrand" },
  });
  const refused = await book(studio, { ...elsewhere, crew: [] });
  expect(refused).toMatchObject({ reason: "clash", clash: { takes: "equipment", what: "U 47" } });
  const [free] = !refused.ok && refused.reason === "clash" ? refused.free : [];
  expect(free).toEqual({ startsAt: at("09:00"), endsAt: at("13:00") });
  expect(await book(studio, { ...elsewhere, crew: [], equipmentIds: [] })).toMatchObject({
    ok: true,
  });
});

test("a room is kept free before and after as long as it wants, and its neighbours are not", async () => {
  const { studio, booking, rooms: all } = await house();
  await studio.write((db) =>
    db
      .update(rooms)
      .set({ minutesBefore: 15, minutesAfter: 30 })
      .where(eq(rooms.id, booking.roomId)),
  );
  const alone = { ...booking, crew: [], equipmentIds: [] };
  expect(await book(studio, alone)).toMatchObject({ ok: true });
  const next = { ...alone, startsAt: at("17:40"), endsAt: at("18:40") };
  const refused = await book(studio, next);
  expect(refused).toMatchObject({
    reason: "clash",
    free: expect.arrayContaining([{ startsAt: at("17:45"), endsAt: at("18:45") }]),
  });
  expect(await book(studio, { ...next, startsAt: at("17:45"), endsAt: at("18:45") })).toMatchObject(
    {
      ok: true,
    },
  );
  expect(await book(studio, { ...next, roomId: all[1]! })).toMatchObject({ ok: true });
});

test("who is away and what is in repair is not booked", async () => {
  const { studio, booking } = await house();
  const { crew, equipmentIds } = booking;
  await studio.write(async (db) => {
    await db
      .insert(absences)
      .values({ personId: crew[0]!.personId, startsAt: at("16:59"), endsAt: at("23:00") });
    await db
      .update(equipment)
      .set({ condition: "in_repair" })
      .where(eq(equipment.id, equipmentIds[0]!));
  });
  expect(await book(studio, { ...booking, crew: [] })).toEqual({
    ...{ ok: false, reason: "unusable", name: "U 47" },
  });
  expect(await book(studio, { ...booking, equipmentIds: [] })).toMatchObject({
    ...{ reason: "away", name: "Ida Ferrand", startsAt: at("16:59") },
  });
  const earlier = { ...booking, equipmentIds: [], endsAt: at("16:59") };
  expect(await book(studio, earlier)).toMatchObject({ ok: true });
});

test("people and units move with their session, and who is taken off is free at once", async () => {
  const { studio, booking } = await house();
  const id = idOf(await book(studio, booking));
  const later = { ...booking, startsAt: at("15:00"), endsAt: at("19:00") };
  const move = (to: Booking) => studio.write((db) => rescheduleSession(db, id, to, clock));
  expect(await move(later)).toEqual({ ok: true, id });
  const taken = () =>
    studio.read((db) =>
      db
        .select({ from: allocations.takenFrom, role: allocations.role })
        .from(allocations)
        .where(eq(allocations.sessionId, id)),
    );
  expect(await taken()).toHaveLength(3);
  expect((await taken()).map(({ from }) => from)).toEqual([at("15:00"), at("15:00"), at("15:00")]);
  const { personId } = booking.crew[0]!;
  await move({ ...later, crew: [{ personId, role: "producer" }], equipmentIds: [] });
  expect(new Set((await taken()).map(({ role }) => role))).toEqual(new Set([null, "producer"]));
  await move({ ...later, crew: [], equipmentIds: [] });
  const elsewhere = { ...booking, startsAt: at("19:00"), endsAt: at("20:00") };
  expect(await book(studio, elsewhere)).toMatchObject({ ok: true });
});

test("a cancelled session gives its people free, and comes back only where they are", async () => {
  const { studio, booking, rooms: all } = await house();
  const id = idOf(await book(studio, booking));
  await studio.write((db) => cancelSession(db, id, null, clock.now));
  const other = idOf(await book(studio, { ...booking, roomId: all[1]!, equipmentIds: [] }));
  const restore = () => studio.write((db) => restoreSession(db, id, "confirmed", clock));
  expect(await restore()).toMatchObject({ reason: "clash", clash: { id: other, takes: "person" } });
  await studio.write((db) => cancelSession(db, other, null, clock.now));
  expect(await restore()).toEqual({ ok: true, id });
  const session = await studio.read((db) => findSession(db, id));
  expect(session).toMatchObject({ crew: [{ name: "Ida Ferrand" }], units: [{ name: "U 47" }] });
});

test("holds of a slot stand in line; a firm session does not stand beside them", async () => {
  const { studio, booking } = await house();
  const first = idOf(await book(studio, booking, "hold"));
  const second = idOf(await book(studio, booking, "hold"));
  const rank = (id: string) => studio.read((db) => rankOf(db, id));
  expect([await rank(first), await rank(second)]).toEqual([1, 2]);
  expect(await book(studio, booking)).toMatchObject({ reason: "clash", clash: { id: first } });
  await studio.write((db) => cancelSession(db, first, null, clock.now));
  expect(await rank(second)).toBe(1);
  const restore = (seconds: number) =>
    studio.write((db) =>
      restoreSession(db, first, "hold", { ...clock, now: new Date(+clock.now + seconds * 1000) }),
    );
  // A mistake is undone; who changes their mind later stands at the end.
  await restore(10);
  expect([await rank(first), await rank(second)]).toEqual([1, 2]);
  await studio.write((db) => cancelSession(db, first, null, clock.now));
  await restore(3_600);
  expect([await rank(first), await rank(second)]).toEqual([2, 1]);
});

test("the first in line is confirmed and the others are given up, the second is refused", async () => {
  const { studio, booking } = await house();
  const first = idOf(await book(studio, booking, "hold"));
  const second = idOf(await book(studio, booking, "hold"));
  const confirm = (id: string) => studio.write((db) => takeStep(db, id, "confirmation", clock.now));
  expect(await confirm(second)).toMatchObject({ ok: false, state: "hold", first: { id: first } });
  const both = await Promise.all([confirm(first), confirm(second)]);
  expect(both.filter((it) => it?.ok)).toEqual([
    { ok: true, state: "confirmed", released: [expect.objectContaining({ id: second })] },
  ]);
  expect(await studio.read((db) => findSession(db, second))).toMatchObject({ state: "cancelled" });
});

test("who is challenged has a day to answer, and then the next is first", async () => {
  const { studio, booking } = await house();
  const first = idOf(await book(studio, booking, "hold"));
  const second = idOf(await book(studio, booking, "hold"));
  const challenge = (id: string, now = clock.now) =>
    studio.write((db) => challengeHold(db, id, now));
  expect(await challenge(first)).toEqual({ ok: false });
  const until = new Date(+clock.now + 24 * 3_600_000);
  expect(await challenge(second)).toMatchObject({ ok: true, first: { id: first }, until });
  expect(await challenge(second)).toEqual({ ok: false });
  const span = { from: at("00:00"), until: at("23:00") };
  const shown = (now: Date) => studio.read((db) => listSessionsIn(db, span, { now }));
  expect(await shown(new Date(+until - 1))).toHaveLength(2);
  expect(await shown(until)).toHaveLength(1);
  expect(await studio.write((db) => confirmHold(db, second, until))).toMatchObject({ ok: true });
  expect(await studio.read((db) => findSession(db, first))).toMatchObject({
    state: "cancelled",
    cancelledAt: until,
  });
});

test("another studio's people and units are refused as if they did not exist", async () => {
  const [one, other] = [await house(), await house()];
  for (const field of ["crew", "equipmentIds"] as const) {
    const forged = { ...one.booking, [field]: other.booking[field] };
    expect(await book(one.studio, forged)).toEqual({ ok: false, reason: "unknown", field });
  }
  const id = idOf(await book(one.studio, one.booking, "hold"));
  const { write, read } = other.studio;
  expect(await write((db) => challengeHold(db, id, clock.now))).toBeUndefined();
  expect(await read((db) => rankOf(db, id))).toBe(0);
  expect(await write((db) => takeStep(db, id, "confirmation", clock.now))).toBeUndefined();
});

function book(studio: TestStudio, booking: Booking, state: BookableState = "confirmed") {
  return studio.write((db) => bookSession(db, { ...booking, state }, clock));
}

function idOf(booked: Awaited<ReturnType<typeof book>>): string {
  if (!booked.ok) throw new Error(`the session was not booked: ${booked.reason}`);
  return booked.id;
}

/** A studio with four rooms, an engineer, a microphone, and a booking that takes one of each. */
async function house(wish: Parameters<typeof newStudio>[0] = {}) {
  const studio = await newStudio(wish);
  return studio.write(async (db) => {
    const all = await db
      .insert(rooms)
      .values(["A", "B", "C", "D"].map((name) => ({ name, kind: "live" as const })))
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const [ida] = await db
      .insert(people)
      .values({ name: "Ida Ferrand", trade: "engineer" })
      .returning({ id: people.id });
    const [unit] = await db
      .insert(equipment)
      .values({ name: "U 47", kind: "microphone" })
      .returning({ id: equipment.id });
    const booking: Booking = {
      roomId: all[0]!.id,
      clientId: client!.id,
      projectId: null,
      kind: "recording",
      startsAt: at("13:00"),
      endsAt: at("17:00"),
      priceCents: null,
      notes: null,
      crew: [{ personId: ida!.id, role: "engineer" }],
      equipmentIds: [unit!.id],
    };
    return { studio, booking, rooms: all.map(({ id }) => id) };
  });
}
