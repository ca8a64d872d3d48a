import { describe, expect, test } from "vitest";
import { clients, projects, rooms } from "#db/schema/studio/index.ts";
import { instantAt } from "#app/lib/dates.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import { cancelSession } from "./session-steps.server.ts";
import type { BookableState } from "./session.ts";
import { type Booking, bookSession } from "./sessions.server.ts";
import {
  addWaiting,
  closeWaiting,
  editWaiting,
  findWaiting,
  listFits,
  listTakers,
  listWaiting,
  reopenWaiting,
} from "./waiting.server.ts";
import type { WaitingValues } from "./waiting.ts";

const { newStudio } = await testPlatform();

const timeZone = "Europe/Paris";
const clock = { timeZone, now: new Date("2027-03-01T12:00:00Z") };
const at = (day: string, time: string) => instantAt(day, time, timeZone);
const [tuesday, wednesday] = ["2027-03-02", "2027-03-03"];

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("who waits fits as soon as what stood there is cancelled, and no more once it is taken", async () => {
    const { studio, booking, wish } = await house({ isolation });
    const [first, second] = [
      await book(studio, booking, tuesday),
      await book(studio, booking, wednesday),
    ];
    const id = await wait(studio, wish);
    const fits = () =>
      studio.read(async (db) => (await listFits(db, await listWaiting(db), clock)).get(id));
    const takers = (of: string) =>
      studio.read((db) =>
        listTakers(db, { roomId: booking.roomId, ...slot(of, "14:00", "20:00") }, clock),
      );
    expect(await fits()).toEqual([]);
    await studio.write((db) => cancelSession(db, second, null, clock.now));
    const fit = { roomId: booking.roomId, room: "A", ...slot(wednesday, "14:00", "18:00") };
    expect(await fits()).toEqual([fit]);
    expect(await takers(wednesday)).toMatchObject([{ id, client: { name: "Nadia" }, fit }]);
    expect(await takers(tuesday)).toEqual([]);
    await book(studio, booking, wednesday);
    expect([await fits(), await takers(wednesday)]).toEqual([[], []]);
    await studio.write((db) => cancelSession(db, first, null, clock.now));
    expect(await fits()).toHaveLength(1);
  });
});

test("any room will do where none is named, and a hold whose time is over takes nothing", async () => {
  const { studio, booking, wish } = await house();
  await book(studio, booking, tuesday, "hold");
  await book(studio, booking, wednesday);
  const id = await wait(studio, { ...wish, roomId: null });
  const found = async (now: Date) =>
    studio.read(async (db) =>
      (await listFits(db, await listWaiting(db), { timeZone, now }))
        .get(id)
        ?.map(({ room, startsAt }) => `${room} ${startsAt.toISOString().slice(0, 10)}`),
    );
  expect(await found(clock.now)).toEqual([`B ${tuesday}`, `B ${wednesday}`]);
  // A hold stands until its slot begins; by then only the rest of it is left.
  const early = { ...wish, latestDay: tuesday, minutes: 60 };
  await studio.write((db) => editWaiting(db, id, early));
  expect(await found(at(tuesday, "14:00"))).toEqual([`A ${tuesday}`]);
});

test("an entry is closed once, with what was booked for it, and opened again", async () => {
  const { studio, booking, wish } = await house();
  const id = await wait(studio, wish);
  const session = await book(studio, booking, tuesday);
  const close = () => studio.write((db) => closeWaiting(db, id, clock.now, session));
  expect([await close(), await close()]).toEqual([true, false]);
  expect(await studio.read((db) => listWaiting(db))).toEqual([]);
  expect(await studio.read((db) => listWaiting(db, { closed: true }))).toMatchObject([
    { id, sessionId: session, closedAt: clock.now },
  ]);
  expect(await studio.write((db) => editWaiting(db, id, wish))).toBeUndefined();
  expect(await studio.write((db) => reopenWaiting(db, id))).toBe(true);
  expect(await studio.read((db) => findWaiting(db, id))).toMatchObject({
    closedAt: null,
    sessionId: null,
  });
});

test("another studio's client, project, room and entries are none", async () => {
  const [one, other] = [await house(), await house()];
  for (const field of ["clientId", "projectId", "roomId"] as const) {
    const forged = { ...one.wish, [field]: other.wish[field] };
    expect(await one.studio.write((db) => addWaiting(db, forged))).toEqual({ ok: false, field });
  }
  const id = await wait(one.studio, one.wish);
  const { read, write } = other.studio;
  expect(await read((db) => findWaiting(db, id))).toBeUndefined();
  expect(await read((db) => listWaiting(db))).toEqual([]);
  expect(await write((db) => editWaiting(db, id, other.wish))).toBeUndefined();
  expect(await write((db) => closeWaiting(db, id, clock.now))).toBe(false);
  expect(await write((db) => reopenWaiting(db, id))).toBe(false);
});

function slot(day: string, from: string, to: string) {
  return { startsAt: at(day, from), endsAt: at(day, to) };
}

async function book(
  studio: TestStudio,
  booking: Booking,
  day: string,
  state: BookableState = "confirmed",
) {
  const times = slot(day, "14:00", "20:00");
  const booked = await studio.write((db) =>
    bookSession(db, { ...booking, ...times, state }, clock),
  );
  if (!booked.ok) throw new Error(`the session was not booked: ${booked.reason}`);
  return booked.id;
}

async function wait(studio: TestStudio, wish: WaitingValues): Promise<string> {
  const added = await studio.write((db) => addWaiting(db, wish));
  if (!added.ok) throw new Error(`nobody waits: ${added.field}`);
  return added.id;
}

/** A studio with two rooms, a booking of the first, and somebody who wants it for an afternoon. */
async function house(place: Parameters<typeof newStudio>[0] = {}) {
  const studio = await newStudio(place);
  return studio.write(async (db) => {
    const [room] = await db
      .insert(rooms)
      .values(["A", "B"].map((name) => ({ name, kind: "live" as const })))
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const [project] = await db
      .insert(projects)
      .values({ clientId: client!.id, title: "Été", kind: "album" })
      .returning({ id: projects.id });
    const common = {
      ...{ roomId: room!.id, clientId: client!.id, projectId: project!.id },
      kind: "recording" as const,
    };
    const booking: Booking = {
      ...common,
      ...slot(tuesday, "14:00", "20:00"),
      ...{ priceCents: null, notes: null, crew: [], equipmentIds: [] },
    };
    const wish: WaitingValues = {
      ...common,
      ...{ earliestDay: tuesday, latestDay: wednesday, fromTime: "14:00", toTime: "20:00" },
      ...{ minutes: 240, note: null },
    };
    return { studio, booking, wish };
  });
}
