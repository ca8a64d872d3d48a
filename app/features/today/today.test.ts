import { expect, test } from "vitest";
import { spanOf } from "#app/features/sessions/studio-day.ts";
import { hoursShown, monthsToDate, standingOf } from "./today.ts";

const paris = { timeZone: "Europe/Paris", dayStartsAt: "06:00" };
const at = (text: string) => new Date(`${text}:00Z`);
const day = spanOf("2026-11-20", 1, paris);

test("a quiet day is shown from nine to nine, with the hour that it is", () => {
  const shown = (now: Date) => hoursShown("2026-11-20", day, [], now, paris);
  expect(shown(at("2026-11-20T11:00"))).toEqual({
    from: at("2026-11-20T08:00"),
    until: at("2026-11-20T20:00"),
  });
  expect(shown(at("2026-11-20T21:20")).until).toEqual(at("2026-11-20T22:00"));
});

test("what is booked early or past midnight is shown whole, and nothing beyond the day", () => {
  const session = { startsAt: at("2026-11-19T20:00"), endsAt: at("2026-11-21T01:30") };
  expect(hoursShown("2026-11-20", day, [session], at("2026-11-20T11:00"), paris)).toEqual({
    from: day.from,
    until: at("2026-11-21T02:00"),
  });
});

test("a room has what runs now, and what comes next", () => {
  const morning = { startsAt: at("2026-11-20T09:00"), endsAt: at("2026-11-20T12:00") };
  const evening = { startsAt: at("2026-11-20T18:00"), endsAt: at("2026-11-20T21:00") };
  const sessions = [evening, morning];
  expect(standingOf(sessions, at("2026-11-20T09:00"))).toEqual({
    current: morning,
    next: evening,
  });
  expect(standingOf(sessions, at("2026-11-20T12:00"))).toEqual({
    current: undefined,
    next: evening,
  });
});

test("a month to date stands against the same days of the one before", () => {
  expect(monthsToDate("2026-11-20", at("2026-11-20T13:30"), paris)).toEqual({
    current: { from: at("2026-11-01T05:00"), until: at("2026-11-20T13:30") },
    previous: { from: at("2026-10-01T04:00"), until: at("2026-10-20T12:30") },
  });
});

test("a longer month stands against the whole of a shorter one", () => {
  const { previous } = monthsToDate("2026-03-31", at("2026-03-31T10:00"), paris);
  expect(previous).toEqual({ from: at("2026-02-01T05:00"), until: at("2026-03-01T05:00") });
});
