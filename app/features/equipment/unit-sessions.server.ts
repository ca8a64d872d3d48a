import { and, asc, eq, gt, ne, or, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { allocations, clients, rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";

const MOST = 20;

/** What a unit is booked for from now on, the session under way included, the soonest first; twenty at most. */
export function listNextOfUnit(db: StudioDb, equipmentId: string, now: Date) {
  const { id, kind, startsAt, endsAt } = sessions;
  return db
    .select({ id, kind, startsAt, endsAt, client: clients.name, room: rooms.name })
    .from(allocations)
    .innerJoin(sessions, ofSame(sessions, allocations.sessionId))
    .innerJoin(clients, ofSame(clients, sessions.clientId))
    .innerJoin(rooms, ofSame(rooms, sessions.roomId))
    .where(
      and(
        eq(allocations.equipmentId, equipmentId),
        ne(allocations.claim, "none"),
        // A hold whose time is over is none.
        or(ne(sessions.state, "hold"), gt(sessions.heldUntil, now)),
        gt(allocations.takenUntil, now),
      ),
    )
    .orderBy(asc(startsAt), asc(id))
    .limit(MOST);
}

export type UnitSession = Awaited<ReturnType<typeof listNextOfUnit>>[number];

type Keyed = { studioId: PgColumn; id: PgColumn };

/** A row of another table that an allocation names, or its session: every key begins with the studio. */
function ofSame(table: Keyed, named: PgColumn): SQL | undefined {
  return and(eq(table.studioId, allocations.studioId), eq(table.id, named));
}
