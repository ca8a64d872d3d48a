import { z } from "zod";
import { addDays, dayOf, daysFrom, instantAt, timeOf } from "#app/lib/dates.ts";
import { optionalText } from "#app/lib/text.ts";
import { LONGEST_SESSION_DAYS, minutesOf } from "./session.ts";
import type { Timed } from "./studio-day.ts";

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "sessions:errors.time");
/** Of a session of several days: 0 its first, -1 the eve. */
const day = z
  .int()
  .min(-1)
  .max(LONGEST_SESSION_DAYS + 1)
  .default(0);

/** A call sheet as its form has it. Times are the studio's; what is left empty is taken from elsewhere. */
export const callSheetSchema = z.object({
  /** Null: the studio's. */
  access: optionalText(2_000),
  parking: optionalText(1_000),
  doorCode: optionalText(80),
  /** Null: the session's. */
  notes: optionalText(4_000),
  /** Null: at the session's start. */
  calls: z
    .array(z.object({ personId: z.uuid(), time: timeOfDay.nullable().default(null), day }))
    .max(100)
    .default([]),
  guests: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(120),
        role: optionalText(80),
        phone: optionalText(40),
        time: timeOfDay.nullable().default(null),
        day,
      }),
    )
    .max(100)
    .default([]),
  schedule: z
    .array(z.object({ time: timeOfDay, day, what: z.string().trim().min(1).max(300) }))
    .max(100)
    .default([]),
  breaks: z
    .array(z.object({ time: timeOfDay, day, length: breakLength(), what: optionalText(120) }))
    .max(50)
    .default([]),
});
export type CallSheetValues = z.output<typeof callSheetSchema>;

function breakLength() {
  return z
    .int()
    .min(5)
    .max(24 * 60);
}

export type TypedMoment = { time: string; day: number };

/** How long before its start people may be called to a session that a time of day alone says it of. */
const EARLIEST_MINUTES = 6 * 60;

/**
 * Minutes from the session's start to a time. Of a session of several days the time is of the day that
 * is said with it; of others, the first such time from six hours before the start on: a night session's
 * "01:00" is the night's, a call at "08:00" the morning's.
 */
export function minutesFromStart(typed: TypedMoment, session: Timed, timeZone: string): number {
  const { startsAt } = session;
  const day = isOfDays(session)
    ? addDays(dayOf(startsAt, timeZone), typed.day)
    : firstDayOf(typed.time, startsAt, timeZone);
  const instant = instantAt(day, typed.time, timeZone);
  return Math.round((instant.getTime() - startsAt.getTime()) / 60_000);
}

/** The same as one types it. */
export function momentTyped(minutes: number, session: Timed, timeZone: string): TypedMoment {
  const { startsAt } = session;
  const instant = after(startsAt, minutes);
  const time = timeOf(instant, timeZone);
  if (!isOfDays(session)) return { time, day: 0 };
  return { time, day: daysFrom(dayOf(startsAt, timeZone), dayOf(instant, timeZone)) };
}

export function after(startsAt: Date, minutes: number): Date {
  return new Date(startsAt.getTime() + minutes * 60_000);
}

function firstDayOf(time: string, startsAt: Date, timeZone: string): string {
  const earliest = after(startsAt, -EARLIEST_MINUTES);
  const day = dayOf(earliest, timeZone);
  return time >= timeOf(earliest, timeZone) ? day : addDays(day, 1);
}

/** Whether it lasts so long that a time of day does not say which day is meant. */
export function isOfDays(session: Timed): boolean {
  return minutesOf(session) + EARLIEST_MINUTES > 24 * 60;
}

/** The days that its times may be of, counted from its first: from the eve to the morning after. */
export function dayNumbersOf(session: Timed, timeZone: string): number[] {
  const days = daysFrom(dayOf(session.startsAt, timeZone), dayOf(session.endsAt, timeZone));
  return Array.from({ length: days + 3 }, (_, n) => n - 1);
}

export type TimetableLine = {
  at: Date;
  /** Of a break. */
  until: Date | null;
  what: string | null;
};

interface Timetabled {
  schedule: readonly { at: Date; what: string }[];
  breaks: readonly { at: Date; until: Date; what: string | null }[];
}

/** Schedule and breaks as they follow each other. */
export function timetableOf({ schedule, breaks }: Timetabled): TimetableLine[] {
  return [...schedule.map((line) => ({ ...line, until: null })), ...breaks].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

/** "feuille-de-service-2026-11-21-nadia-ferrand.pdf": in letters that every system can store. */
export function fileName(
  { startsAt, client }: { startsAt: Date; client: string },
  { language, timeZone }: { language: string; timeZone: string },
): string {
  const what = language === "fr" ? "feuille-de-service" : "call-sheet";
  const name = Object.entries(PLAIN)
    .reduce((text, [letter, plain]) => text.replaceAll(letter, plain), client.toLowerCase())
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${[what, dayOf(startsAt, timeZone), name].filter(Boolean).join("-")}.pdf`;
}

/** Letters that are no letter with an accent. */
const PLAIN = { ł: "l", đ: "d", œ: "oe", æ: "ae", ø: "o", ß: "ss" };
