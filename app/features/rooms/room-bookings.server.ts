import { and, asc, eq, gt, lt, notInArray, sql } from "drizzle-orm";
import { clients, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";

/** Minutes booked in `[from, until)`, holds left out, by room; a room that stands free is absent. */
export async function bookedMinutesByRoom(
  db: StudioDb,
  from: Date,
  until: Date,
): Promise<Map<string, number>> {
  const within = sql`least(${sessions.endsAt}, ${until.toISOString()}::timestamptz)
    - greatest(${sessions.startsAt}, ${from.toISOString()}::timestamptz)`;
  const booked = await db
    .select({
      roomId: sessions.roomId,
      minutes: sql<number>`(sum(extract(epoch from ${within})) / 60)::int`,
    })
    .from(sessions)
    .where(
      and(
        lt(sessions.startsAt, until),
        gt(sessions.endsAt, from),
        notInArray(sessions.state, ["cancelled", "hold"]),
      ),
    )
    .groupBy(sessions.roomId);
  return new Map(booked.map(({ roomId, minutes }) => [roomId, minutes]));
}

/** What is booked in a room from now on, the one under way included, the soonest first. */
export function listNextInRoom(db: StudioDb, roomId: string, now: Date) {
  return db
    .select({
      id: sessions.id,
      kind: sessions.kind,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      client: clients.name,
    })
    .from(sessions)
    .innerJoin(
      clients,
      and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
    )
    .where(
      and(
        eq(sessions.roomId, roomId),
        gt(sessions.endsAt, now),
        notInArray(sessions.state, ["cancelled", "hold"]),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(8);
}

export type RoomSession = Awaited<ReturnType<typeof listNextInRoom>>[number];

export type DayLoad = { day: string; minutes: number };

/**
 * Minutes booked in a room on each of the studio's days from `firstDay` on, days without any included.
 * A session past midnight belongs to its evening, one over several days to each of them.
 */
export async function listDayLoads(
  db: StudioDb,
  roomId: string,
  { firstDay, days, timeZone, dayStartsAt }: DaySpan,
): Promise<DayLoad[]> {
  const dawn = sql`${dayStartsAt}::time`;
  const rows = await db.execute<DayLoad>(sql`
    with days as (
      select day::date as day, (day + ${dawn}) at time zone ${timeZone} as dawn,
        (day + interval '1 day' + ${dawn}) at time zone ${timeZone} as next_dawn
      from generate_series(0, ${days}::int - 1) as n,
        lateral (select ${firstDay}::date::timestamp + n * interval '1 day') as it (day)
    ), booked as materialized (
      select starts_at, ends_at from ${sessions}
      where room_id = ${roomId}::uuid and state not in ('cancelled', 'hold')
        and starts_at < (select max(next_dawn) from days) and ends_at > (select min(dawn) from days)
    )
    select to_char(days.day, 'YYYY-MM-DD') as day, coalesce(sum(extract(epoch from
      least(ends_at, next_dawn) - greatest(starts_at, dawn)))
        filter (where starts_at is not null) / 60, 0)::int as minutes
    from days left join booked on starts_at < next_dawn and ends_at > dawn
    group by days.day order by days.day`);
  return rows.map(({ day, minutes }) => ({ day, minutes }));
}

export type DaySpan = { firstDay: string; days: number; timeZone: string; dayStartsAt: string };
