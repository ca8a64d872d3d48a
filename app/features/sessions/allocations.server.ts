import { and, asc, eq, exists, inArray, isNotNull, isNull, or, sql, type SQL } from "drizzle-orm";
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import { allocations, equipment, people, rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { Crew } from "./session.ts";
import type { Timed } from "./studio-day.ts";

/** What a session asks for: a room, people in their roles, units of equipment, and when. */
export type Wish = Timed & {
  roomId: string;
  crew: readonly Crew[];
  equipmentIds: readonly string[];
  /** One unit more of the class of each of these; the same twice asks for two. */
  anyOf?: readonly string[];
};

/** What a wish names, as it stands. */
export type Resources = Awaited<ReturnType<typeof holdResources>>;

/**
 * The resources of a wish, held to the end of the transaction: who books one of them stands in line,
 * so that nobody meets the exclusion constraint, where a refusal would end the transaction. The
 * constraint stays the guarantee, also for whoever does not ask here. Always in this order, and sessions after them:
 * two who want the same things never wait for each other. Of a class all units are held.
 */
export async function holdResources(
  db: StudioDb,
  { roomId, crew, equipmentIds, anyOf = [] }: Wish,
) {
  const personIds = crew.map(({ personId }) => personId);
  const { rooms: held, ...others } = await holdAll(db, {
    roomIds: [roomId],
    personIds,
    equipmentIds,
    anyOf,
  });
  return { room: held[0], ...others };
}

type Wanted = Record<"roomIds" | "personIds" | "equipmentIds", readonly string[]> &
  Pick<Wish, "anyOf">;

/** The same of what several sessions want. */
export async function holdAll(
  db: StudioDb,
  { roomIds, personIds, equipmentIds, anyOf = [] }: Wanted,
) {
  const { hourlyRateCents, halfDayRateCents, dayRateCents, archivedAt } = rooms;
  const [held, persons, units] = await Promise.all([
    db
      .select({
        ...{ id: rooms.id, hourlyRateCents, halfDayRateCents, dayRateCents, archivedAt },
        ...{ minutesBefore: rooms.minutesBefore, minutesAfter: rooms.minutesAfter },
        openingHours: rooms.openingHours,
      })
      .from(rooms)
      .where(inArray(rooms.id, [...roomIds]))
      .orderBy(asc(rooms.id))
      .for("no key update"),
    personIds.length === 0
      ? []
      : db
          .select({ id: people.id, name: people.name, archivedAt: people.archivedAt })
          .from(people)
          .where(inArray(people.id, [...personIds]))
          .orderBy(asc(people.id))
          .for("no key update"),
    equipmentIds.length + anyOf.length === 0
      ? []
      : db
          .select({
            id: equipment.id,
            name: equipment.name,
            maker: equipment.maker,
            condition: equipment.condition,
            archivedAt: equipment.archivedAt,
          })
          .from(equipment)
          .where(or(inArray(equipment.id, [...equipmentIds]), ofClassOf(db, anyOf)))
          .orderBy(asc(equipment.id))
          .for("no key update"),
  ]);
  return { rooms: held, persons, units };
}

/** All units of the classes of these. */
function ofClassOf(db: StudioDb, ids: readonly string[]): SQL | undefined {
  if (ids.length === 0) return undefined;
  const named = alias(equipment, "named");
  return exists(
    db
      .select({ one: sql`1` })
      .from(named)
      .where(
        and(
          inArray(named.id, [...ids]),
          eq(named.studioId, equipment.studioId),
          eq(named.name, equipment.name),
          sql`${named.maker} is not distinct from ${equipment.maker}`,
        ),
      ),
  );
}

/**
 * Makes a session's people and units what is wished; what stays, stays the same row. The session is
 * changed in between, by `change`: what it gives up does not move with it, what it takes anew is taken
 * at its new time.
 */
export async function reallocate(
  db: StudioDb,
  sessionId: string,
  wish: Wish,
  change: () => Promise<unknown>,
): Promise<void> {
  const taken = await listAllocated(db, sessionId);
  const wanted = takenFor(wish);
  const gone = taken.filter((row) => !wanted.some((it) => isSame(it, row))).map(({ id }) => id);
  if (gone.length > 0) await db.delete(allocations).where(inArray(allocations.id, gone));
  await change();
  await allocate(
    db,
    sessionId,
    wanted.filter((it) => !taken.some((row) => isSame(it, row))),
  );
}

/** What a wish takes besides the room, each once. */
export function takenFor({ crew, equipmentIds }: Pick<Wish, "crew" | "equipmentIds">): Taken[] {
  const roles = new Map(crew.map(({ personId, role }) => [personId, role]));
  return [
    ...[...roles].map(([personId, role]) => ({ personId, equipmentId: null, role })),
    ...[...new Set(equipmentIds)].map((equipmentId) => ({
      personId: null,
      equipmentId,
      role: null,
    })),
  ];
}

/** The people and units of a session, as a wish names them. */
export async function crewOf(db: StudioDb, sessionId: string) {
  const taken = await listAllocated(db, sessionId);
  return {
    crew: taken.flatMap(({ personId, role }) => (personId && role ? [{ personId, role }] : [])),
    equipmentIds: taken.flatMap(({ equipmentId }) => equipmentId ?? []),
  };
}

/** People and units for a session, when it is and as firmly as it stands. */
export async function allocate(db: StudioDb, sessionId: string, taken: Taken[]): Promise<void> {
  if (taken.length === 0) return;
  const [room] = await db
    .select({ claim: allocations.claim, startsAt: sessions.startsAt, endsAt: sessions.endsAt })
    .from(allocations)
    .innerJoin(sessions, ofAllocation(sessions, allocations.sessionId))
    .where(and(eq(allocations.sessionId, sessionId), isNotNull(allocations.roomId)));
  const { claim, startsAt: takenFrom, endsAt: takenUntil } = room!;
  await db
    .insert(allocations)
    .values(taken.map((it) => ({ ...it, sessionId, claim, takenFrom, takenUntil })));
}

/** The same for several sessions, of which none has any of it yet or keeps what it has; one statement. */
export async function allocateAll(
  db: StudioDb,
  sessionIds: readonly string[],
  taken: readonly Taken[],
): Promise<void> {
  if (taken.length === 0 || sessionIds.length === 0) return;
  await db.execute(sql`
    insert into allocations (session_id, person_id, equipment_id, role, claim, taken_from, taken_until)
    select s.id, t."personId", t."equipmentId", t.role, room.claim, s.starts_at, s.ends_at
    from sessions s
    join allocations room on room.studio_id = s.studio_id and room.session_id = s.id
      and room.room_id = s.room_id
    cross join jsonb_to_recordset(${JSON.stringify(taken)}::jsonb)
      as t("personId" uuid, "equipmentId" uuid, role text)
    where s.id = any (${uuids(sessionIds)})
    order by s.starts_at, s.id
    on conflict (studio_id, session_id, (coalesce(room_id, person_id, equipment_id))) do nothing`);
}

/** Ids as one parameter, so that the statement is the same for any number of them. */
export function uuids(ids: readonly string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)`;
}

export type Taken = Pick<typeof allocations.$inferSelect, "personId" | "equipmentId" | "role">;

function isSame(one: Taken, other: Taken): boolean {
  const { personId, equipmentId, role } = other;
  return one.personId === personId && one.equipmentId === equipmentId && one.role === role;
}

function listAllocated(db: StudioDb, sessionId: string) {
  const { id, personId, equipmentId, role } = allocations;
  return db
    .select({ id, personId, equipmentId, role })
    .from(allocations)
    .where(and(eq(allocations.sessionId, sessionId), isNull(allocations.roomId)));
}

type Keyed = { studioId: PgColumn; id: PgColumn };

/** A row of another table that an allocation names: every key begins with the studio. */
export function ofAllocation(table: Keyed, id: PgColumn): SQL | undefined {
  return and(eq(table.studioId, allocations.studioId), eq(table.id, id));
}
