import { addDays, dayOf, instantAt, timeOf } from "#app/lib/dates.ts";
import type { Span, StudioClock, Timed } from "#app/features/sessions/studio-day.ts";

const HOUR = 3_600_000;

/** The hours of a day worth showing: from nine to nine, and whatever is booked, or now, outside. */
export function hoursShown(
  day: string,
  { from, until }: Span,
  sessions: readonly Timed[],
  now: Date,
  { timeZone }: StudioClock,
): Span {
  const times = [
    instantAt(day, "09:00", timeZone),
    instantAt(day, "21:00", timeZone),
    now,
    ...sessions.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
  ].map((instant) => Math.min(Math.max(instant.getTime(), from.getTime()), until.getTime()));
  // Whole hours after the day's beginning, so that the marks stand at the edges.
  const hours = times.map((time) => (time - from.getTime()) / HOUR);
  const at = (hour: number) => new Date(from.getTime() + hour * HOUR);
  return { from: at(Math.floor(Math.min(...hours))), until: at(Math.ceil(Math.max(...hours))) };
}

/** What is in a room now, and what comes next. */
export function standingOf<Session extends Timed>(sessions: readonly Session[], now: Date) {
  const sorted = sessions.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return {
    current: sorted.find(({ startsAt, endsAt }) => startsAt <= now && endsAt > now),
    next: sorted.find(({ startsAt }) => startsAt > now),
  };
}

/** This month up to now, and the last one up to the same day and time (or its end, where it is shorter). */
export function monthsToDate(today: string, now: Date, { timeZone, dayStartsAt }: StudioClock) {
  const first = `${today.slice(0, 8)}01`;
  const lastOfPrevious = addDays(first, -1);
  const firstOfPrevious = `${lastOfPrevious.slice(0, 8)}01`;
  const dawn = (day: string) => instantAt(day, dayStartsAt, timeZone);
  const sameDay = `${lastOfPrevious.slice(0, 8)}${dayOf(now, timeZone).slice(8)}`;
  const isShorter = sameDay > lastOfPrevious;
  return {
    current: { from: dawn(first), until: now },
    previous: {
      from: dawn(firstOfPrevious),
      until: isShorter ? dawn(first) : instantAt(sameDay, timeOf(now, timeZone), timeZone),
    },
  };
}
