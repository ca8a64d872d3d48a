import { asc } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { absences, allocations, series, sessions } from "#db/schema/studio/index.ts";
import { dayOf, timeOf } from "#app/lib/dates.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import {
  book,
  bookOne,
  clock,
  counted,
  fiveTuesdays,
  houseIn,
  idOf,
  occurrences,
  on,
  ruleOf,
  tuesdays,
  zone,
} from "../../../tests/support/series.ts";
import { bookSeries, findSeriesOf } from "./series.server.ts";

const { newStudio } = await testPlatform();
const house = (wish?: Parameters<typeof newStudio>[0]) => houseIn(newStudio, wish);

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("of two series over one slot that are booked at once only one has each date", async () => {
    const { studio, booking: staffed } = await house({ isolation });
    // They share the room alone, so that nothing else makes one wait for the other.
    const booking = { ...staffed, crew: [], equipmentIds: [] };
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
