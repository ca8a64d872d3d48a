import { z } from "zod";
import { addDays, dayOf, daysFrom, instantAt, isDay } from "#app/lib/dates.ts";
import { optionalText } from "#app/lib/text.ts";
import { SESSION_KINDS } from "./session.ts";
import type { Timed } from "./studio-day.ts";

/** So far a wish may reach: who waits longer asks again. */
export const LONGEST_WAIT_DAYS = 92;

/** Lengths that a form offers, in minutes. */
export const LENGTHS = [30, 60, 90, 120, 180, 240, 300, 360, 420, 480, 600, 720, 1440] as const;

const day = z.string().refine(isDay, "common:errors.date");
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "sessions:errors.time");

/** Who waits for which slot, as its form has it. Days and times are the studio's. */
export const waitingSchema = z
  .object({
    clientId: z.uuid(),
    projectId: z.uuid().nullable().default(null),
    /** Null: whichever is free. */
    roomId: z.uuid().nullable().default(null),
    kind: z.enum(SESSION_KINDS),
    earliestDay: day,
    latestDay: day,
    fromTime: time.nullable().default(null),
    toTime: time.nullable().default(null),
    minutes: z.int().min(15).max(1440),
    note: optionalText(1_000),
  })
  .superRefine(({ earliestDay, latestDay, fromTime, toTime, minutes }, context) => {
    const refuse = (path: "latestDay" | "fromTime" | "toTime", message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (latestDay < earliestDay) refuse("latestDay", "waiting:errors.endsBefore");
    if (isDay(earliestDay) && isDay(latestDay)) {
      const isTooLong = daysFrom(earliestDay, latestDay) >= LONGEST_WAIT_DAYS;
      if (isTooLong) refuse("latestDay", `waiting:errors.tooLong?limit=${LONGEST_WAIT_DAYS}`);
    }
    if (fromTime !== null && toTime === null) refuse("toTime", "common:errors.required");
    if (fromTime === null && toTime !== null) refuse("fromTime", "common:errors.required");
    if (fromTime === null || toTime === null) return;
    if (fromTime === toTime) refuse("toTime", "sessions:errors.empty");
    else if (minutesBetween(fromTime, toTime) < minutes)
      refuse("toTime", "waiting:errors.tooShort");
  });
export type WaitingValues = z.output<typeof waitingSchema>;

function minutesBetween(from: string, to: string): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  return (minutes(to) - minutes(from) + 1440) % 1440;
}

/** What it is that somebody waits for. */
export type Wanted = Pick<
  WaitingValues,
  "roomId" | "earliestDay" | "latestDay" | "fromTime" | "toTime" | "minutes"
>;

/** A room, and when it is taken: in order, with what it is kept free around sessions left out. */
export type RoomTimes = {
  id: string;
  minutesBefore: number;
  minutesAfter: number;
  taken: readonly Timed[];
};
export type Fit = Timed & { roomId: string };

/** The hours of a day in which one looks where nobody says which. */
const USUAL = { from: "08:00", to: "00:00" };

const MINUTE = 60_000;
const STEP = 15 * MINUTE;

type Sought = { timeZone: string; now: Date; limit?: number; freed?: Fit };

/**
 * The first slots that fit a wish, one a day and room, the soonest first. With `freed`, only what uses
 * some of that slot, as near to its beginning as can be.
 */
export function fitsOf(
  wanted: Wanted,
  rooms: readonly RoomTimes[],
  { timeZone, now, limit = 3, freed }: Sought,
): Fit[] {
  const suitable = rooms.filter(
    ({ id }) => (wanted.roomId ?? id) === id && (freed?.roomId ?? id) === id,
  );
  const { first, last } = daysOfWish(wanted, { timeZone, now, freed });
  const fits: Fit[] = [];
  for (let on = first; on <= last && fits.length < limit; on = addDays(on, 1)) {
    const window = windowOf(on, wanted, timeZone);
    const ofDay = suitable.flatMap((room) => {
      const fit = fitIn(window, room, wanted.minutes * MINUTE, { now, freed });
      return fit ? [{ ...fit, roomId: room.id }] : [];
    });
    fits.push(...ofDay.toSorted((a, b) => +a.startsAt - +b.startsAt));
  }
  return fits.slice(0, limit);
}

function daysOfWish(
  { earliestDay, latestDay }: Wanted,
  { timeZone, now, freed }: Pick<Sought, "timeZone" | "now" | "freed">,
) {
  // An evening's window reaches into the next day.
  const from = addDays(dayOf(freed && freed.startsAt > now ? freed.startsAt : now, timeZone), -1);
  const until = freed ? dayOf(freed.endsAt, timeZone) : latestDay;
  return {
    first: earliestDay > from ? earliestDay : from,
    last: latestDay < until ? latestDay : until,
  };
}

function windowOf(day: string, { fromTime, toTime }: Wanted, timeZone: string): Timed {
  const from = fromTime ?? USUAL.from;
  const to = toTime ?? USUAL.to;
  return {
    startsAt: instantAt(day, from, timeZone),
    endsAt: instantAt(to > from ? day : addDays(day, 1), to, timeZone),
  };
}

function fitIn(
  window: Timed,
  { taken, minutesBefore, minutesAfter }: RoomTimes,
  length: number,
  { now, freed }: Pick<Sought, "now" | "freed">,
): Timed | undefined {
  const end = window.endsAt.getTime();
  let cursor = Math.max(window.startsAt.getTime(), Math.ceil(now.getTime() / STEP) * STEP);
  const gaps: { from: number; until: number }[] = [];
  for (const { startsAt, endsAt } of taken) {
    const until = Math.min(startsAt.getTime() - minutesAfter * MINUTE, end);
    if (until - cursor >= length) gaps.push({ from: cursor, until });
    cursor = Math.max(cursor, endsAt.getTime() + minutesBefore * MINUTE);
  }
  if (end - cursor >= length) gaps.push({ from: cursor, until: end });
  for (const gap of gaps) {
    const wish = freed ? freed.startsAt.getTime() : gap.from;
    const start = Math.min(Math.max(gap.from, wish), gap.until - length);
    if (freed && (start >= freed.endsAt.getTime() || start + length <= freed.startsAt.getTime())) {
      continue;
    }
    return { startsAt: new Date(start), endsAt: new Date(start + length) };
  }
  return undefined;
}
