import type { Temporal } from "temporal-polyfill";
import type { rooms } from "#db/schema/studio/index.ts";
import type { customers } from "./customers.ts";
import type { DemoClient } from "./make-clients.ts";
import type { DemoProject, Stage } from "./make-projects.ts";
import type { ParisClock } from "./paris.ts";
import type { Random } from "./random.ts";
import { type SessionKind, calmOf, durationOf, eveningFrom, habits, seasonOf } from "./rhythm.ts";
import type { RowOf } from "./table.ts";
import type { workload } from "./workload.ts";

type Room = RowOf<typeof rooms>;

/** A session as it stands in the book. */
export type Booking = {
  room: Room;
  client: DemoClient;
  /** What it does for a project; a lockout is worth a session a day. */
  work: { project: DemoProject; stage: Stage; sessions: number } | null;
  kind: SessionKind;
  startsAt: Date;
  endsAt: Date;
  isCancelled: boolean;
};

export type CalendarPlan = {
  firstDay: Temporal.PlainDate;
  /** Days from the first: the one that is full whatever its weekday, and the last. */
  today: number;
  lastDay: number;
  load: number;
  clock: ParisClock;
  rooms: readonly Room[];
};

const dayLength = 1440;

/**
 * Fills every room day by day. A room's cursor only goes forward, past midnight and through
 * lockouts, so that no two sessions that stand can overlap; a cancelled one leaves it where it was.
 */
export function makeCalendar(
  plan: CalendarPlan,
  book: ReturnType<typeof customers>,
  waiting: ReturnType<typeof workload>,
  random: Random,
): Booking[] {
  const { clock, today } = plan;
  const bookings: Booking[] = [];
  const freeFrom = new Map<Room, number>();

  for (let day = 0; day <= plan.lastDay; day++) {
    const date = plan.firstDay.add({ days: day });
    const demand = demandOn(day, date);
    waiting.openUntil(clock.instantOf(day * dayLength));
    if (demand > 0) for (const room of plan.rooms) fillDay(room, day, date, demand);
  }
  return bookings;

  function demandOn(day: number, date: Temporal.PlainDate): number {
    if (day === today) return 1;
    const growth = 0.86 + (0.2 * day) / plan.lastDay;
    const stillOpen = day < today ? 1 : Math.max(0.12, 0.95 - (day - today) / 50);
    return plan.load * growth * stillOpen * seasonOf(date);
  }

  function fillDay(room: Room, day: number, date: Temporal.PlainDate, demand: number): void {
    const midnight = day * dayLength;
    const { opens, lastStart } = habits[room.kind];
    const morning = midnight + opens + (random.chance(0.25) ? 30 : 0);
    let cursor = Math.max(morning, (freeFrom.get(room) ?? 0) + 30);
    while (cursor <= midnight + lastStart) {
      const isWanted = random.chance(demand * calmOf(date, cursor - midnight));
      const end = isWanted ? bookAt(room, cursor, day) : undefined;
      if (end === undefined) {
        cursor += day === today ? 15 : random.pick([120, 180, 240]);
        continue;
      }
      freeFrom.set(room, end);
      cursor = end + (day === today ? random.pick([0, 15, 30]) : random.pick([0, 30, 30, 60]));
    }
  }

  /** Books from `start`; the minute at which the room is free again where somebody came. */
  function bookAt(room: Room, start: number, day: number): number | undefined {
    const isEvening = start - day * dayLength >= eveningFrom;
    const next = random.chance(0.78) ? waiting.nextFor(room) : undefined;
    const days = next && !isEvening ? lockoutDays(room, next.open.left[next.stage], start, day) : 0;
    const habit = habits[room.kind][isEvening ? "evening" : "day"];
    const kind = days > 0 ? "lockout" : (next?.stage ?? random.weighted(habit));
    const startsAt = clock.instantOf(start);
    const client =
      next?.open.project.client ?? book.clientFor(kind, clock.instantOf(day * dayLength));
    if (!client) return undefined;

    const lasts = durationOf(kind, room.kind, isEvening, random);
    const end =
      days > 0
        ? (day + days - 1) * dayLength + 22 * 60
        : start + (day === today ? Math.min(lasts, 270) : lasts);
    const isCancelled = random.chance(0.05);
    const sessions = Math.max(1, days);
    const work = next ? { project: next.open.project, stage: next.stage, sessions } : null;
    bookings.push({
      room,
      client,
      work,
      kind,
      startsAt,
      endsAt: clock.instantOf(end),
      isCancelled,
    });
    book.remember(client);
    if (isCancelled) return undefined;
    if (next) waiting.take(next.open, next.stage, room, sessions);
    return end;
  }

  /** Days for which a project takes the room as its own; 0 for a session like others. */
  function lockoutDays(room: Room, left: number, start: number, day: number): number {
    const canHost = room.kind === "live" || room.kind === "mixing";
    if (!canHost || left < 3 || start - day * dayLength > 11 * 60) return 0;
    const days = random.chance(0.09) ? random.between(2, Math.min(5, left)) : 0;
    const reachesToday = day <= today && day + days > today;
    return reachesToday || day + days > plan.lastDay ? 0 : days;
  }
}
