import { z } from "zod";
import { addDays, instantAt, isDay, studioDayOf, timeOf } from "#app/lib/dates.ts";
import { optionalText } from "#app/lib/text.ts";

/** What people do in a session, and are booked for most often. */
export const trades = ["engineer", "assistant", "producer", "musician", "technician"] as const;
export type Trade = (typeof trades)[number];

export const personSchema = z.object({
  name: z.string().trim().min(1).max(120),
  trade: z.enum(trades),
  email: z.email().max(254).nullable().default(null),
  phone: optionalText(40),
  notes: optionalText(4_000),
});
export type PersonValues = z.output<typeof personSchema>;

/** What a list of people is narrowed to. */
export interface PersonFilter {
  typed: string;
  trade?: Trade;
  archived: boolean;
}

/** Reads the filter of a list's address; values that mean nothing are left out. */
export function filterOf(parameters: URLSearchParams): PersonFilter {
  return {
    typed: parameters.get("q") ?? "",
    trade: trades.find((trade) => trade === parameters.get("trade")),
    archived: parameters.get("archived") === "only",
  };
}

/** By what a list of people is sorted; by the first where nothing is said. */
export const personSorts = ["name", "trade", "email", "next"] as const;
export type PersonSort = (typeof personSorts)[number];

// Within what a timestamp of PostgreSQL and a field of a browser both hold.
const calendarDay = z
  .string()
  .refine((text) => isDay(text) && text >= "1900-01-01" && text < "2200-01-01", {
    error: "common:errors.date",
  });
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "people:errors.time");

/** An absence as its form has it, in days of the studio; what is left empty is null. */
export const absenceSchema = z
  .object({
    firstDay: calendarDay,
    /** Included. Null: the first day alone. */
    lastDay: calendarDay.nullable().default(null),
    /** Of the first day; null from its beginning. */
    from: timeOfDay.nullable().default(null),
    /** Of the last day; null until its end. */
    to: timeOfDay.nullable().default(null),
    reason: optionalText(400),
  })
  .refine(({ firstDay, lastDay }) => lastDay === null || firstDay <= lastDay, {
    path: ["lastDay"],
    error: "people:errors.endsBefore",
  });
export type AbsenceValues = z.output<typeof absenceSchema>;

/** How a studio reads time: where it stands, and when its day begins ("06:00"). */
export type Clock = { timeZone: string; dayStartsAt: string };
/** Half-open, `[startsAt, endsAt)`. */
type Times = { startsAt: Date; endsAt: Date };

/**
 * When an absence starts and ends. A time before the studio's day begins is of the night that ends that
 * day, as a session past midnight is. Undefined where it would end before it starts.
 */
export function absenceTimes(
  { firstDay, lastDay, from, to }: Omit<AbsenceValues, "reason">,
  { timeZone, dayStartsAt }: Clock,
): Times | undefined {
  const [start, end] = [from ?? dayStartsAt, to ?? dayStartsAt];
  const endDay = lastDay ?? firstDay;
  const startsAt = instantAt(
    start < dayStartsAt ? addDays(firstDay, 1) : firstDay,
    start,
    timeZone,
  );
  const endsAt = instantAt(end <= dayStartsAt ? addDays(endDay, 1) : endDay, end, timeZone);
  return startsAt < endsAt ? { startsAt, endsAt } : undefined;
}

/** The same absence as its form has it. */
export function absenceTyped(
  { startsAt, endsAt }: Times,
  { timeZone, dayStartsAt }: Clock,
): Omit<AbsenceValues, "reason" | "lastDay"> & { lastDay: string } {
  const [from, to] = [timeOf(startsAt, timeZone), timeOf(endsAt, timeZone)];
  return {
    firstDay: studioDayOf(startsAt, timeZone, dayStartsAt),
    lastDay: studioDayOf(new Date(endsAt.getTime() - 1), timeZone, dayStartsAt),
    from: from === dayStartsAt ? null : from,
    to: to === dayStartsAt ? null : to,
  };
}

/** Until when somebody is away now; null where they are not. */
export function awayUntil(absences: readonly Times[], now: Date): Date | null {
  const ends = absences
    .filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
    .map(({ endsAt }) => endsAt.getTime());
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}
