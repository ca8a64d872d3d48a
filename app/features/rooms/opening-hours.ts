import { z } from "zod";
import { addDays, dayOf, daysFrom, instantAt } from "#app/lib/dates.ts";

type Span = { from: Date; until: Date };

/** A day's opening, "10:00" to "02:00"; where the end is not after the start it is of the next day. */
type OpenTimes = { opens: string; closes: string };

/**
 * A week's hours as they are kept: Monday to Sunday by semicolons, a day's spans by commas,
 * "10:00-02:00;10:00-13:00,14:00-22:00;;;;;". Null: always open.
 */
export type OpeningHours = string | null;

/** The week's days, Monday the first. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

const typedDay = z
  .string()
  .nullable()
  .default(null)
  .transform((text, context) => {
    const spans = text === null ? [] : readTyped(text);
    if (spans) return spans.map(({ opens, closes }) => `${opens}-${closes}`).join(",");
    context.addIssue("rooms:errors.hours");
    return z.NEVER;
  });

/** Of seven fields, each as people type a day: "10-13, 14-2", "10 h – 22 h 30". All empty: always open. */
export const openingHoursSchema = z
  .array(typedDay)
  .max(7)
  .default([])
  .transform((days): OpeningHours => {
    const week = WEEKDAYS.map((_, n) => days[n] ?? "");
    return week.every((day) => day === "") ? null : week.join(";");
  });

/** A week's hours by day, as one would type them: "10:00–13:00, 14:00–02:00". */
export function typedHours(hours: OpeningHours): string[] {
  return daysIn(hours).map((day) =>
    day.map(({ opens, closes }) => `${opens}–${closes}`).join(", "),
  );
}

/** When a room opens on a calendar day; empty where it is closed. */
export function openingOn(hours: OpeningHours, day: string, timeZone: string): Span[] {
  const times = daysIn(hours)[weekdayOf(day)] ?? [];
  return times
    .map(({ opens, closes }) => ({
      from: instantAt(day, opens, timeZone),
      until: instantAt(closes > opens ? day : addDays(day, 1), closes, timeZone),
    }))
    .filter(({ from, until }) => from < until);
}

/** When a room is open within a span, what touches made one, cut at the span's ends. */
export function openIn(hours: OpeningHours, span: Span, timeZone: string): Span[] {
  if (hours === null) return [span];
  // What began the evening before may reach into the span.
  const first = addDays(dayOf(span.from, timeZone), -1);
  const count = daysFrom(first, dayOf(span.until, timeZone)) + 1;
  const open: Span[] = [];
  for (let n = 0; n < count; n += 1) {
    for (const { from, until } of openingOn(hours, addDays(first, n), timeZone)) {
      const cut = { from: latest(from, span.from), until: earliest(until, span.until) };
      if (cut.from >= cut.until) continue;
      const before = open.at(-1);
      if (before && cut.from <= before.until) before.until = latest(before.until, cut.until);
      else open.push(cut);
    }
  }
  return open;
}

/** When a room is closed within a span. */
export function closedIn(hours: OpeningHours, span: Span, timeZone: string): Span[] {
  const open = openIn(hours, span, timeZone);
  const starts = [span.from, ...open.map(({ until }) => until)];
  const ends = [...open.map(({ from }) => from), span.until];
  return starts
    .map((from, n) => ({ from, until: ends[n] ?? from }))
    .filter(({ from, until }) => from < until);
}

/** Whether a room is open from start to end. */
export function isOpen(
  hours: OpeningHours,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  timeZone: string,
): boolean {
  return closedIn(hours, { from: startsAt, until: endsAt }, timeZone).length === 0;
}

function daysIn(hours: OpeningHours): OpenTimes[][] {
  if (hours === null) return WEEKDAYS.map(() => []);
  return hours.split(";").map((day) =>
    (day === "" ? [] : day.split(",")).map((span) => {
      const [opens = "", closes = ""] = span.split("-");
      return { opens, closes };
    }),
  );
}

/** Undefined where it is no list of spans, one after the other; only the last may end on the next day. */
function readTyped(text: string): OpenTimes[] | undefined {
  const spans: OpenTimes[] = [];
  for (const part of text.split(/[,;/]/).filter((it) => it.trim() !== "")) {
    const [opens, closes, ...more] = part.split(/[-–—]/).map(readTime);
    if (!opens || !closes || more.length > 0) return undefined;
    const before = spans.at(-1);
    if (before && (before.closes <= before.opens || opens < before.closes)) return undefined;
    spans.push({ opens, closes });
  }
  const [first, last] = [spans[0], spans.at(-1)];
  // A night may not run into the opening that it began with.
  const isNight = first && last && last.closes <= last.opens;
  return spans.length > 1 && isNight && last.closes > first.opens ? undefined : spans;
}

/** "10", "10 h", "10h30", "10:30"; 24 is midnight. */
function readTime(text: string): string | undefined {
  const match = /^(\d{1,2})(?:\s*[h:.]\s*(\d{2})?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  if (hour === 24 && minute === 0) return "00:00";
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function weekdayOf(day: string): number {
  return (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earliest(a: Date, b: Date): Date {
  return a < b ? a : b;
}
