import { expect, test } from "vitest";
import { freeSlots } from "./free-slots.ts";
import { isLate, proposedPrice, SESSION_STATES, sessionSchema, timesOf } from "./session.ts";
import { canCancel, lastStepOf, stepsOf } from "./session-steps.ts";

const timeZone = "Europe/Paris";
const typed = {
  clientId: "0199d0c4-0000-7000-8000-000000000001",
  roomId: "0199d0c4-0000-7000-8000-000000000002",
  kind: "recording",
  day: "2026-11-20",
  from: "14:00",
  to: "18:00",
};
const errorsOf = (change: object) =>
  sessionSchema.safeParse({ ...typed, ...change }).error?.issues.map(({ message }) => message);

test("an end before the start is the next day's", () => {
  expect(
    timesOf({ day: "2026-11-20", from: "22:00", to: "02:00", lastDay: null }, timeZone),
  ).toEqual({
    startsAt: new Date("2026-11-20T21:00:00Z"),
    endsAt: new Date("2026-11-21T01:00:00Z"),
  });
});

test("a last day makes a session of several days", () => {
  const times = { day: "2026-11-20", from: "10:00", to: "10:00", lastDay: "2026-11-22" };
  expect(timesOf(times, timeZone)?.endsAt).toEqual(new Date("2026-11-22T09:00:00Z"));
});

test("over a clock change a session lasts what the clocks let it", () => {
  const night = (day: string) => {
    const times = timesOf({ day, from: "22:00", to: "06:00", lastDay: null }, timeZone);
    return times && (times.endsAt.getTime() - times.startsAt.getTime()) / 3_600_000;
  };
  expect([night("2026-03-28"), night("2026-10-24"), night("2026-11-20")]).toEqual([7, 9, 8]);
});

test("a time that the clocks skip is no time", () => {
  const times = { day: "2026-03-29", from: "02:30", to: "03:15", lastDay: null };
  expect(timesOf(times, timeZone)).toBeUndefined();
});

test("what cannot be booked is said at its field", () => {
  expect(errorsOf({})).toBeUndefined();
  expect(errorsOf({ to: "14:00" })).toEqual(["sessions:errors.empty"]);
  expect(errorsOf({ to: "14:00", lastDay: "2026-11-21" })).toBeUndefined();
  expect(errorsOf({ lastDay: "2026-11-19" })).toEqual(["sessions:errors.endsBefore"]);
  expect(errorsOf({ lastDay: "2026-12-21" })).toEqual(["sessions:errors.tooLong?limit=31"]);
  expect(errorsOf({ from: "25:00" })).toContain("sessions:errors.time");
});

const rates = { hourlyRateCents: 50_00, halfDayRateCents: 180_00, dayRateCents: 320_00 };
const hours = (count: number) => ({
  startsAt: new Date(0),
  endsAt: new Date(count * 3_600_000),
});

test("the price follows the room's rates, a lockout's its days, and a visit is free", () => {
  expect(proposedPrice("recording", rates, hours(4))).toBe(180_00);
  expect(proposedPrice("lockout", rates, hours(60))).toBe(3 * 320_00);
  expect(proposedPrice("visit", rates, hours(1))).toBe(0);
  const none = { hourlyRateCents: null, halfDayRateCents: null, dayRateCents: null };
  expect(proposedPrice("lockout", none, hours(60))).toBeNull();
});

test.each([
  ["tentative", ["confirmation"], true],
  ["confirmed", ["start", "no-show"], true],
  ["in_progress", ["completion"], false],
  ["done", [], false],
  ["cancelled", [], false],
  ["no_show", [], false],
] as const)("a %s session whose time came may take its steps and no other", (state, steps, may) => {
  const session = { state, startsAt: new Date(0) };
  expect(stepsOf(session, new Date(1))).toEqual(steps);
  expect(canCancel(session)).toBe(may);
});

test("nobody is missed before the start, and nothing starts hours before", () => {
  const session = { state: "confirmed", startsAt: new Date("2026-11-20T13:00:00Z") } as const;
  expect(stepsOf(session, new Date("2026-11-20T12:59:00Z"))).toEqual(["start"]);
  expect(stepsOf(session, new Date("2026-11-20T10:59:00Z"))).toEqual([]);
});

test("a step is known by where it led, so that it can be taken back", () => {
  const steps = SESSION_STATES.map((state) => lastStepOf({ state }));
  expect(steps).toEqual([
    ...[undefined, undefined, "confirmation", "start", "completion", undefined, "no-show"],
  ]);
});

test("late is what has not begun at its time, or not ended at its end", () => {
  const times = { startsAt: new Date(10), endsAt: new Date(20) };
  expect(isLate({ ...times, state: "confirmed" }, new Date(15))).toBe(true);
  expect(isLate({ ...times, state: "confirmed" }, new Date(5))).toBe(false);
  expect(isLate({ ...times, state: "in_progress" }, new Date(15))).toBe(false);
  expect(isLate({ ...times, state: "in_progress" }, new Date(25))).toBe(true);
  expect(isLate({ ...times, state: "done" }, new Date(25))).toBe(false);
});

const utc = (day: number, from: number, to: number) => ({
  startsAt: new Date(Date.UTC(2026, 10, day, from)),
  endsAt: new Date(Date.UTC(2026, 10, day, to)),
});
const now = new Date(Date.UTC(2026, 10, 1));

test("free slots stand right before, right after and on the next day", () => {
  const slots = freeSlots(utc(20, 13, 17), [utc(20, 15, 18)], { timeZone, now });
  expect(slots).toEqual([utc(20, 11, 15), utc(20, 18, 22), utc(21, 13, 17)]);
});

test("free slots avoid what is booked, each other, the past and the night", () => {
  const slots = freeSlots(utc(20, 13, 17), [utc(20, 8, 22), utc(21, 14, 15)], { timeZone, now });
  expect(slots).toEqual([utc(21, 10, 14), utc(21, 15, 19), utc(22, 13, 17)]);
  const late = { timeZone, now: new Date(Date.UTC(2026, 10, 25, 14)), limit: 1 };
  expect(freeSlots(utc(20, 13, 17), [utc(20, 8, 22)], late)).toEqual([utc(26, 13, 17)]);
});

test("free slots lie in opening hours, unless what was wanted does not; then those that do come first", () => {
  const isOpen = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
    startsAt.getUTCHours() >= 12 &&
    endsAt.getUTCHours() <= 20 &&
    startsAt.getUTCDate() === endsAt.getUTCDate();
  const hours = { timeZone, now, isOpen, limit: 2 };
  const booked = [utc(20, 15, 18), utc(21, 12, 20)];
  expect(freeSlots(utc(20, 13, 17), booked, hours)).toEqual([utc(22, 13, 17), utc(23, 13, 17)]);
  expect(freeSlots(utc(20, 13, 17), [utc(20, 12, 15), utc(21, 0, 24 * 14)], hours)).toEqual([
    utc(20, 15, 19),
  ]);
  const late = freeSlots(utc(20, 17, 21), [utc(20, 16, 18)], { ...hours, limit: 2 });
  expect(late).toEqual([utc(20, 12, 16), utc(20, 18, 22)]);
});

test("the same time on another day is the same on the clock, whatever the clocks do between", () => {
  const wanted = {
    startsAt: new Date("2026-10-24T12:00:00Z"),
    endsAt: new Date("2026-10-24T20:00:00Z"),
  };
  const booked = {
    startsAt: new Date("2026-10-24T04:00:00Z"),
    endsAt: new Date("2026-10-25T00:00:00Z"),
  };
  const clock = { timeZone, now: new Date("2026-10-24T00:00:00Z"), limit: 1 };
  expect(freeSlots(wanted, [booked], clock)).toEqual([
    { startsAt: new Date("2026-10-25T13:00:00Z"), endsAt: new Date("2026-10-25T21:00:00Z") },
  ]);
});
