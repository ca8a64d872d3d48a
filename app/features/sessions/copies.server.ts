import { eq } from "drizzle-orm";
import { rooms } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { addDays, dayOf } from "#app/lib/dates.ts";
import type { BookingClock } from "./booking-check.server.ts";
import { occurrenceOf, seriesTimesOf } from "./series.ts";
import { findHindrances } from "./series-check.server.ts";
import { findSession } from "./sessions.server.ts";

/** So many weeks on a free day is looked for. */
const SEARCHED_WEEKS = 26;

/**
 * A session to be booked anew: the same at the same time of day, on the first of its weekdays from the
 * next week on, none of them past, on which all that it takes is free; the first of them where none is.
 * Undefined where there is no such session.
 */
export async function findCopy(db: StudioDb, id: string, { timeZone, now }: BookingClock) {
  const session = await findSession(db, id);
  if (!session) return undefined;
  const times = seriesTimesOf(session, timeZone);
  const day = dayOf(session.startsAt, timeZone);
  const today = dayOf(now, timeZone);
  const days = weeksFrom(day, today).flatMap((it) => occurrenceOf(it, times, timeZone) ?? []);
  const { minutesBefore, minutesAfter } = rooms;
  const kept = await db
    .select({ minutesBefore, minutesAfter })
    .from(rooms)
    .where(eq(rooms.id, session.room.id));
  const wish = {
    roomId: session.room.id,
    crew: session.crew,
    equipmentIds: session.units.map((unit) => unit.id),
    isHold: false,
  };
  const hindrances = await findHindrances(
    db,
    days.map(({ startsAt, endsAt }) => ({ ...wish, startsAt, endsAt })),
    { rooms: new Map(kept.map((room) => [session.room.id, room])) },
  );
  const free = days.find((_, n) => !hindrances.has(n)) ?? days[0];
  const { startsAt, endsAt } = free ?? session;
  return { ...session, startsAt, endsAt, copied: session.startsAt };
}

function weeksFrom(day: string, today: string): string[] {
  let first = addDays(day, 7);
  while (first < today) first = addDays(first, 7);
  return Array.from({ length: SEARCHED_WEEKS }, (_, n) => addDays(first, 7 * n));
}
