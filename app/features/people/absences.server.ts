import { and, asc, desc, eq, gt, lt, lte, ne, or, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import {
  absences,
  allocations,
  clients,
  people,
  rooms,
  sessions,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { Trade } from "./person.ts";

const { id, startsAt, endsAt, reason } = absences;

/** A person's absences: those that are not over yet, the next first, and the latest five that are. */
export async function listAbsences(db: StudioDb, personId: string, now: Date) {
  const listed = () => db.select({ id, startsAt, endsAt, reason }).from(absences);
  const theirs = eq(absences.personId, personId);
  const [coming, past] = await Promise.all([
    listed()
      .where(and(theirs, gt(endsAt, now)))
      .orderBy(asc(startsAt), asc(id)),
    listed()
      .where(and(theirs, lte(endsAt, now)))
      .orderBy(desc(startsAt), desc(id))
      .limit(5),
  ]);
  return { coming, past };
}

export type Absence = Awaited<ReturnType<typeof listAbsences>>["coming"][number];

export type NewAbsence = { startsAt: Date; endsAt: Date; reason: string | null };

/**
 * Adds an absence, and returns the sessions that it breaks: what the person is booked for within it and
 * is not over, which stays booked until somebody decides. Undefined where there is no such person.
 */
export async function addAbsence(
  db: StudioDb,
  personId: string,
  absence: NewAbsence,
  now: Date,
): Promise<{ id: string; broken: PersonSession[] } | undefined> {
  // Who books somebody holds them too: a session is either seen here, or sees the absence.
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.id, personId))
    .for("no key update");
  if (!person) return undefined;
  const [added] = await db
    .insert(absences)
    .values({ ...absence, personId })
    .returning({ id });
  const from = absence.startsAt > now ? absence.startsAt : now;
  const within = { from, until: absence.endsAt };
  const broken = await listStanding(db, personId, within, now);
  return { ...added!, broken };
}

/** Returns the absence that was removed; undefined where the person has no such one. */
export async function removeAbsence(
  db: StudioDb,
  personId: string,
  absenceId: string,
): Promise<NewAbsence | undefined> {
  const [removed] = await db
    .delete(absences)
    .where(and(eq(absences.personId, personId), eq(id, absenceId)))
    .returning({ startsAt, endsAt, reason });
  return removed;
}

/** What a person is booked for from now on, the session under way included, the soonest first. */
export function listNextOfPerson(db: StudioDb, personId: string, now: Date) {
  return listStanding(db, personId, { from: now }, now).limit(8);
}

export type PersonSession = {
  id: string;
  kind: (typeof sessions.$inferSelect)["kind"];
  state: (typeof sessions.$inferSelect)["state"];
  startsAt: Date;
  endsAt: Date;
  client: string;
  room: string;
  /** As what they are booked. */
  role: Trade | null;
  /** Whether they told since that they are away. */
  isAway: boolean;
};

/** Sessions that take a person in a span, which has no end where none is given; none that was given up. */
function listStanding(
  db: StudioDb,
  personId: string,
  { from, until }: { from: Date; until?: Date },
  now: Date,
) {
  const away = db
    .select({ one: sql`1` })
    .from(absences)
    .where(
      and(
        eq(absences.studioId, allocations.studioId),
        eq(absences.personId, allocations.personId),
        sql`${startsAt} < ${allocations.takenUntil} and ${endsAt} > ${allocations.takenFrom}`,
      ),
    );
  return db
    .select({
      ...{ id: sessions.id, kind: sessions.kind, state: sessions.state },
      ...{ startsAt: sessions.startsAt, endsAt: sessions.endsAt },
      ...{ client: clients.name, room: rooms.name, role: allocations.role },
      isAway: sql<boolean>`exists (${away})`,
    })
    .from(allocations)
    .innerJoin(sessions, ofSame(sessions, allocations.sessionId))
    .innerJoin(clients, ofSame(clients, sessions.clientId))
    .innerJoin(rooms, ofSame(rooms, sessions.roomId))
    .where(
      and(
        eq(allocations.personId, personId),
        ne(allocations.claim, "none"),
        // A hold whose time is over is none.
        or(ne(sessions.state, "hold"), gt(sessions.heldUntil, now)),
        gt(allocations.takenUntil, from),
        until && lt(allocations.takenFrom, until),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .$dynamic();
}

type Keyed = { studioId: PgColumn; id: PgColumn };

/** A row of another table that an allocation names, or its session: every key begins with the studio. */
function ofSame(table: Keyed, named: PgColumn): SQL | undefined {
  return and(eq(table.studioId, allocations.studioId), eq(table.id, named));
}
