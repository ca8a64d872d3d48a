import { expect, test } from "vitest";
import { absenceSchema, absenceTimes, absenceTyped, awayUntil } from "./person.ts";

const clock = { timeZone: "Europe/Paris", dayStartsAt: "06:00" };
const none = { lastDay: null, from: null, to: null };

const timesOf = (typed: object) => {
  const times = absenceTimes({ ...none, firstDay: "2026-11-23", ...typed }, clock);
  return times && [times.startsAt.toISOString(), times.endsAt.toISOString()];
};

test("days of absence are the studio's, both included", () => {
  expect(timesOf({})).toEqual(["2026-11-23T05:00:00.000Z", "2026-11-24T05:00:00.000Z"]);
  expect(timesOf({ lastDay: "2026-11-27" })).toEqual([
    "2026-11-23T05:00:00.000Z",
    "2026-11-28T05:00:00.000Z",
  ]);
});

test("a day of absence is as long as clocks make it", () => {
  expect(timesOf({ firstDay: "2026-10-24" })).toEqual([
    "2026-10-24T04:00:00.000Z",
    "2026-10-25T05:00:00.000Z",
  ]);
  expect(timesOf({ firstDay: "2026-03-28" })).toEqual([
    "2026-03-28T05:00:00.000Z",
    "2026-03-29T04:00:00.000Z",
  ]);
});

test("a time of the small hours is of the night that ends its day", () => {
  expect(timesOf({ from: "20:00", to: "02:00" })).toEqual([
    "2026-11-23T19:00:00.000Z",
    "2026-11-24T01:00:00.000Z",
  ]);
  expect(timesOf({ from: "04:30" })).toEqual([
    "2026-11-24T03:30:00.000Z",
    "2026-11-24T05:00:00.000Z",
  ]);
});

test("what would end before it starts, or in an hour that a spring night skips, is no time", () => {
  expect(timesOf({ from: "14:00", to: "10:00" })).toBeUndefined();
  expect(timesOf({ from: "14:00", to: "14:00" })).toBeUndefined();
  expect(timesOf({ firstDay: "2026-03-28", from: "02:30", to: "03:15" })).toBeUndefined();
});

test("an absence is typed again as it was", () => {
  for (const typed of [
    { firstDay: "2026-11-23", lastDay: "2026-11-23", from: null, to: null },
    { firstDay: "2026-10-24", lastDay: "2026-10-26", from: "14:00", to: null },
    { firstDay: "2026-03-27", lastDay: "2026-03-28", from: null, to: "01:30" },
  ]) {
    expect(absenceTyped(absenceTimes(typed, clock)!, clock)).toEqual(typed);
  }
});

test("a form's absence ends with its first day or later, within the calendar", () => {
  const read = (typed: object) => absenceSchema.safeParse({ firstDay: "2026-11-23", ...typed });
  expect(read({}).success).toBe(true);
  expect(read({ lastDay: "2026-11-22" }).error?.issues).toMatchObject([
    { path: ["lastDay"], message: "people:errors.endsBefore" },
  ]);
  for (const firstDay of ["2026-02-30", "0000-01-01", "9999-12-31"]) {
    expect(read({ firstDay }).success).toBe(false);
  }
  expect(read({ from: "25:00" }).success).toBe(false);
});

test("somebody is away until the last of what holds now", () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
  const absences = [
    { startsAt: at(8), endsAt: at(12) },
    { startsAt: at(9), endsAt: at(15) },
    { startsAt: at(20), endsAt: at(22) },
  ];
  expect(awayUntil(absences, at(10))).toEqual(at(15));
  expect(awayUntil(absences, at(15))).toBeNull();
});
