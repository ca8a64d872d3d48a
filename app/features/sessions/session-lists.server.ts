import { and, asc, desc, eq, gt, gte, isNull, lt, ne, or, sql, type SQL } from "drizzle-orm";
import {
  allocations,
  clients,
  people,
  projects,
  rooms,
  sessions,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { type Cursor, PAGE_ROWS } from "#app/lib/keyset.ts";
import { contains } from "#app/lib/search.server.ts";
import { LONGEST_SESSION_DAYS, type SessionKind, type SessionState } from "./session.ts";
import type { Span } from "./studio-day.ts";

const DAY = 24 * 60 * 60_000;

/** Sessions that lie in a span or reach into it, by one range of the index `sessions_by_time`. */
export function reachingInto({ from, until }: Span): SQL | undefined {
  const earliest = new Date(from.getTime() - LONGEST_SESSION_DAYS * DAY);
  return and(
    gte(sessions.startsAt, earliest),
    lt(sessions.startsAt, until),
    gt(sessions.endsAt, from),
  );
}

const itsRoom = and(eq(rooms.studioId, sessions.studioId), eq(rooms.id, sessions.roomId));
const itsClient = and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId));
const itsProject = and(
  eq(projects.studioId, sessions.studioId),
  eq(projects.id, sessions.projectId),
);

type CalendarFilter = {
  roomId?: string;
  personId?: string;
  kind?: SessionKind;
  withCancelled?: boolean;
  now?: Date;
};

/** As `stateAt` of the rules. */
function stateNow(now: Date) {
  const { state, heldUntil } = sessions;
  const over = sql`${state} = 'hold' and ${heldUntil} <= ${now.toISOString()}::timestamptz`;
  return sql<SessionState>`case when ${over} then 'cancelled' else ${state} end`;
}

/** Not cancelled, and no hold whose time is over. */
export function standing(now: Date): SQL | undefined {
  const { state, heldUntil } = sessions;
  return and(ne(state, "cancelled"), or(ne(state, "hold"), gt(heldUntil, now)));
}

/**
 * What a calendar shows of a span: sessions in it and reaching into it, by start, each with the people
 * and units that it takes.
 */
export async function listSessionsIn(db: StudioDb, span: Span, filter: CalendarFilter = {}) {
  const [listed, taken] = await Promise.all([
    listBookedIn(db, span, filter),
    listTakenIn(db, span, filter),
  ]);
  const bySession = Map.groupBy(taken, ({ sessionId }) => sessionId);
  return listed.map((session) => {
    const own = bySession.get(session.id) ?? [];
    return {
      ...session,
      people: own.flatMap(({ personId, person }) =>
        personId && person ? [{ id: personId, name: person }] : [],
      ),
      unitIds: own.flatMap(({ equipmentId }) => equipmentId ?? []),
    };
  });
}

export type CalendarSession = Awaited<ReturnType<typeof listSessionsIn>>[number] & {
  /** It is shown where it shall be, and the studio has not said yes yet. */
  isMoving?: boolean;
};

function listBookedIn(db: StudioDb, span: Span, filter: CalendarFilter) {
  const booked = bookedIn(db, span, filter);
  const { id, roomId, kind, state, startsAt, endsAt } = booked;
  return db
    .select({ id, roomId, kind, state, startsAt, endsAt, client: clients.name })
    .from(booked)
    .innerJoin(clients, and(eq(clients.studioId, booked.studioId), eq(clients.id, booked.clientId)))
    .orderBy(asc(startsAt), asc(id));
}

function listTakenIn(db: StudioDb, span: Span, filter: CalendarFilter) {
  const booked = bookedIn(db, span, filter);
  const { sessionId, personId, equipmentId } = allocations;
  return db
    .select({ sessionId, personId, equipmentId, person: people.name })
    .from(booked)
    .innerJoin(
      allocations,
      and(eq(allocations.studioId, booked.studioId), eq(sessionId, booked.id)),
    )
    .leftJoin(people, and(eq(people.studioId, allocations.studioId), eq(people.id, personId)))
    .where(isNull(allocations.roomId))
    .orderBy(asc(allocations.id));
}

/**
 * In an order of its own, that of the index `sessions_by_time`, so that the planner takes its range first and
 * does not begin with the clients, to look up each one's sessions.
 */
function bookedIn(db: StudioDb, span: Span, filter: CalendarFilter) {
  const { studioId, id, roomId, clientId, kind, state, startsAt, endsAt } = sessions;
  return db
    .select({ studioId, id, roomId, clientId, kind, state, startsAt, endsAt })
    .from(sessions)
    .where(shownIn(span, filter))
    .orderBy(asc(startsAt), asc(endsAt))
    .as("booked");
}

function shownIn(span: Span, filter: CalendarFilter): SQL | undefined {
  const { roomId, personId, kind, withCancelled = false, now = new Date() } = filter;
  return and(
    reachingInto(span),
    roomId === undefined ? undefined : eq(sessions.roomId, roomId),
    kind === undefined ? undefined : eq(sessions.kind, kind),
    personId === undefined ? undefined : isBookedFor(personId),
    withCancelled ? undefined : standing(now),
  );
}

function isBookedFor(personId: string): SQL {
  return sql`exists (select from ${allocations} of_person
    where of_person.studio_id = ${sessions.studioId} and of_person.session_id = ${sessions.id}
      and of_person.person_id = ${personId})`;
}

export type SessionFilter = {
  state?: SessionState;
  kind?: SessionKind;
  roomId?: string;
  clientId?: string;
  /** What is over, the latest first; what is not, the soonest first; without it all, the latest first. */
  when?: "past" | "upcoming";
  now: Date;
  /** In the client's name or the project's title. */
  typed?: string;
};

/** A page of sessions by start, one more than is shown where there is a next page. Money in cents. */
export function listSessions(db: StudioDb, filter: SessionFilter, after?: Cursor) {
  const { kind, startsAt, endsAt, priceCents } = sessions;
  const isAscending = filter.when === "upcoming";
  const order = isAscending ? asc : desc;
  return db
    .select({
      ...{ id: sessions.id, kind, state: stateNow(filter.now), startsAt, endsAt, priceCents },
      client: clients.name,
      project: projects.title,
      room: { name: rooms.name, colour: rooms.colour },
    })
    .from(sessions)
    .innerJoin(clients, itsClient)
    .innerJoin(rooms, itsRoom)
    .leftJoin(projects, itsProject)
    .where(and(...conditionsOf(filter), after && beyond(after, isAscending)))
    .orderBy(order(startsAt), order(sessions.id))
    .limit(PAGE_ROWS + 1);
}

export type ListedSession = Awaited<ReturnType<typeof listSessions>>[number];

function conditionsOf({ state, kind, roomId, clientId, when, now, typed = "" }: SessionFilter) {
  return [
    state && sql`${stateNow(now)} = ${state}`,
    kind && eq(sessions.kind, kind),
    roomId && eq(sessions.roomId, roomId),
    clientId && eq(sessions.clientId, clientId),
    when === "past" && lt(sessions.startsAt, now),
    when === "upcoming" && gte(sessions.startsAt, now),
    contains(typed, clients.name, projects.title),
  ].filter((condition) => typeof condition === "object");
}

function beyond({ key, id }: Cursor, isAscending: boolean): SQL | undefined {
  const start = Number(key);
  if (!Number.isSafeInteger(start)) return undefined;
  const last = sql`(${new Date(start).toISOString()}::timestamptz, ${id}::uuid)`;
  return isAscending
    ? sql`(${sessions.startsAt}, ${sessions.id}) > ${last}`
    : sql`(${sessions.startsAt}, ${sessions.id}) < ${last}`;
}
