import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { clients, sessions, timeEntries } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";

/** The clocks that run in the studio, the one that started first before others, with what ran before a pause. */
export function listRunningClocks(db: StudioDb) {
  const { sessionId, startedAt } = timeEntries;
  return db
    .select({
      sessionId,
      startedAt,
      client: clients.name,
      endsAt: sessions.endsAt,
      beforeMs: sql<number>`(select coalesce(
          (extract(epoch from sum(earlier.ended_at - earlier.started_at)) * 1000)::bigint, 0)
        from ${timeEntries} earlier
        where earlier.studio_id = ${timeEntries.studioId} and earlier.session_id = ${sessionId}
          and earlier.kind <> 'manual')`.mapWith(Number),
    })
    .from(timeEntries)
    .innerJoin(
      sessions,
      and(eq(sessions.studioId, timeEntries.studioId), eq(sessions.id, sessionId)),
    )
    .innerJoin(
      clients,
      and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
    )
    .where(isNull(timeEntries.endedAt))
    .orderBy(asc(startedAt));
}

export type RunningClock = Awaited<ReturnType<typeof listRunningClocks>>[number];
