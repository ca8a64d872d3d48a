import { describe, expect, test } from "vitest";
import {
  callSheetSchema,
  dayNumbersOf,
  fileName,
  minutesFromStart,
  momentTyped,
  timetableOf,
} from "./call-sheet.ts";

const paris = "Europe/Paris";
const between = (startsAt: string, endsAt: string) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});
const afternoon = between("2026-11-20T13:00:00Z", "2026-11-20T21:00:00Z");
const night = between("2026-11-20T20:00:00Z", "2026-11-21T04:00:00Z");
const lockout = between("2026-11-20T09:00:00Z", "2026-11-22T21:00:00Z");

test.each([
  { what: "a call before the start", session: afternoon, time: "13:30", day: 0, minutes: -30 },
  { what: "the start itself", session: afternoon, time: "14:00", day: 0, minutes: 0 },
  { what: "six hours before it", session: afternoon, time: "08:00", day: 0, minutes: -360 },
  {
    what: "more than that, the next day",
    session: afternoon,
    time: "07:55",
    day: 0,
    minutes: 1075,
  },
  { what: "after midnight in a night", session: night, time: "01:00", day: 0, minutes: 240 },
  { what: "the second of several days", session: lockout, time: "09:00", day: 1, minutes: 1380 },
  { what: "the eve of several days", session: lockout, time: "18:00", day: -1, minutes: -960 },
])("a time is read as $what", ({ session, time, day, minutes }) => {
  expect(minutesFromStart({ time, day }, session, paris)).toBe(minutes);
  expect(momentTyped(minutes, session, paris)).toEqual({ time, day });
});

describe.each([
  { what: "spring", session: between("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z") },
  { what: "autumn", session: between("2026-10-24T21:00:00Z", "2026-10-25T05:00:00Z") },
])("in the night in which the clocks change in $what", ({ what, session }) => {
  test("a time after the change is the clock's there, and stays it when it is read again", () => {
    const minutes = minutesFromStart({ time: "05:00", day: 0 }, session, paris);
    expect(minutes).toBe(what === "spring" ? 5 * 60 : 7 * 60);
    expect(momentTyped(minutes, session, paris)).toEqual({ time: "05:00", day: 0 });
  });
});

test("a session of several days offers the days from its eve to the morning after", () => {
  expect(dayNumbersOf(lockout, paris)).toEqual([-1, 0, 1, 2, 3]);
});

test("schedule and breaks follow each other", () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
  expect(
    timetableOf({
      schedule: [
        { at: at(18), what: "Écoute" },
        { at: at(14), what: "Batterie" },
      ],
      breaks: [{ at: at(16), until: at(17), what: null }],
    }).map(({ what }) => what),
  ).toEqual(["Batterie", null, "Écoute"]);
});

test("a file is called by its day and client, in letters that every system stores", () => {
  const named = (client: string, language: string) =>
    fileName({ ...afternoon, client }, { language, timeZone: paris });
  expect(named("Łukasz & Éléonore d’Œuvre", "fr")).toBe(
    "feuille-de-service-2026-11-20-lukasz-eleonore-d-oeuvre.pdf",
  );
  expect(named("Жанна", "en")).toBe("call-sheet-2026-11-20.pdf");
});

test("a form without anything is a call sheet that leaves everything open", () => {
  expect(callSheetSchema.parse({})).toEqual({
    ...{ access: null, parking: null, doorCode: null, notes: null },
    ...{ calls: [], guests: [], schedule: [], breaks: [] },
  });
});
