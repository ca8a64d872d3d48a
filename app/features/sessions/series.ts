import { z } from "zod";
import { addDays, daysFrom, isDay, timeOf, dayOf } from "#app/lib/dates.ts";
import {
  type Ending,
  MOST_OCCURRENCES,
  placeInMonth,
  type Rhythm,
  type Rule,
  seriesDays,
  WEEKDAYS,
  weekdayOf,
} from "./recurrence.ts";
import { cancellationSchema, sessionSchema, timesOf, type SessionState } from "./session.ts";
import type { Timed } from "./studio-day.ts";

/** How a session comes again, as its form offers it; the rest of the rule follows from its day. */
export const REPEATS = [
  "never",
  "day",
  "week",
  "fortnight",
  "month_day",
  "month_weekday",
  "month_last",
] as const;
export type Repeat = (typeof REPEATS)[number];

export const SERIES_SCOPES = ["one", "following"] as const;
export type SeriesScope = (typeof SERIES_SCOPES)[number];

/** The name of the button that books a series once its dates were seen; its value: those to leave out. */
export const AGREED = "agreed";

const aDay = z.string().refine(isDay, "common:errors.date");

/** A booking as its form has it: a session, how it comes again, and whom of the waiting list it is for. */
export const bookingSchema = sessionSchema
  .safeExtend({
    repeat: z.enum(REPEATS).default("never"),
    /** Of a weekly rhythm; without any, the first day's. */
    weekdays: z.array(z.enum(WEEKDAYS)).max(7).default([]),
    ends: z.enum(["count", "until"]).default("count"),
    count: z.int().min(1).max(MOST_OCCURRENCES).nullable().default(null),
    until: aDay.nullable().default(null),
    /** What of a series a change is for. */
    scope: z.enum(SERIES_SCOPES).default("one"),
    waitingId: z.uuid().nullable().default(null),
    [AGREED]: z
      .string()
      .transform((text) => text.split(",").filter(isDay))
      .optional(),
  })
  .superRefine((values, context) => {
    if (values.repeat === "never") return;
    const refuse = (path: "until" | "count", message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const { ends, count, until } = values;
    if (ends === "count" && count === null) refuse("count", "common:errors.required");
    if (ends === "until" && until === null) refuse("until", "common:errors.required");
    const rule = ruleOf(values);
    const found = rule && seriesDays(rule, values.day);
    if (found && !found.ok) refuse(ends, `series:errors.${found.reason}`);
  });
export type BookingValues = z.output<typeof bookingSchema>;

/** Why, and of what of a series. */
export const seriesCancellationSchema = cancellationSchema.extend({
  scope: z.enum(SERIES_SCOPES).default("one"),
});

export type RepeatValues = Pick<
  BookingValues,
  "repeat" | "weekdays" | "ends" | "count" | "until" | "day"
>;

/** The rule that a form describes; undefined where it describes none, or not yet. */
export function ruleOf(values: RepeatValues): Rule | undefined {
  const rhythm = rhythmOf(values);
  const ends = endingOf(values);
  return rhythm && ends && { rhythm, ends };
}

function rhythmOf({ repeat, weekdays, day }: RepeatValues): Rhythm | undefined {
  if (repeat === "never" || !isDay(day)) return undefined;
  if (repeat === "day") return { every: "day", interval: 1 };
  const weekday = weekdayOf(day);
  if (repeat === "week" || repeat === "fortnight") {
    const chosen = WEEKDAYS.filter((it) => weekdays.includes(it));
    const interval = repeat === "week" ? 1 : 2;
    const all = chosen.length > 0 ? chosen : [weekday];
    return { every: "week", interval, weekdays: all, weekStart: "MO" };
  }
  if (repeat === "month_day")
    return { every: "month", interval: 1, monthDay: Number(day.slice(8)) };
  const nth = repeat === "month_last" ? -1 : placeInMonth(day).nth;
  return { every: "month", interval: 1, nth, weekday };
}

function endingOf({ ends, count, until }: RepeatValues): Ending | undefined {
  if (ends === "count") return count !== null && count > 0 ? { count } : undefined;
  return until !== null && isDay(until) ? { until } : undefined;
}

/** The times of day that the sessions of a series have in common. */
export type SeriesTimes = { fromTime: string; toTime: string; endDays: number };
export type OccurrenceTimes = Timed & { day: string };

/** By the studio's clocks: "10:00", "18:00", and how many days later it ends. */
export function seriesTimesOf({ startsAt, endsAt }: Timed, timeZone: string): SeriesTimes {
  return {
    fromTime: timeOf(startsAt, timeZone),
    toTime: timeOf(endsAt, timeZone),
    endDays: daysFrom(dayOf(startsAt, timeZone), dayOf(endsAt, timeZone)),
  };
}

/** When the session of a day is. Undefined where a spring night skips all the time between. */
export function occurrenceOf(
  day: string,
  { fromTime, toTime, endDays }: SeriesTimes,
  timeZone: string,
): OccurrenceTimes | undefined {
  const lastDay = addDays(day, endDays);
  const times = timesOf({ day, from: fromTime, to: toTime, lastDay }, timeZone);
  return times && { day, ...times };
}

/** Whether of sessions in order, each widened by what the room wants, one begins before the last ended. */
export function overlapEachOther(
  sessions: readonly Timed[],
  { minutesBefore, minutesAfter }: { minutesBefore: number; minutesAfter: number },
): boolean {
  const gap = (minutesBefore + minutesAfter) * 60_000;
  return sessions.some(({ startsAt }, n) => {
    const before = sessions[n - 1];
    return before !== undefined && startsAt.getTime() - before.endsAt.getTime() < gap;
  });
}

/** What happened, or is under way, is not changed by what is decided of a series. */
export function followsSeries(state: SessionState): boolean {
  return state === "hold" || state === "tentative" || state === "confirmed";
}

/** What stands in the way of one of the dates: something that is booked, or somebody who is away. */
export type Hindrance =
  | { is: "clash"; id: string; what: string; client: string; startsAt: Date; endsAt: Date }
  | { is: "away"; what: string; startsAt: Date; endsAt: Date };

export type PreviewedDate = OccurrenceTimes & { hindrance: Hindrance | null };

/** The dates of a series before it is booked or changed. */
export type Preview = {
  dates: PreviewedDate[];
  /** Those that came to clash since the dates were agreed to; null where nobody agreed yet. */
  since: string[] | null;
};
