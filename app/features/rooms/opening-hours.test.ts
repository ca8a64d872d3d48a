import { expect, test } from "vitest";
import { closedIn, isOpen, openIn, openingHoursSchema, typedHours } from "./opening-hours.ts";

const PARIS = "Europe/Paris";
const everyDay = (day: string) => Array.from({ length: 7 }, () => day).join(";");
const nights = everyDay("10:00-02:00");
const at = (text: string) => new Date(`${text}Z`);
const span = (from: string, until: string) => ({ from: at(from), until: at(until) });
const times = (from: string, until: string) => ({ startsAt: at(from), endsAt: at(until) });

test("a week is read as people type its days, and said again so that it can be typed", () => {
  const typed = ["10 h–13 h, 14h30-2", "9-18", null, "", "0-24", "22:00 – 6.30", " 8 - 9 / 9-10 "];
  const kept = openingHoursSchema.parse(typed);
  expect(kept).toBe(
    "10:00-13:00,14:30-02:00;09:00-18:00;;;00:00-00:00;22:00-06:30;08:00-09:00,09:00-10:00",
  );
  expect(openingHoursSchema.parse(typedHours(kept))).toBe(kept);
});

test("a week without any hours is always open", () => {
  expect(openingHoursSchema.parse(["", null])).toBeNull();
  expect(openingHoursSchema.parse(undefined)).toBeNull();
  expect(isOpen(null, times("2026-11-20T03:00", "2026-11-22T03:00"), PARIS)).toBe(true);
});

test.each([
  "10",
  "10-25",
  "10-12-14",
  "10-14, 12-16",
  "22-2, 3-4",
  "8-10, 20-9",
  "dix-onze",
  "9:5-10",
])("%s is no day's hours", (typed) => {
  expect(openingHoursSchema.safeParse([typed]).success).toBe(false);
});

test("hours past midnight belong to their evening", () => {
  // A Friday; 02:00 in Paris is 01:00 UTC.
  const friday = ";;;;10:00-02:00;;";
  expect(openIn(friday, span("2026-11-20T00:00", "2026-11-23T00:00"), PARIS)).toEqual([
    span("2026-11-20T09:00", "2026-11-21T01:00"),
  ]);
  expect(isOpen(friday, times("2026-11-20T21:00", "2026-11-21T01:00"), PARIS)).toBe(true);
  expect(isOpen(friday, times("2026-11-20T21:00", "2026-11-21T01:15"), PARIS)).toBe(false);
  expect(isOpen(friday, times("2026-11-21T00:00", "2026-11-21T01:00"), PARIS)).toBe(true);
  expect(isOpen(friday, times("2026-11-21T10:00", "2026-11-21T11:00"), PARIS)).toBe(false);
});

test("days that touch are one opening, a lunch break is none", () => {
  const always = everyDay("00:00-00:00");
  expect(isOpen(always, times("2026-11-20T10:00", "2026-11-25T10:00"), PARIS)).toBe(true);
  const days = span("2026-11-20T10:00", "2026-11-25T10:00");
  expect(openIn(always, days, PARIS)).toEqual([days]);
  const lunch = everyDay("10:00-13:00,14:00-20:00");
  expect(closedIn(lunch, span("2026-11-20T09:00", "2026-11-20T19:00"), PARIS)).toEqual([
    span("2026-11-20T12:00", "2026-11-20T13:00"),
  ]);
});

test("in the night of spring hours are an hour shorter, in that of autumn an hour longer", () => {
  const long = everyDay("20:00-04:00");
  // 29 March: 02:00 becomes 03:00; 25 October: 03:00 becomes 02:00.
  expect(openIn(long, span("2026-03-28T12:00", "2026-03-29T12:00"), PARIS)).toEqual([
    span("2026-03-28T19:00", "2026-03-29T02:00"),
  ]);
  expect(openIn(long, span("2026-10-24T12:00", "2026-10-25T12:00"), PARIS)).toEqual([
    span("2026-10-24T18:00", "2026-10-25T03:00"),
  ]);
  expect(isOpen(long, times("2026-10-25T02:30", "2026-10-25T03:00"), PARIS)).toBe(true);
  expect(isOpen(long, times("2026-03-29T02:00", "2026-03-29T03:00"), PARIS)).toBe(false);
  // What the spring night skips opens when the clocks are past it.
  expect(
    openIn(everyDay("02:15-02:45"), span("2026-03-29T00:00", "2026-03-29T12:00"), PARIS),
  ).toEqual([span("2026-03-29T01:15", "2026-03-29T01:45")]);
  expect(closedIn(nights, span("2026-10-25T00:00", "2026-10-25T10:00"), PARIS)).toEqual([
    // 02:00 is said twice; the studio closes at the first.
    span("2026-10-25T00:00", "2026-10-25T09:00"),
  ]);
});
