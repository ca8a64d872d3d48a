import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { allocations, series } from "#db/schema/studio/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import {
  book,
  bookOne,
  change,
  clock,
  fiveTuesdays,
  houseIn,
  idOf,
  occurrences,
  on,
  tuesdays,
} from "../../../tests/support/series.ts";
import { cancelFollowing } from "./series-changes.server.ts";
import { findSeriesOf } from "./series.server.ts";
import { cancelSession, takeStep } from "./session-steps.server.ts";
import { rescheduleSession, restoreSession } from "./sessions.server.ts";

const { newStudio } = await testPlatform();
const house = (wish?: Parameters<typeof newStudio>[0]) => houseIn(newStudio, wish);

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
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
