import { asc, eq, sql } from "drizzle-orm";
import { series, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { dayOf } from "#app/lib/dates.ts";
import { allocateAll, takenFor } from "./allocations.server.ts";
import type { BookingClock, Refused } from "./booking-check.server.ts";
import { stateAt } from "./hold.ts";
import { readRule, type Rule, ruleText, seriesDays } from "./recurrence.ts";
import {
  type Hindrance,
  type OccurrenceTimes,
  occurrenceOf,
  overlapEachOther,
  type Preview,
  seriesTimesOf,
} from "./series.ts";
import { findHindrances, holdForAll } from "./series-check.server.ts";
import type { BookableState } from "./session.ts";
import { type Booking, holdFrom, priceIn } from "./sessions.server.ts";

/** Why a series was not booked or changed; `review`: its dates are to be seen first, or seen again. */
export type SeriesRefused =
  | Extract<Refused, { reason: "unknown" | "unusable" }>
  | { ok: false; reason: "review" | "nothingLeft"; preview: Preview }
  /** Its own sessions would overlap; a spring night skips one; the days of months cannot be moved. */
  | { ok: false; reason: "overlap" }
  | { ok: false; reason: "skipped" }
  | { ok: false; reason: "monthly" };

export type SeriesBooked = { ok: true; id: string; seriesId: string } | SeriesRefused;

type SeriesBooking = Booking & { state: BookableState };

/**
 * Books a session on each day of a rule, all or none, in one transaction and by the locks of a single
 * booking. `agreed` are the days that may be left out where something stands in the way; where it is
 * undefined, nothing is booked and the dates are shown. `id` is that of the first session.
 */
export async function bookSeries(
  db: StudioDb,
  { state, ...booking }: SeriesBooking,
  rule: Rule,
  agreed: readonly string[] | undefined,
  clock: BookingClock,
): Promise<SeriesBooked> {
  const isHold = state === "hold";
  const times = seriesTimesOf(booking, clock.timeZone);
  const found = seriesDays(rule, dayOf(booking.startsAt, clock.timeZone));
  // The form's schema refuses such a rule with words.
  if (!found.ok) throw new RangeError(`a series cannot have this rule: ${found.reason}`);
  const dates = found.days.map((day) => occurrenceOf(day, times, clock.timeZone));
  if (!dates.every((date) => date !== undefined)) return { ok: false, reason: "skipped" };
  const targets = dates.map(({ startsAt, endsAt }) => ({ ...booking, startsAt, endsAt, isHold }));
  const held = await holdForAll(db, targets, { ...booking, now: clock.now });
  if (!held.ok) return held;
  const room = held.rooms.get(booking.roomId)!;
  if (overlapEachOther(dates, room)) return { ok: false, reason: "overlap" };
  const hindrances = await findHindrances(db, targets, { rooms: held.rooms });
  const reviewed = review(dates, hindrances, agreed);
  if (!reviewed.ok) return reviewed;

  const { crew: _crew, equipmentIds: _units, ...values } = booking;
  const { clientId, projectId, roomId, kind, notes } = values;
  const { free, skipped } = reviewed;
  const seriesId = await addSeries(db, {
    rule: ruleText(rule),
    firstDay: dates[0]!.day,
    ...times,
    exceptions: skipped,
    ...{ clientId, projectId, roomId, kind, notes },
    priceCents: priceIn(room, booking),
  });
  const booked = await db
    .insert(sessions)
    .values(
      free.map(({ day: occurrenceDay, startsAt, endsAt }) => {
        const own = { ...values, startsAt, endsAt };
        return {
          ...own,
          ...{ state, seriesId, occurrenceDay, priceCents: priceIn(room, own) },
          ...(isHold && holdFrom(clock.now, own)),
        };
      }),
    )
    .returning({ id: sessions.id });
  const ids = booked.map(({ id }) => id);
  await allocateAll(db, ids, takenFor(booking));
  return { ok: true, id: ids[0]!, seriesId };
}

export async function addSeries(db: StudioDb, values: typeof series.$inferInsert): Promise<string> {
  const [row] = await db.insert(series).values(values).returning({ id: series.id });
  return row!.id;
}

type Reviewed<Date extends OccurrenceTimes> =
  | { ok: true; free: Date[]; skipped: string[] }
  | Extract<SeriesRefused, { reason: "review" | "nothingLeft" }>;

/** Whether what stands in the way was agreed to be left out, and something is left. */
export function review<Date extends OccurrenceTimes>(
  dates: readonly Date[],
  hindrances: ReadonlyMap<number, Hindrance>,
  agreed: readonly string[] | undefined,
): Reviewed<Date> {
  const skipped = dates.filter((_, n) => hindrances.has(n)).map(({ day }) => day);
  const since = agreed ? skipped.filter((day) => !agreed.includes(day)) : null;
  const preview: Preview = {
    dates: dates.map(({ day, startsAt, endsAt }, n) => {
      return { day, startsAt, endsAt, hindrance: hindrances.get(n) ?? null };
    }),
    since,
  };
  if (since === null || since.length > 0) return { ok: false, reason: "review", preview };
  const free = dates.filter((_, n) => !hindrances.has(n));
  if (free.length === 0) return { ok: false, reason: "nothingLeft", preview };
  return { ok: true, free, skipped };
}

/** The series that a session is of, with all its sessions by their day; undefined where it is of none. */
export async function findSeriesOf(db: StudioDb, sessionId: string, now: Date) {
  const its = db.select({ id: sessions.seriesId }).from(sessions).where(eq(sessions.id, sessionId));
  const { id, rule, firstDay, exceptions } = series;
  const [[row], rows] = await Promise.all([
    db
      .select({ id, rule, firstDay, exceptions })
      .from(series)
      .where(eq(id, sql`(${its})`)),
    db
      .select({
        id: sessions.id,
        day: sql<string>`${sessions.occurrenceDay}`.mapWith(sessions.occurrenceDay),
        startsAt: sessions.startsAt,
        endsAt: sessions.endsAt,
        state: sessions.state,
        heldUntil: sessions.heldUntil,
      })
      .from(sessions)
      .where(eq(sessions.seriesId, sql`(${its})`))
      .orderBy(asc(sessions.occurrenceDay)),
  ]);
  const read = row && readRule(row.rule);
  if (!read) return undefined;
  const occurrences = rows.map(({ heldUntil, ...session }) => ({
    ...session,
    state: stateAt({ ...session, heldUntil }, now),
  }));
  return { ...row, rule: read, occurrences };
}

export type SeriesOf = NonNullable<Awaited<ReturnType<typeof findSeriesOf>>>;
