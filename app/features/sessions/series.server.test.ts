import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  absences,
  allocations,
  clients,
  equipment,
  people,
  rooms,
  series,
  sessions,
} from "#db/schema/studio/index.ts";
import { dayOf, instantAt, timeOf } from "#app/lib/dates.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import { readRule } from "./recurrence.ts";
import { cancelFollowing, changeFollowing } from "./series-changes.server.ts";
import { bookSeries, findSeriesOf } from "./series.server.ts";
import type { BookableState } from "./session.ts";
import { cancelSession, takeStep } from "./session-steps.server.ts";
import { type Booking, bookSession, rescheduleSession, restoreSession } from "./sessions.server.ts";

const { newStudio } = await testPlatform();

const zone = "Europe/Paris";
const clock = { timeZone: zone, now: new Date("2027-02-01T12:00:00Z") };
const on = (day: string, time: string) => instantAt(day, time, zone);
const fiveTuesdays = "FREQ=WEEKLY;BYDAY=TU;COUNT=5";
const tuesdays = ["2027-03-16", "2027-03-23", "2027-03-30", "2027-04-06", "2027-04-13"];

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("of two series over one slot that are booked at once only one has each date", async () => {
    const { studio, booking } = await house({ isolation });
    // The second comes on every day of the first, and on others.
    const daily = "FREQ=DAILY;COUNT=30";
    const booked = await Promise.all(
      [fiveTuesdays, daily, fiveTuesdays, daily].map((rule) => book(studio, booking, rule, [])),
    );
    const [won, ...more] = booked.filter(({ ok }) => ok);
    expect([won?.ok, more]).toEqual([true, []]);
    for (const other of booked.filter(({ ok }) => !ok)) {
      expect(other).toMatchObject({ reason: "review", preview: { since: expect.any(Array) } });
    }
    const rows = await studio.read((db) => db.select().from(sessions));
    expect(new Set(rows.map(({ startsAt }) => +startsAt)).size).toBe(rows.length);
    expect(await studio.read((db) => db.select().from(series))).toHaveLength(1);
  });

  test("dates that clash are shown, and left out only where one agrees", async () => {
    const { studio, booking } = await house({ isolation });
    await bookOne(studio, booking, tuesdays[2]!);
    await studio.write((db) =>
      db.insert(absences).values({
        personId: booking.crew[0]!.personId,
        startsAt: on(tuesdays[3]!, "00:00"),
        endsAt: on(tuesdays[3]!, "23:00"),
      }),
    );
    const shown = await book(studio, booking, fiveTuesdays, undefined);
    expect(shown).toMatchObject({ ok: false, reason: "review", preview: { since: null } });
    const { dates } = !shown.ok && "preview" in shown ? shown.preview : { dates: [] };
    expect(dates.map(({ day, hindrance }) => [day, hindrance?.is])).toEqual([
      [tuesdays[0], undefined],
      [tuesdays[1], undefined],
      [tuesdays[2], "clash"],
      [tuesdays[3], "away"],
      [tuesdays[4], undefined],
    ]);
    expect(dates[2]?.hindrance).toMatchObject({
      client: "Nadia",
      what: "A",
      startsAt: on(tuesdays[2]!, "10:00"),
    });
    expect(await book(studio, booking, fiveTuesdays, [tuesdays[2]!])).toMatchObject({
      reason: "review",
      preview: { since: [tuesdays[3]] },
    });
    expect(await occurrences(studio)).toEqual([]);
    const agreed = [tuesdays[2]!, tuesdays[3]!, tuesdays[4]!];
    const id = idOf(await book(studio, booking, fiveTuesdays, agreed));
    const found = await studio.read((db) => findSeriesOf(db, id, clock.now));
    // What could be booked is, agreed to or not.
    expect(found?.exceptions).toEqual([tuesdays[2], tuesdays[3]]);
    expect(found?.occurrences.map(({ day }) => day)).toEqual([0, 1, 4].map((n) => tuesdays[n]));
  });

  test("a session and those that follow move by a day, over each other, and the series is split", async () => {
    const { studio, booking } = await house({ isolation });
    const daily = idOf(await book(studio, booking, "FREQ=DAILY;COUNT=6", []));
    const before = await studio.read((db) => findSeriesOf(db, daily, clock.now));
    const third = before!.occurrences[2]!;
    const later = {
      ...booking,
      startsAt: on("2027-03-19", "11:00"),
      endsAt: on("2027-03-19", "13:00"),
    };
    const changed = await change(studio, third.id, later, []);
    expect(changed).toMatchObject({ ok: true, id: third.id });
    const first = await studio.read((db) => findSeriesOf(db, daily, clock.now));
    const second = await studio.read((db) => findSeriesOf(db, third.id, clock.now));
    expect(first?.occurrences.map(({ day }) => day)).toEqual(["2027-03-16", "2027-03-17"]);
    expect(first?.rule.ends).toEqual({ until: "2027-03-17" });
    expect(second?.rule.ends).toEqual({ count: 4 });
    expect(second?.occurrences.map(({ startsAt }) => startsAt)).toEqual(
      ["2027-03-19", "2027-03-20", "2027-03-21", "2027-03-22"].map((day) => on(day, "11:00")),
    );
    const taken = await studio.read((db) => db.select().from(allocations));
    expect(taken.filter(({ claim }) => claim === "firm")).toHaveLength(3 * 6);
  });
});

test("ten o'clock stays ten o'clock after the clocks change", async () => {
  const { studio, booking } = await house();
  await book(studio, booking, fiveTuesdays, []);
  const rows = await studio.read((db) =>
    db.select().from(sessions).orderBy(asc(sessions.startsAt)),
  );
  expect(rows.map(({ startsAt }) => `${dayOf(startsAt, zone)} ${timeOf(startsAt, zone)}`)).toEqual(
    tuesdays.map((day) => `${day} 10:00`),
  );
  expect(rows.map(({ startsAt }) => startsAt.getUTCHours())).toEqual([9, 9, 8, 8, 8]);
});

test("two hundred sessions with a crew and units are booked in a dozen statements", async () => {
  const { studio, booking } = await house();
  const statements = await counted(studio, (db) =>
    bookSeries(db, { ...booking, state: "confirmed" }, ruleOf("FREQ=DAILY;COUNT=200"), [], clock),
  );
  expect(statements).toBeLessThanOrEqual(12);
  const rows = await studio.read((db) => db.select().from(allocations));
  expect(rows).toHaveLength(600);
});

test("where everything clashes, or a series meets itself, nothing is booked", async () => {
  const { studio, booking } = await house();
  for (const day of tuesdays) await bookOne(studio, booking, day);
  expect(await book(studio, booking, fiveTuesdays, tuesdays)).toMatchObject({
    reason: "nothingLeft",
  });
  const night = { ...booking, endsAt: on("2027-03-17", "11:00") };
  expect(await book(studio, night, "FREQ=DAILY;COUNT=3", [])).toEqual({
    ok: false,
    reason: "overlap",
  });
  expect(await studio.read((db) => db.select().from(series))).toEqual([]);
});

test("a series of holds stands beside other holds, and not beside what is firm", async () => {
  const { studio, booking } = await house();
  expect(await book(studio, booking, fiveTuesdays, [], "hold")).toMatchObject({ ok: true });
  expect(await book(studio, booking, fiveTuesdays, [], "hold")).toMatchObject({ ok: true });
  expect(await book(studio, booking, fiveTuesdays, [])).toMatchObject({ reason: "review" });
});

test("what follows changes where it still is as the series, and what happened stays", async () => {
  const { studio, booking, rooms: all, zoe } = await house();
  const id = idOf(await book(studio, booking, fiveTuesdays, []));
  const ids = (await occurrences(studio)).map((it) => it.id);
  const alone = { ...booking, roomId: all[2]!, startsAt: on(tuesdays[2]!, "10:00") };
  await studio.write((db) =>
    rescheduleSession(db, ids[2]!, { ...alone, endsAt: on(tuesdays[2]!, "12:00") }, clock),
  );
  await studio.write((db) => cancelSession(db, ids[3]!, null, clock.now));
  const to = {
    ...booking,
    roomId: all[1]!,
    kind: "mixing" as const,
    notes: "Reprise",
    crew: [...booking.crew, { personId: zoe, role: "assistant" as const }],
  };
  expect(await change(studio, id, to, [])).toMatchObject({ ok: true });
  const rows = await occurrences(studio);
  expect(rows.map(({ roomId }) => all.indexOf(roomId))).toEqual([1, 1, 2, 0, 1]);
  expect(rows.map(({ kind }) => kind)).toEqual([
    "mixing",
    "mixing",
    "mixing",
    "recording",
    "mixing",
  ]);
  const hers = await studio.read((db) =>
    db.select().from(allocations).where(eq(allocations.personId, zoe)),
  );
  expect(hers).toHaveLength(4);
  const taken = await studio.read((db) => db.select().from(allocations));
  expect(taken.filter(({ claim }) => claim === "none").map((it) => it.sessionId)).toEqual(
    Array.from({ length: 3 }, () => ids[3]),
  );
  // The first session changes the series as a whole.
  expect(await studio.read((db) => db.select().from(series))).toHaveLength(1);
});

test("a date that clashes stays as it was, also in the way of another of its series", async () => {
  const { studio, booking } = await house();
  const id = idOf(await book(studio, booking, "FREQ=DAILY;COUNT=4", []));
  await bookOne(studio, booking, "2027-03-20");
  const tomorrow = {
    ...booking,
    startsAt: on("2027-03-17", "10:00"),
    endsAt: on("2027-03-17", "12:00"),
  };
  // The last one cannot move, so that the third cannot, and so on to the first.
  expect(await change(studio, id, tomorrow, undefined)).toMatchObject({ reason: "review" });
  const all = ["2027-03-16", "2027-03-17", "2027-03-18", "2027-03-19"];
  expect(await change(studio, id, tomorrow, all)).toMatchObject({ reason: "nothingLeft" });
  const evening = { ...booking, startsAt: on("2027-03-16", "09:00") };
  expect(await change(studio, id, evening, [])).toMatchObject({ ok: true });
});

test("a monthly series does not move to another day, and a session of none has none to follow", async () => {
  const { studio, booking } = await house();
  const id = idOf(await book(studio, booking, "FREQ=MONTHLY;BYMONTHDAY=16;COUNT=3", []));
  const later = {
    ...booking,
    startsAt: on("2027-03-17", "10:00"),
    endsAt: on("2027-03-17", "12:00"),
  };
  expect(await change(studio, id, later, [])).toEqual({ ok: false, reason: "monthly" });
  const single = await bookOne(studio, booking, "2027-05-03");
  expect(await change(studio, single, booking, [])).toBeUndefined();
});

test("this and those that follow are cancelled, what is under way is not, and each can come back", async () => {
  const { studio, booking } = await house();
  await book(studio, booking, fiveTuesdays, []);
  const ids = (await occurrences(studio)).map((it) => it.id);
  await studio.write((db) => takeStep(db, ids[4]!, "start", on(tuesdays[4]!, "10:00")));
  const cancel = (id: string) =>
    studio.write((db) => cancelFollowing(db, id, "Tournée", clock.now));
  expect(await cancel(ids[2]!)).toEqual({ count: 2 });
  expect(await cancel(ids[2]!)).toBeUndefined();
  expect((await occurrences(studio)).map(({ state }) => state)).toEqual([
    "confirmed",
    "confirmed",
    "cancelled",
    "cancelled",
    "in_progress",
  ]);
  const found = await studio.read((db) => findSeriesOf(db, ids[0]!, clock.now));
  expect(found?.rule.ends).toEqual({ until: "2027-03-29" });
  expect(await studio.write((db) => restoreSession(db, ids[2]!, "confirmed", clock))).toMatchObject(
    { ok: true },
  );
});

test("another studio's series is none", async () => {
  const [one, other] = [await house(), await house()];
  const id = idOf(await book(one.studio, one.booking, fiveTuesdays, []));
  expect(await other.studio.read((db) => findSeriesOf(db, id, clock.now))).toBeUndefined();
  expect(await change(other.studio, id, other.booking, [])).toBeUndefined();
  expect(
    await other.studio.write((db) => cancelFollowing(db, id, null, clock.now)),
  ).toBeUndefined();
  const forged = { ...one.booking, roomId: other.booking.roomId };
  expect(await book(one.studio, forged, fiveTuesdays, [])).toMatchObject({ field: "roomId" });
});

function book(
  studio: TestStudio,
  booking: Booking,
  rule: string,
  agreed: string[] | undefined,
  state: BookableState = "confirmed",
) {
  return studio.write((db) => bookSeries(db, { ...booking, state }, ruleOf(rule), agreed, clock));
}

function change(studio: TestStudio, id: string, to: Booking, agreed: string[] | undefined) {
  return studio.write((db) => changeFollowing(db, id, to, agreed, clock));
}

async function bookOne(studio: TestStudio, booking: Booking, day: string) {
  const times = { startsAt: on(day, "10:00"), endsAt: on(day, "12:00") };
  const crewless = {
    ...booking,
    ...times,
    crew: [],
    equipmentIds: [],
    state: "confirmed" as const,
  };
  return idOf(await studio.write((db) => bookSession(db, crewless, clock)));
}

function idOf(booked: { ok: boolean; id?: string; reason?: string }): string {
  if (!booked.id) throw new Error(`it was not booked: ${booked.reason}`);
  return booked.id;
}

function ruleOf(text: string) {
  const rule = readRule(text);
  if (!rule) throw new Error(`no rule: ${text}`);
  return rule;
}

function occurrences(studio: TestStudio) {
  return studio.read((db) =>
    db
      .select()
      .from(sessions)
      .where(eq(sessions.kind, sessions.kind))
      .orderBy(asc(sessions.occurrenceDay))
      .then((rows) => rows.filter(({ seriesId }) => seriesId !== null)),
  );
}

type Work = Parameters<TestStudio["write"]>[0];

/** How many statements some work sends. */
async function counted(studio: TestStudio, work: Work): Promise<number> {
  let statements = 0;
  await studio.write((db) => {
    const { session } = db as unknown as {
      session: { prepareQuery: (...all: unknown[]) => unknown };
    };
    const prepare = session.prepareQuery.bind(session);
    session.prepareQuery = (...all) => {
      statements += 1;
      return prepare(...all);
    };
    return work(db);
  });
  return statements;
}

/** A studio with three rooms, an engineer, an assistant, a microphone, and a booking on 16 March. */
async function house(wish: Parameters<typeof newStudio>[0] = {}) {
  const studio = await newStudio(wish);
  return studio.write(async (db) => {
    const all = await db
      .insert(rooms)
      .values(["A", "B", "C"].map((name) => ({ name, kind: "live" as const })))
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const [ida, zoe] = await db
      .insert(people)
      .values([
        { name: "Ida Ferrand", trade: "engineer" },
        { name: "Zoé Caron", trade: "assistant" },
      ])
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
      startsAt: on("2027-03-16", "10:00"),
      endsAt: on("2027-03-16", "12:00"),
      priceCents: null,
      notes: null,
      crew: [{ personId: ida!.id, role: "engineer" }],
      equipmentIds: [unit!.id],
    };
    return { studio, booking, rooms: all.map(({ id }) => id), zoe: zoe!.id };
  });
}
