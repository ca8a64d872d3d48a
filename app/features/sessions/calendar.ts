import {
  addDays,
  addMonths,
  dayOf,
  daysFrom,
  instantAt,
  isDay,
  mondayOf,
  timeOf,
} from "#app/lib/dates.ts";
import { type Block, type Span, type StudioClock, type Timed, weekOf } from "./studio-day.ts";

export const CALENDAR_VIEWS = ["day", "week", "month", "agenda", "timeline"] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** What a calendar's address asks for: a day, or what it is in. */
export type CalendarWish = { view: CalendarView; day: string };

const AGENDA_DAYS = 14;

/** `?day=`, `?week=`, `?month=`, `?agenda=` and `?timeline=` take any day; without them it is this week. */
export function readCalendar(parameters: URLSearchParams, today: string): CalendarWish {
  for (const view of CALENDAR_VIEWS) {
    const day = parameters.get(view);
    if (day !== null && isDay(day)) return { view, day };
    // A view that names no day, or one that is none, is of today.
    if (day !== null) return { view, day: today };
  }
  return { view: "week", day: today };
}

/** What the address of another day or view keeps. */
const FILTERS = ["room", "person", "kind", "cancelled", "by", "zoom"];

/** The address of another day or view, under the same filters. */
export function calendarSearch(parameters: URLSearchParams, { view, day }: CalendarWish): string {
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    const value = parameters.get(name);
    if (value) kept.set(name, value);
  }
  // Of the timeline's rows; a list searches sessions by it.
  const rows = parameters.get("q");
  if (rows && view === "timeline" && parameters.has("timeline")) kept.set("q", rows);
  kept.set(view, day);
  return `?${kept.toString()}`;
}

/** The one before or after. */
export function besides({ view, day }: CalendarWish, step: 1 | -1): CalendarWish {
  if (view === "month") return { view, day: addMonths(firstOf(day), step) };
  const days = { day: 1, week: 7, agenda: AGENDA_DAYS, timeline: 7 }[view];
  return { view, day: addDays(day, days * step) };
}

/** The days that a view shows: of a month whole weeks. */
export function daysOf({ view, day }: CalendarWish): string[] {
  switch (view) {
    case "day":
      return [day];
    case "week":
    case "timeline":
      return weekOf(day);
    case "agenda":
      return Array.from({ length: AGENDA_DAYS }, (_, n) => addDays(day, n));
    case "month": {
      const first = mondayOf(firstOf(day));
      const last = addDays(addMonths(firstOf(day), 1), -1);
      const weeks = Math.ceil((daysFrom(first, last) + 1) / 7);
      return Array.from({ length: weeks * 7 }, (_, n) => addDays(first, n));
    }
  }
}

export function firstOf(day: string): string {
  return `${day.slice(0, 8)}01`;
}

/** How a slot is written in an address: "2026-11-16T10:00", as the studio's clocks show it. */
export function slotText(instant: Date, timeZone: string): string {
  return `${dayOf(instant, timeZone)}T${timeOf(instant, timeZone)}`;
}

/** Undefined where it is no day and time. */
export function readSlot(text: string | null): { day: string; time: string } | undefined {
  const [, day = "", time = ""] = /^(.{10})T((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text ?? "") ?? [];
  return isDay(day) ? { day, time } : undefined;
}

/** Where one would book next in a room's day: at ten, or once what is there is over. */
export function openingIn(
  day: string,
  { from, until }: Span,
  blocks: readonly Block<Timed>[],
  { timeZone }: StudioClock,
): Date | undefined {
  let opening = instantAt(day, "10:00", timeZone);
  if (opening < from) opening = from;
  for (const { session } of blocks) {
    if (session.startsAt <= opening && session.endsAt > opening) opening = session.endsAt;
  }
  return opening < until ? opening : undefined;
}
