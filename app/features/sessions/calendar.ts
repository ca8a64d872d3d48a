import { addDays, dayOf, instantAt, isDay, timeOf } from "#app/lib/dates.ts";
import type { Block, Span, StudioClock, Timed } from "./studio-day.ts";

/** What a calendar's address asks for: the week that a day is in, or the day itself. */
export type CalendarWish = { view: "week" | "day"; day: string };

/** `?day=` and `?week=` take any day; without them it is this week. */
export function readCalendar(parameters: URLSearchParams, today: string): CalendarWish {
  const [week, day] = [parameters.get("week"), parameters.get("day")];
  if (day && isDay(day)) return { view: "day", day };
  return { view: "week", day: week && isDay(week) ? week : today };
}

/** The address of another day or week, under the same filters. */
export function calendarSearch(parameters: URLSearchParams, { view, day }: CalendarWish): string {
  const kept = new URLSearchParams();
  for (const name of ["room", "cancelled"]) {
    const value = parameters.get(name);
    if (value) kept.set(name, value);
  }
  kept.set(view, day);
  return `?${kept.toString()}`;
}

/** The one before or after. */
export function besides({ view, day }: CalendarWish, step: 1 | -1): CalendarWish {
  return { view, day: addDays(day, view === "week" ? 7 * step : step) };
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
