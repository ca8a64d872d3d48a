import { Temporal } from "temporal-polyfill";
import { addDays, isDay } from "#app/lib/dates.ts";

/*
 * Recurrence on calendar days, as RFC 5545, 3.3.10 has it. Clocks play no part in it: a session is at its
 * time of day on each of these days, and `instantAt` says which instant that is. What a month does not
 * have (the 31st, 29 February) is left out and not counted.
 */

export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export type Rhythm =
  | { every: "day"; interval: number }
  | { every: "week"; interval: number; weekdays: readonly Weekday[]; weekStart: Weekday }
  | { every: "month"; interval: number; monthDay: number }
  /** `nth` from 1 to 5, or -1 for the last of its month. */
  | { every: "month"; interval: number; nth: number; weekday: Weekday };

/** The last day, itself among them, or how many there are, counted before any is left out. */
export type Ending = { until: string } | { count: number };
export type Rule = { rhythm: Rhythm; ends: Ending };

export const MOST_OCCURRENCES = 200;
export const MOST_YEARS = 2;

export type SeriesDays =
  { ok: true; days: string[] } | { ok: false; reason: "tooMany" | "tooLong" | "none" };

/** The days of a series that may be booked, from `firstDay` on, in order. */
export function seriesDays(rule: Rule, firstDay: string): SeriesDays {
  const horizon = horizonOf(firstDay);
  const { ends } = rule;
  if ("until" in ends && ends.until > horizon) return { ok: false, reason: "tooLong" };
  if ("count" in ends && ends.count > MOST_OCCURRENCES) return { ok: false, reason: "tooMany" };
  const days = daysOf(rule, firstDay);
  if (days.length > MOST_OCCURRENCES) return { ok: false, reason: "tooMany" };
  if ("count" in ends && days.length < ends.count) return { ok: false, reason: "tooLong" };
  return days.length === 0 ? { ok: false, reason: "none" } : { ok: true, days };
}

/** The days of a rule within two years, without the exceptions (EXDATE), which COUNT counts. */
export function daysOf(
  { rhythm, ends }: Rule,
  firstDay: string,
  exceptions: readonly string[] = [],
): string[] {
  const horizon = horizonOf(firstDay);
  const last = "until" in ends && ends.until < horizon ? ends.until : horizon;
  const days = rhythmDays(rhythm, firstDay, last);
  const counted = "count" in ends ? days.slice(0, ends.count) : days;
  return counted.filter((day) => !exceptions.includes(day));
}

function horizonOf(firstDay: string): string {
  return Temporal.PlainDate.from(firstDay).add({ years: MOST_YEARS }).toString();
}

function rhythmDays(rhythm: Rhythm, firstDay: string, last: string): string[] {
  const first = Temporal.PlainDate.from(firstDay);
  const isInside = (day: string) => day >= firstDay && day <= last;
  if (rhythm.every === "day") {
    return periods(first, last, { days: rhythm.interval }).map(String).filter(isInside);
  }
  if (rhythm.every === "week") {
    const { interval, weekdays, weekStart } = rhythm;
    const offset = (day: Weekday) => (7 + WEEKDAYS.indexOf(day) - WEEKDAYS.indexOf(weekStart)) % 7;
    const offsets = [...new Set(weekdays.map(offset))].sort((a, b) => a - b);
    const week = first.subtract({ days: offset(weekdayOf(firstDay)) });
    return periods(week, last, { days: 7 * interval })
      .flatMap((start) => offsets.map((days) => start.add({ days }).toString()))
      .filter(isInside);
  }
  return periods(first.with({ day: 1 }), last, { months: rhythm.interval })
    .flatMap((month) => dayInMonth(rhythm, month) ?? [])
    .filter(isInside);
}

/** The first days of the periods that begin until `last`. */
function periods(
  first: Temporal.PlainDate,
  last: string,
  step: { days?: number; months?: number },
) {
  const starts: Temporal.PlainDate[] = [];
  for (let n = 0; ; n++) {
    const { days = 0, months = 0 } = step;
    const start = first.add({ days: n * days, months: n * months });
    if (start.toString() > last) return starts;
    starts.push(start);
  }
}

function dayInMonth(
  rhythm: Extract<Rhythm, { every: "month" }>,
  month: Temporal.PlainDate,
): string | undefined {
  if ("monthDay" in rhythm) {
    return rhythm.monthDay <= month.daysInMonth
      ? month.with({ day: rhythm.monthDay }).toString()
      : undefined;
  }
  const { nth, weekday } = rhythm;
  const wanted = WEEKDAYS.indexOf(weekday) + 1;
  const lead = (7 + wanted - month.dayOfWeek) % 7;
  const inMonth = Math.floor((month.daysInMonth - lead - 1) / 7) + 1;
  const n = nth < 0 ? inMonth + 1 + nth : nth;
  return n >= 1 && n <= inMonth ? month.add({ days: lead + 7 * (n - 1) }).toString() : undefined;
}

export function weekdayOf(day: string): Weekday {
  return weekdayAt(Temporal.PlainDate.from(day).dayOfWeek - 1);
}

function weekdayAt(place: number): Weekday {
  return WEEKDAYS.at(place % 7) ?? "MO";
}

/** Which of its weekday a day is in its month, from 1 on, and whether it is the last. */
export function placeInMonth(day: string): { nth: number; isLast: boolean } {
  const date = Temporal.PlainDate.from(day);
  return { nth: Math.ceil(date.day / 7), isLast: date.day + 7 > date.daysInMonth };
}

/** As an RRULE's value. UNTIL is a day, since the rule is one of days. */
export function ruleText({ rhythm, ends }: Rule): string {
  const parts: [string, string | number][] = [
    ["FREQ", { day: "DAILY", week: "WEEKLY", month: "MONTHLY" }[rhythm.every]],
    ["INTERVAL", rhythm.interval],
  ];
  if (rhythm.every === "week") {
    parts.push(["WKST", rhythm.weekStart], ["BYDAY", rhythm.weekdays.join()]);
  }
  if ("monthDay" in rhythm) parts.push(["BYMONTHDAY", rhythm.monthDay]);
  if ("nth" in rhythm) parts.push(["BYDAY", `${rhythm.nth}${rhythm.weekday}`]);
  parts.push("until" in ends ? ["UNTIL", ends.until.replaceAll("-", "")] : ["COUNT", ends.count]);
  return parts.map(([name, value]) => `${name}=${value}`).join(";");
}

/** Reads such a text; undefined where it says something else, or never ends. */
export function readRule(text: string): Rule | undefined {
  const parts = new Map(text.split(";").map((part) => part.split("=", 2) as [string, string]));
  const rhythm = readRhythm(parts);
  const ends = readEnding(parts);
  return rhythm && ends && { rhythm, ends };
}

function readRhythm(parts: ReadonlyMap<string, string>): Rhythm | undefined {
  const interval = Number(parts.get("INTERVAL") ?? 1);
  if (!Number.isInteger(interval) || interval < 1) return undefined;
  const byDay = parts.get("BYDAY") ?? "";
  if (parts.get("FREQ") === "DAILY") return { every: "day", interval };
  if (parts.get("FREQ") === "WEEKLY") {
    const weekStart = parts.get("WKST") ?? "MO";
    const weekdays = byDay.split(",");
    if (!isWeekday(weekStart) || !weekdays.every(isWeekday)) return undefined;
    return { every: "week", interval, weekdays, weekStart };
  }
  if (parts.get("FREQ") !== "MONTHLY") return undefined;
  const [, nth, weekday = ""] = /^(-1|[1-5])([A-Z]{2})$/.exec(byDay) ?? [];
  if (isWeekday(weekday)) return { every: "month", interval, nth: Number(nth), weekday };
  const monthDay = Number(parts.get("BYMONTHDAY"));
  return monthDay >= 1 && monthDay <= 31 ? { every: "month", interval, monthDay } : undefined;
}

function readEnding(parts: ReadonlyMap<string, string>): Ending | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(parts.get("UNTIL") ?? "") ?? [];
  const until = `${year}-${month}-${day}`;
  if (isDay(until)) return { until };
  const count = Number(parts.get("COUNT"));
  return Number.isInteger(count) && count > 0 ? { count } : undefined;
}

function isWeekday(text: string): text is Weekday {
  return WEEKDAYS.some((day) => day === text);
}

/** The rule of what comes before a day of it. */
export function endedBefore(rule: Rule, day: string): Rule {
  return { ...rule, ends: { until: addDays(day, -1) } };
}

/** The rule of what is left of it from one of its days on. */
export function restFrom(rule: Rule, firstDay: string, day: string): Rule {
  if ("until" in rule.ends) return rule;
  return { ...rule, ends: { count: daysOf(rule, firstDay).filter((it) => it >= day).length } };
}

/**
 * The rule of the same days, each so many days later or earlier. Undefined of months, which have no same
 * day for all of them: the day after the 30th is now the 31st, and now the first.
 */
export function shifted({ rhythm, ends }: Rule, days: number): Rule | undefined {
  if (days === 0) return { rhythm, ends };
  if (rhythm.every === "month") return undefined;
  const later: Ending = "until" in ends ? { until: addDays(ends.until, days) } : ends;
  if (rhythm.every === "day") return { rhythm, ends: later };
  const turn = (day: Weekday) => weekdayAt(WEEKDAYS.indexOf(day) + days);
  const { weekdays, weekStart } = rhythm;
  return {
    rhythm: { ...rhythm, weekdays: weekdays.map(turn), weekStart: turn(weekStart) },
    ends: later,
  };
}
