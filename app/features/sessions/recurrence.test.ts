import { describe, expect, test } from "vitest";
import { instantAt } from "#app/lib/dates.ts";
import {
  daysOf,
  endedBefore,
  placeInMonth,
  readRule,
  restFrom,
  type Rule,
  ruleText,
  seriesDays,
  shifted,
  weekdayOf,
} from "./recurrence.ts";

const days = (text: string, firstDay: string, exceptions: string[] = []) =>
  daysOf(ruleOf(text), firstDay, exceptions);

function ruleOf(text: string): Rule {
  const rule = readRule(text);
  if (!rule) throw new Error(`no rule: ${text}`);
  return rule;
}

describe("the examples of RFC 5545", () => {
  test("the week's start decides which weeks are every other week", () => {
    const rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=";
    expect(days(`${rule}MO`, "1997-08-05")).toEqual([
      "1997-08-05",
      "1997-08-10",
      "1997-08-19",
      "1997-08-24",
    ]);
    expect(days(`${rule}SU`, "1997-08-05")).toEqual([
      "1997-08-05",
      "1997-08-17",
      "1997-08-19",
      "1997-08-31",
    ]);
  });

  test("every week on Tuesday and Thursday, for five weeks by day and by number", () => {
    const ten = days("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02");
    expect(days("FREQ=WEEKLY;UNTIL=19971006;WKST=SU;BYDAY=TU,TH", "1997-09-02")).toEqual(ten);
    expect(ten.slice(0, 4)).toEqual(["1997-09-02", "1997-09-04", "1997-09-09", "1997-09-11"]);
    expect(ten.at(-1)).toBe("1997-10-02");
  });

  test("the first Friday, and the last Monday, of each month", () => {
    expect(days("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05")).toEqual([
      "1997-09-05",
      "1997-10-03",
      "1997-11-07",
      "1997-12-05",
    ]);
    expect(days("FREQ=MONTHLY;COUNT=3;BYDAY=-1MO", "1997-09-22")).toEqual([
      "1997-09-29",
      "1997-10-27",
      "1997-11-24",
    ]);
  });
});

test("the 31st comes in months that have one, and the others are not counted", () => {
  expect(days("FREQ=MONTHLY;COUNT=4;BYMONTHDAY=31", "2026-12-31")).toEqual([
    "2026-12-31",
    "2027-01-31",
    "2027-03-31",
    "2027-05-31",
  ]);
});

test("29 February comes in leap years", () => {
  const rule = "FREQ=MONTHLY;UNTIL=20280430;BYMONTHDAY=29";
  expect(days(rule, "2026-12-29").filter((day) => day.includes("-02-"))).toEqual(["2028-02-29"]);
  const monthly = (count: number) =>
    seriesDays(ruleOf(`FREQ=MONTHLY;COUNT=${count};BYMONTHDAY=29`), "2028-02-29");
  expect([monthly(23).ok, monthly(24).ok]).toEqual([true, false]);
  expect(seriesDays(ruleOf("FREQ=DAILY;COUNT=2"), "2028-02-28")).toEqual({
    ok: true,
    days: ["2028-02-28", "2028-02-29"],
  });
});

test("a fifth weekday comes in months that have five", () => {
  expect(days("FREQ=MONTHLY;COUNT=3;BYDAY=5TU", "2026-11-01")).toEqual([
    "2026-12-29",
    "2027-03-30",
    "2027-06-29",
  ]);
  expect(placeInMonth("2026-12-29")).toEqual({ nth: 5, isLast: true });
  expect(placeInMonth("2026-02-24")).toEqual({ nth: 4, isLast: true });
  expect(weekdayOf("2026-12-29")).toBe("TU");
});

test("a number counts what is left out, a last day is itself one", () => {
  expect(days("FREQ=DAILY;COUNT=3", "2027-01-01", ["2027-01-02"])).toEqual([
    "2027-01-01",
    "2027-01-03",
  ]);
  expect(days("FREQ=DAILY;INTERVAL=2;UNTIL=20270105", "2027-01-01")).toHaveLength(3);
});

test("ten o'clock is ten o'clock on both sides of the clock changes", () => {
  const weekly = [
    ...days("FREQ=WEEKLY;COUNT=2;BYDAY=TU", "2027-03-23"),
    ...days("FREQ=WEEKLY;COUNT=2;BYDAY=TU", "2027-10-26"),
  ];
  expect(weekly.map((day) => instantAt(day, "10:00", "Europe/Paris").toISOString())).toEqual([
    "2027-03-23T09:00:00.000Z",
    "2027-03-30T08:00:00.000Z",
    "2027-10-26T08:00:00.000Z",
    "2027-11-02T09:00:00.000Z",
  ]);
});

test("a series holds no more than 200 days in two years, and at least one", () => {
  const of = (text: string, firstDay = "2027-01-04") => seriesDays(ruleOf(text), firstDay);
  expect(of("FREQ=DAILY;COUNT=200")).toMatchObject({ ok: true });
  expect(of("FREQ=DAILY;COUNT=201")).toEqual({ ok: false, reason: "tooMany" });
  expect(of("FREQ=DAILY;UNTIL=20280104")).toEqual({ ok: false, reason: "tooMany" });
  expect(of("FREQ=WEEKLY;BYDAY=MO;UNTIL=20290104")).toMatchObject({ ok: true });
  expect(of("FREQ=WEEKLY;BYDAY=MO;UNTIL=20290105")).toEqual({ ok: false, reason: "tooLong" });
  expect(of("FREQ=WEEKLY;BYDAY=MO;COUNT=110")).toEqual({ ok: false, reason: "tooLong" });
  expect(of("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270104")).toEqual({ ok: false, reason: "none" });
});

test("what is written is read as it was, and what says something else is not", () => {
  for (const text of [
    "FREQ=DAILY;INTERVAL=1;COUNT=3",
    "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,TH;UNTIL=20270630",
    "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31;COUNT=4",
    "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR;UNTIL=20271231",
  ]) {
    expect(ruleText(ruleOf(text))).toBe(text);
  }
  for (const text of [
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=HOURLY;COUNT=3",
    "FREQ=WEEKLY;BYDAY=XX;COUNT=3",
    "FREQ=DAILY;UNTIL=20270229",
    "FREQ=DAILY;INTERVAL=0;COUNT=1",
  ]) {
    expect(readRule(text)).toBeUndefined();
  }
});

test("a series that is split has the same days in its two halves", () => {
  const firstDay = "2027-01-05";
  for (const text of [
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=9",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;UNTIL=20270401",
    "FREQ=DAILY;INTERVAL=3;COUNT=9",
  ]) {
    const whole = days(text, firstDay);
    const middle = whole[5]!;
    const rule = ruleOf(text);
    expect([
      ...daysOf(endedBefore(rule, middle), firstDay),
      ...daysOf(restFrom(rule, firstDay, middle), middle),
    ]).toEqual(whole);
  }
});

test("a rule that is shifted has the same days, each as many later or earlier", () => {
  const whole = days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=6", "2027-01-05");
  for (const by of [1, 3, -1, -5]) {
    const rule = shifted(ruleOf("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=6"), by);
    const moved = whole.map((day) => new Date(Date.parse(day) + by * 86_400_000).toISOString());
    expect(rule && daysOf(rule, moved[0]!.slice(0, 10))).toEqual(
      moved.map((it) => it.slice(0, 10)),
    );
  }
  expect(shifted(ruleOf("FREQ=MONTHLY;BYMONTHDAY=30;COUNT=3"), 1)).toBeUndefined();
  expect(shifted(ruleOf("FREQ=MONTHLY;BYMONTHDAY=30;COUNT=3"), 0)).toBeDefined();
});
