import { and, asc, eq, gte, inArray, lt, notInArray, or, sql, type SQL } from "drizzle-orm";
import { clients, projects, rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { LONGEST_SESSION_DAYS } from "#app/features/sessions/session.ts";
import { reachingInto } from "#app/features/sessions/session-lists.server.ts";
import type { Span } from "#app/features/sessions/studio-day.ts";

type FiguresOf = { today: Span; week: Span; month: Span; monthBefore: Span };

const DAY = 24 * 60 * 60_000;
/** What a week is compared with. */
const DAYS_BEFORE = 30;

/**
 * What is booked, cancelled sessions and holds left out: minutes today, this week and in the 30 days before it,
 * and the price in cents of what began in two spans of a month (who did not come is not counted there).
 */
export async function sumFigures(db: StudioDb, { today, week, month, monthBefore }: FiguresOf) {
  const before = { from: new Date(week.from.getTime() - DAYS_BEFORE * DAY), until: week.from };
  const spans = [today, week, before, month, monthBefore];
  const all = {
    from: new Date(Math.min(...spans.map(({ from }) => from.getTime()))),
    until: new Date(Math.max(...spans.map(({ until }) => until.getTime()))),
  };
  const [figures] = await db
    .select({
      todayMinutes: minutesIn(today),
      weekMinutes: minutesIn(week),
      minutesBefore: minutesIn(before),
      monthCents: centsOf(month),
      monthBeforeCents: centsOf(monthBefore),
    })
    .from(sessions)
    .where(and(reachingInto(all), notInArray(sessions.state, ["cancelled", "hold"])));
  return { ...figures!, daysBefore: DAYS_BEFORE };
}

export type Figures = Awaited<ReturnType<typeof sumFigures>>;

function minutesIn({ from, until }: Span) {
  const [first, last] = [timestamp(from), timestamp(until)];
  const { startsAt, endsAt } = sessions;
  return sql`coalesce(sum(extract(epoch from least(${endsAt}, ${last}) - greatest(${startsAt}, ${first})))
    filter (where ${startsAt} < ${last} and ${endsAt} > ${first}) / 60, 0)`.mapWith(Number);
}

function centsOf({ from, until }: Span) {
  const { startsAt, state, priceCents } = sessions;
  return sql`coalesce(sum(${priceCents}) filter (where ${startsAt} >= ${timestamp(from)}
    and ${startsAt} < ${timestamp(until)} and ${state} <> 'no_show'), 0)`.mapWith(Number);
}

function timestamp(instant: Date): SQL {
  return sql`${instant.toISOString()}::timestamptz`;
}

const LISTED = 6;

const listed = {
  ...{ id: sessions.id, kind: sessions.kind, state: sessions.state },
  ...{ startsAt: sessions.startsAt, endsAt: sessions.endsAt },
  client: clients.name,
  room: { name: rooms.name, colour: rooms.colour },
};

function fromSessions(db: StudioDb) {
  return db
    .select(listed)
    .from(sessions)
    .innerJoin(rooms, and(eq(rooms.studioId, sessions.studioId), eq(rooms.id, sessions.roomId)))
    .innerJoin(
      clients,
      and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
    );
}

/** What comes next, in any room, the soonest first. */
export function listNext(db: StudioDb, now: Date) {
  return fromSessions(db)
    .where(and(gte(sessions.startsAt, now), inArray(sessions.state, ["tentative", "confirmed"])))
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(LISTED);
}

/** What has not begun though its time came, or has not ended though it is over: the longest late first. */
export function listLate(db: StudioDb, now: Date) {
  const earliest = new Date(now.getTime() - LONGEST_SESSION_DAYS * DAY);
  return fromSessions(db)
    .where(
      and(
        gte(sessions.startsAt, earliest),
        lt(sessions.startsAt, now),
        or(
          inArray(sessions.state, ["tentative", "confirmed"]),
          and(eq(sessions.state, "in_progress"), lt(sessions.endsAt, now)),
        ),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(LISTED);
}

export type TodaySession = Awaited<ReturnType<typeof listNext>>[number];

/** Projects under way whose day has passed, the longest overdue first. `today` is the studio's day. */
export function listOverdueProjects(db: StudioDb, today: string) {
  return db
    .select({
      id: projects.id,
      title: projects.title,
      dueOn: sql<string>`${projects.dueOn}`,
      client: clients.name,
    })
    .from(projects)
    .innerJoin(
      clients,
      and(eq(clients.studioId, projects.studioId), eq(clients.id, projects.clientId)),
    )
    .where(and(eq(projects.state, "active"), lt(projects.dueOn, today)))
    .orderBy(asc(projects.dueOn), asc(projects.id))
    .limit(LISTED);
}

export type OverdueProject = Awaited<ReturnType<typeof listOverdueProjects>>[number];
