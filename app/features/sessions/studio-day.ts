import { addDays, instantAt, mondayOf } from "#app/lib/dates.ts";

/** How a studio reads time: where it stands, and when its day begins ("06:00"). */
export type StudioClock = { timeZone: string; dayStartsAt: string };

/** Half-open, `[from, until)`. */
export type Span = { from: Date; until: Date };

/** So many days of the studio, 23 to 25 hours each. */
export function spanOf(firstDay: string, days: number, clock: StudioClock): Span {
  return { from: startOfDay(firstDay, clock), until: startOfDay(addDays(firstDay, days), clock) };
}

/** The seven days, from Monday on, of the week that a day is in. */
export function weekOf(day: string): string[] {
  const monday = mondayOf(day);
  return Array.from({ length: 7 }, (_, n) => addDays(monday, n));
}

const HOUR = 3_600_000;

/** The full hours that have passed since a span began: on the night of a clock change one less, or more. */
export function hoursOf({ from, until }: Span): Date[] {
  const count = Math.ceil((until.getTime() - from.getTime()) / HOUR);
  return Array.from({ length: count }, (_, n) => new Date(from.getTime() + n * HOUR));
}

/** Where an instant stands in a span: 0 at its beginning, 1 at its end, less or more outside. */
export function placeOf(instant: Date, { from, until }: Span): number {
  return (instant.getTime() - from.getTime()) / (until.getTime() - from.getTime());
}

export type Timed = { startsAt: Date; endsAt: Date };

/** A session in a span: its edges from 0 to 1, cut where it reaches out, and its track beside others. */
export type Block<Session> = {
  session: Session;
  start: number;
  end: number;
  beginsBefore: boolean;
  endsAfter: boolean;
  /** From 0, of `tracks`: more than one only where blocks overlap (a cancelled session and its successor). */
  track: number;
  tracks: number;
};

/** The blocks of a span, by start. Sessions that do not reach into it are left out. */
export function blocksIn<Session extends Timed>(
  span: Span,
  sessions: readonly Session[],
): Block<Session>[] {
  const inside = sessions
    .filter(({ startsAt, endsAt }) => startsAt < span.until && endsAt > span.from)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const groups: { until: Date; ends: Date[]; blocks: Block<Session>[] }[] = [];
  for (const session of inside) {
    let group = groups.at(-1);
    if (!group || session.startsAt >= group.until) {
      group = { until: session.endsAt, ends: [], blocks: [] };
      groups.push(group);
    }
    const free = group.ends.findIndex((end) => end <= session.startsAt);
    const track = free === -1 ? group.ends.length : free;
    group.ends[track] = session.endsAt;
    if (session.endsAt > group.until) group.until = session.endsAt;
    group.blocks.push({
      session,
      start: Math.max(0, placeOf(session.startsAt, span)),
      end: Math.min(1, placeOf(session.endsAt, span)),
      beginsBefore: session.startsAt < span.from,
      endsAfter: session.endsAt > span.until,
      track,
      tracks: 1,
    });
  }
  return groups.flatMap(({ ends, blocks }) =>
    blocks.map((block) => ({ ...block, tracks: ends.length })),
  );
}

function startOfDay(day: string, { timeZone, dayStartsAt }: StudioClock): Date {
  return instantAt(day, dayStartsAt, timeZone);
}
