import { expect, test } from "vitest";
import {
  addDays,
  dayOf,
  daysFrom,
  formatDate,
  formatDay,
  formatDuration,
  formatRange,
  instantAt,
  isDay,
  mondayOf,
  studioDayOf,
  timeOf,
} from "./dates.ts";

const paris = "Europe/Paris";
const fr = { language: "fr", timeZone: paris };
const en = { language: "en", timeZone: paris };

function words(text: string) {
  return text.replace(/\u00a0/g, " ");
}

test("a session reads as people say it", () => {
  const [start, end] = [new Date("2026-11-20T13:00:00Z"), new Date("2026-11-20T17:30:00Z")];
  expect(words(formatRange(start, end, fr))).toBe("ven. 20 nov., 14 h–18 h 30");
  expect(words(formatRange(start, end, en))).toBe("Fri 20 Nov, 14:00–18:30");
});

test("what lies in another year says it", () => {
  const [start, end] = [new Date("2024-11-20T13:00:00Z"), new Date("2024-11-20T17:30:00Z")];
  expect(words(formatRange(start, end, fr, { year: true }))).toBe(
    "mer. 20 nov. 2024, 14 h–18 h 30",
  );
  expect(formatDay("2024-11-20", "fr", "year")).toBe("mer. 20 nov. 2024");
});

test("days are counted by the calendar, also over the clock changes", () => {
  expect(daysFrom("2026-03-28", "2026-03-30")).toBe(2);
  expect(daysFrom("2026-11-21", "2026-11-21")).toBe(0);
  expect(daysFrom("2026-11-21", "2025-11-21")).toBe(-365);
});

test("a session past midnight belongs to its evening, a longer one says its last day", () => {
  const start = new Date("2026-11-20T21:00:00Z");
  expect(words(formatRange(start, new Date("2026-11-21T01:00:00Z"), fr))).toBe(
    "ven. 20 nov., 22 h–2 h",
  );
  expect(words(formatRange(start, new Date("2026-11-22T01:00:00Z"), fr))).toBe(
    "ven. 20 nov., 22 h – dim. 22 nov., 2 h",
  );
});

test("a day is read in the studio's zone, not in the machine's", () => {
  const instant = new Date("2026-11-20T23:30:00Z");
  expect(dayOf(instant, paris)).toBe("2026-11-21");
  expect(dayOf(instant, "America/Montreal")).toBe("2026-11-20");
  expect(timeOf(instant, paris)).toBe("00:30");
  expect(formatDate(instant, fr, { year: true })).toBe("sam. 21 nov. 2026");
});

test("the small hours belong to the evening before", () => {
  const night = new Date("2026-11-20T23:30:00Z");
  expect(studioDayOf(night, paris, "06:00")).toBe("2026-11-20");
  expect(studioDayOf(night, paris, "00:00")).toBe("2026-11-21");
  expect(studioDayOf(new Date("2026-11-21T05:00:00Z"), paris, "06:00")).toBe("2026-11-21");
});

test("a calendar day is the same everywhere", () => {
  expect(formatDay("2026-11-21", "fr", "long")).toBe("samedi 21 novembre 2026");
  expect(formatDay("2026-11-21", "en")).toBe("Sat 21 Nov");
});

test("both clock changes of a year are right", () => {
  expect(instantAt("2026-03-29", "02:30", paris).toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(instantAt("2026-10-25", "02:30", paris).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(instantAt("2026-07-01", "14:00", paris).toISOString()).toBe("2026-07-01T12:00:00.000Z");
});

test("weeks begin on Monday and days add up over months", () => {
  expect(mondayOf("2026-11-22")).toBe("2026-11-16");
  expect(mondayOf("2026-11-16")).toBe("2026-11-16");
  expect(addDays("2026-02-27", 2)).toBe("2026-03-01");
});

test("only days of the calendar are days", () => {
  expect(isDay("2024-02-29")).toBe(true);
  const others = ["2026-02-29", "2026-13-01", "21/11/2026", "2026-11-21T00:00", ""];
  expect(others.filter(isDay)).toEqual([]);
});

test("durations read in hours and minutes", () => {
  expect([45, 60, 210, 605].map((it) => words(formatDuration(it)))).toEqual([
    "45 min",
    "1 h",
    "3 h 30",
    "10 h 05",
  ]);
});
