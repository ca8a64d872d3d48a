import { and, asc, eq, gt, gte, inArray, lt, ne, or, sql, type SQL } from "drizzle-orm";
import {
  absences,
  allocations,
  clients,
  equipment,
  people,
  rooms,
  sessions,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { ofAllocation, type Wish } from "./allocations.server.ts";
import { LONGEST_SESSION_DAYS } from "./session.ts";
import type { Span, Timed } from "./studio-day.ts";

const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;

/**
 * What stands in a wish's way first: of other sessions' rooms, people and units. A firm wish is in the
 * way of holds too, a hold only of what is firm.
 */
export async function findClash(
  db: StudioDb,
  wish: Wish,
  { room, isHold, besides }: { room: Buffers; isHold: boolean; besides: string | undefined },
) {
  const [clash] = await db
    .select({
      id: sessions.id,
      kind: sessions.kind,
      state: sessions.state,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      client: clients.name,
      takes: sql<
        "room" | "person" | "equipment"
      >`case when ${allocations.roomId} is not null then 'room'
        when ${allocations.personId} is not null then 'person' else 'equipment' end`,
      what: sql<string>`coalesce(${rooms.name}, ${people.name}, ${equipment.name})`,
    })
    .from(allocations)
    .innerJoin(sessions, ofAllocation(sessions, allocations.sessionId))
    .innerJoin(clients, ofAllocation(clients, sessions.clientId))
    .leftJoin(rooms, ofAllocation(rooms, allocations.roomId))
    .leftJoin(people, ofAllocation(people, allocations.personId))
    .leftJoin(equipment, ofAllocation(equipment, allocations.equipmentId))
    .where(
      and(
        or(...takenBy(wish, room)),
        isHold ? eq(allocations.claim, "firm") : ne(allocations.claim, "none"),
        besides === undefined ? undefined : ne(allocations.sessionId, besides),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(allocations.id))
    .limit(1);
  return clash;
}

/** The first session that stands in the way. */
export type Clash = NonNullable<Awaited<ReturnType<typeof findClash>>>;

type Buffers = { minutesBefore: number; minutesAfter: number };

// Each by an index of its own: under row-level security an expression over the three finds none.
function takenBy({ roomId, ...wish }: Wish, room: Buffers): SQL[] {
  return takenIn({ roomId, crew: [], equipmentIds: [] }, widened(wish, room)).concat(
    takenIn({ roomId: null, ...wish }, spanOf(wish)),
  );
}

function takenIn(
  { roomId, crew, equipmentIds }: Pick<Wish, "crew" | "equipmentIds"> & { roomId: string | null },
  span: Span,
): SQL[] {
  const { personId, equipmentId } = allocations;
  const people = crew.map((it) => it.personId);
  const conditions = [
    roomId !== null && eq(allocations.roomId, roomId),
    people.length > 0 && inArray(personId, people),
    equipmentIds.length > 0 && inArray(equipmentId, [...equipmentIds]),
  ];
  return conditions.flatMap((condition) =>
    typeof condition === "object" ? (and(condition, overlapping(span)) ?? []) : [],
  );
}

/** By one range of the index on a resource's time: nothing takes longer than a session may. */
function overlapping({ from, until }: Span): SQL | undefined {
  const earliest = new Date(from.getTime() - (LONGEST_SESSION_DAYS + 1) * DAY);
  return and(
    gte(allocations.takenFrom, earliest),
    lt(allocations.takenFrom, until),
    gt(allocations.takenUntil, from),
  );
}

function spanOf({ startsAt, endsAt }: Timed): Span {
  return { from: startsAt, until: endsAt };
}

function widened({ startsAt, endsAt }: Timed, { minutesBefore, minutesAfter }: Buffers): Span {
  return {
    from: new Date(startsAt.getTime() - minutesBefore * MINUTE),
    until: new Date(endsAt.getTime() + minutesAfter * MINUTE),
  };
}

/**
 * When a session with this wish's needs could not be, in a span: what takes them, each widened by what
 * the room wants to be kept free, so that a slot may begin where one of these ends.
 */
export async function listTaken(
  db: StudioDb,
  { roomId, crew, equipmentIds }: Wish,
  { room, span, besides }: { room: Buffers; span: Span; besides: string | undefined },
): Promise<Timed[]> {
  const taken = await db
    .select({
      startsAt: allocations.takenFrom,
      endsAt: allocations.takenUntil,
      roomId: allocations.roomId,
    })
    .from(allocations)
    .where(
      and(
        or(...takenIn({ roomId, crew, equipmentIds }, span)),
        ne(allocations.claim, "none"),
        besides === undefined ? undefined : ne(allocations.sessionId, besides),
      ),
    );
  return taken.map(({ roomId: itsRoom, ...times }) => {
    if (itsRoom === null) return times;
    const { from, until } = widened(times, {
      minutesBefore: room.minutesAfter,
      minutesAfter: room.minutesBefore,
    });
    return { startsAt: from, endsAt: until };
  });
}

/** Rooms that are free at a wish's time, with what each wants to be kept free around it, by name. */
export function listFreeRooms(db: StudioDb, { roomId, startsAt, endsAt }: Wish) {
  const until = sql`${endsAt.toISOString()}::timestamptz + make_interval(mins => ${rooms.minutesAfter})`;
  const from = sql`${startsAt.toISOString()}::timestamptz - make_interval(mins => ${rooms.minutesBefore})`;
  const taken = db
    .select({ one: sql`1` })
    .from(allocations)
    .where(
      and(
        eq(allocations.studioId, rooms.studioId),
        eq(allocations.roomId, rooms.id),
        gte(allocations.takenFrom, new Date(startsAt.getTime() - (LONGEST_SESSION_DAYS + 2) * DAY)),
        sql`${allocations.takenFrom} < ${until}`,
        sql`${allocations.takenUntil} > ${from}`,
        ne(allocations.claim, "none"),
      ),
    );
  return db
    .select({ id: rooms.id, name: rooms.name, colour: rooms.colour })
    .from(rooms)
    .where(and(sql`${rooms.archivedAt} is null`, ne(rooms.id, roomId), sql`not exists (${taken})`))
    .orderBy(asc(rooms.name))
    .limit(4);
}

/** The first absence of one of these people in a time. */
export async function findAbsence(db: StudioDb, { crew, startsAt, endsAt }: Wish) {
  const ids = crew.map(({ personId }) => personId);
  if (ids.length === 0) return undefined;
  const [absence] = await db
    .select({ name: people.name, startsAt: absences.startsAt, endsAt: absences.endsAt })
    .from(absences)
    .innerJoin(
      people,
      and(eq(people.studioId, absences.studioId), eq(people.id, absences.personId)),
    )
    .where(
      and(
        inArray(absences.personId, ids),
        lt(absences.startsAt, endsAt),
        gt(absences.endsAt, startsAt),
      ),
    )
    .orderBy(asc(absences.startsAt))
    .limit(1);
  return absence;
}
