import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import { clients, projects, rooms, sessions } from "#db/schema/studio/index.ts";
import { readCursor, pageOf } from "#app/lib/keyset.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import { listSessions, listSessionsIn } from "./session-lists.server.ts";
import { cancelSession, takeStep, takeStepBack } from "./session-steps.server.ts";
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
  test("of fifty who book one slot at once exactly one has it, the others are told who", async () => {
    const { studio, booking } = await studioWithRoom({ isolation });
    const booked = await Promise.all(Array.from({ length: 50 }, () => book(studio, booking)));
    const [winner, ...doubles] = booked.filter(({ ok }) => ok);
    expect(doubles).toEqual([]);
    const id = winner?.ok === true && winner.id;
    const others = booked.filter(({ ok }) => !ok);
    expect(others).toHaveLength(49);
    for (const other of others) {
      expect(other).toMatchObject({ reason: "clash", clash: { id, client: "Nadia Ferrand" } });
    }
  });

  test("of sessions moved to one slot at once exactly one gets there", async () => {
    const { studio, booking } = await studioWithRoom({ isolation });
    const ids = await Promise.all(
      ["06:00", "07:00", "08:00", "09:00"].map(async (time) => {
        const [startsAt, endsAt] = [at(time), new Date(at(time).getTime() + 3_600_000)];
        return idOf(await book(studio, { ...booking, startsAt, endsAt }));
      }),
    );
    const moved = await Promise.all(
      ids.map((id) => studio.write((db) => rescheduleSession(db, id, booking, clock))),
    );
    expect(moved.filter((it) => it?.ok)).toHaveLength(1);
  });
});

test("sessions back to back do not clash", async () => {
  const { studio, booking } = await studioWithRoom();
  const before = { ...booking, startsAt: at("10:00"), endsAt: booking.startsAt };
  const after = { ...booking, startsAt: booking.endsAt, endsAt: at("20:00") };
  for (const each of [booking, before, after]) {
    expect(await book(studio, each)).toMatchObject({ ok: true });
  }
});

test("a clash says what stands there and offers free slots and free rooms", async () => {
  const { studio, booking, otherRoomId } = await studioWithRoom();
  await book(studio, booking);
  const wanted = { ...booking, startsAt: at("16:00"), endsAt: at("18:00") };
  expect(await book(studio, wanted)).toEqual({
    ok: false,
    reason: "clash",
    clash: expect.objectContaining({
      client: "Nadia Ferrand",
      takes: "room",
      what: "Studio A",
      startsAt: at("13:00"),
      endsAt: at("17:00"),
    }),
    free: [
      { startsAt: at("11:00"), endsAt: at("13:00") },
      { startsAt: at("17:00"), endsAt: at("19:00") },
      { startsAt: new Date("2026-11-21T16:00:00Z"), endsAt: new Date("2026-11-21T18:00:00Z") },
    ],
    elsewhere: [{ id: otherRoomId, name: "Studio B", colour: 2 }],
  });
});

test("the price is the room's where none is given", async () => {
  const { studio, booking } = await studioWithRoom();
  const id = idOf(await book(studio, booking));
  expect(await studio.read((db) => findSession(db, id))).toMatchObject({ priceCents: 180_00 });
  const free = { ...booking, priceCents: 0 };
  await studio.write((db) => rescheduleSession(db, id, free, clock));
  expect(await studio.read((db) => findSession(db, id))).toMatchObject({ priceCents: 0 });
});

test("another studio's room, client and project are refused as if they did not exist", async () => {
  const [one, other] = [await studioWithRoom(), await studioWithRoom()];
  for (const field of ["roomId", "clientId", "projectId"] as const) {
    const forged = { ...one.booking, [field]: other.booking[field] };
    expect(await book(one.studio, forged)).toEqual({ ok: false, reason: "unknown", field });
  }
  const id = idOf(await book(one.studio, one.booking));
  expect(await other.studio.read((db) => findSession(db, id))).toBeUndefined();
  const { write } = other.studio;
  expect(await write((db) => rescheduleSession(db, id, other.booking, clock))).toBeUndefined();
  expect(await write((db) => takeStep(db, id, "start", clock.now))).toBeUndefined();
  expect(await write((db) => cancelSession(db, id, null, clock.now))).toBeUndefined();
  expect(await write((db) => restoreSession(db, id, "confirmed", clock))).toBeUndefined();
});

test("the database itself refuses another studio's room", async () => {
  const [one, other] = [await studioWithRoom(), await studioWithRoom()];
  const forged = one.studio.write((db) =>
    db.insert(sessions).values({ ...one.booking, roomId: other.booking.roomId }),
  );
  await expect(forged).rejects.toSatisfy((error) => codeOf(error) === "23503");
});

test("a project of another client and an archived room cannot be booked", async () => {
  const { studio, booking } = await studioWithRoom();
  const [someone] = await studio.write((db) =>
    db.insert(clients).values({ name: "Malo" }).returning({ id: clients.id }),
  );
  expect(await book(studio, { ...booking, clientId: someone!.id })).toMatchObject({
    reason: "unknown",
    field: "projectId",
  });
  await studio.write((db) =>
    db.update(rooms).set({ archivedAt: clock.now }).where(eq(rooms.id, booking.roomId)),
  );
  expect(await book(studio, booking)).toMatchObject({ reason: "unknown", field: "roomId" });
});

test("a session moves within its own time, and not onto another", async () => {
  const { studio, booking } = await studioWithRoom();
  const id = idOf(await book(studio, booking));
  const later = { ...booking, startsAt: at("15:00"), endsAt: at("19:00") };
  const move = (to: Booking) => studio.write((db) => rescheduleSession(db, id, to, clock));
  expect(await move(later)).toEqual({ ok: true, id });
  const otherId = idOf(await book(studio, { ...booking, endsAt: at("15:00") }));
  expect(await move(booking)).toMatchObject({ reason: "clash", clash: { id: otherId } });
  expect(await studio.read((db) => findSession(db, id))).toMatchObject({ startsAt: at("15:00") });
});

test("a cancelled session frees its room, and comes back only where that is free", async () => {
  const { studio, booking } = await studioWithRoom();
  const id = idOf(await book(studio, booking));
  const restore = () => studio.write((db) => restoreSession(db, id, "confirmed", clock));
  expect(await restore()).toEqual({ ok: true, id });
  await studio.write((db) => cancelSession(db, id, "Chanteuse malade", clock.now));
  expect(await studio.read((db) => findSession(db, id))).toMatchObject({
    state: "cancelled",
    cancellationReason: "Chanteuse malade",
    cancelledAt: clock.now,
  });
  const successor = idOf(await book(studio, booking));
  expect(await restore()).toMatchObject({ reason: "clash", clash: { id: successor } });
  await studio.write((db) => cancelSession(db, successor, null, clock.now));
  expect(await restore()).toEqual({ ok: true, id });
  expect(await studio.read((db) => findSession(db, id))).toMatchObject({
    state: "confirmed",
    cancelledAt: null,
    cancellationReason: null,
  });
});

test("a step is taken once, and back", async () => {
  const { studio, booking } = await studioWithRoom();
  const id = idOf(await book(studio, booking));
  const during = at("14:00");
  const start = () => studio.write((db) => takeStep(db, id, "start", during));
  expect(await Promise.all([start(), start()])).toEqual(
    expect.arrayContaining([
      { ok: true, state: "in_progress" },
      { ok: false, state: "in_progress" },
    ]),
  );
  expect(await studio.write((db) => cancelSession(db, id, null, during))).toMatchObject({
    ok: false,
  });
  expect(await studio.write((db) => takeStepBack(db, id, "start"))).toEqual({
    ok: true,
    state: "confirmed",
  });
});

test("a calendar shows what reaches into its span, cancelled ones only when asked", async () => {
  const { studio, booking } = await studioWithRoom();
  const lockout = { ...booking, startsAt: new Date("2026-11-02T09:00:00Z"), endsAt: at("09:00") };
  await book(studio, lockout);
  const id = idOf(await book(studio, booking));
  const span = { from: at("05:00"), until: at("23:00") };
  const shown = async (filter = {}) =>
    (await studio.read((db) => listSessionsIn(db, span, filter))).map((it) => it.startsAt);
  expect(await shown()).toEqual([lockout.startsAt, booking.startsAt]);
  await studio.write((db) => cancelSession(db, id, null, clock.now));
  expect(await shown()).toEqual([lockout.startsAt]);
  expect(await shown({ withCancelled: true })).toHaveLength(2);
});

test("a list pages in both directions of time and finds by client and project", async () => {
  const { studio, booking } = await studioWithRoom();
  const day = (n: number) => new Date(Date.UTC(2026, 10, 1, n));
  await studio.write((db) =>
    db.insert(sessions).values(
      Array.from({ length: 60 }, (_, n) => ({
        ...booking,
        startsAt: day(n),
        endsAt: day(n + 1),
      })),
    ),
  );
  const page = async (filter: object, after: string | null = null) => {
    const rows = await studio.read((db) =>
      listSessions(db, { ...filter, now: day(5) }, readCursor(after)),
    );
    return pageOf(rows, (row) => row.startsAt.getTime());
  };
  const first = await page({});
  expect(first.rows.map(({ startsAt }) => startsAt)[0]).toEqual(day(59));
  const second = await page({}, first.next);
  expect(second.rows.map(({ startsAt }) => startsAt)).toEqual(
    Array.from({ length: 10 }, (_, n) => day(9 - n)),
  );
  expect(second.next).toBeNull();
  const upcoming = await page({ when: "upcoming" });
  expect(upcoming.rows[0]?.startsAt).toEqual(day(5));
  expect((await page({ when: "upcoming" }, upcoming.next)).rows[0]?.startsAt).toEqual(day(55));
  expect((await page({ when: "past" })).rows).toHaveLength(5);
  expect((await page({ typed: "ete nad" })).rows).toHaveLength(50);
  expect((await page({ typed: "hiver" })).rows).toEqual([]);
});

function book(studio: TestStudio, booking: Booking) {
  return studio.write((db) => bookSession(db, { ...booking, state: "confirmed" }, clock));
}

function idOf(booked: Awaited<ReturnType<typeof book>>): string {
  if (!booked.ok) throw new Error(`the session was not booked: ${booked.reason}`);
  return booked.id;
}

async function studioWithRoom(wish: Parameters<typeof newStudio>[0] = {}) {
  const studio = await newStudio(wish);
  return studio.write(async (db) => {
    const [room, otherRoom] = await db
      .insert(rooms)
      .values([
        { name: "Studio A", kind: "live", colour: 1, halfDayRateCents: 180_00 },
        { name: "Studio B", kind: "live", colour: 2 },
      ])
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia Ferrand" })
      .returning({ id: clients.id });
    const [project] = await db
      .insert(projects)
      .values({ clientId: client!.id, title: "Été", kind: "album" })
      .returning({ id: projects.id });
    const booking: Booking = {
      roomId: room!.id,
      clientId: client!.id,
      projectId: project!.id,
      kind: "recording",
      startsAt: at("13:00"),
      endsAt: at("17:00"),
      priceCents: null,
      notes: null,
      crew: [],
      equipmentIds: [],
    };
    return { studio, booking, otherRoomId: otherRoom!.id };
  });
}
