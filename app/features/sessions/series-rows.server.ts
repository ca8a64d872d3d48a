import { and, asc, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import { allocations, series, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { Crew, CrewRole } from "./session.ts";
import type { Occurrence } from "./series-merge.ts";

/** A session of a series, and what the series had in common; undefined where there is none such. */
export async function findOccurrence(db: StudioDb, id: string) {
  const { rule, firstDay, fromTime, toTime, endDays, exceptions } = series;
  const { clientId, projectId, roomId, kind, priceCents, notes } = series;
  const [row] = await db
    .select({
      state: sessions.state,
      day: sql<string>`${sessions.occurrenceDay}`.mapWith(sessions.occurrenceDay),
      series: {
        ...{ id: series.id, rule, firstDay, exceptions },
        fromTime: sql<string>`to_char(${fromTime}, 'HH24:MI')`,
        toTime: sql<string>`to_char(${toTime}, 'HH24:MI')`,
        ...{ endDays, clientId, projectId, roomId, kind, priceCents, notes },
      },
    })
    .from(sessions)
    .innerJoin(
      series,
      and(eq(series.studioId, sessions.studioId), eq(series.id, sessions.seriesId)),
    )
    .where(eq(sessions.id, id));
  return row;
}

type From = { day: string; series: { id: string } };

/** What a change of a series from a day on is for: neither done nor under way nor cancelled. */
export function following({ day, series: { id } }: From) {
  return and(
    eq(sessions.seriesId, id),
    gte(sessions.occurrenceDay, day),
    inArray(sessions.state, ["hold", "tentative", "confirmed"]),
  );
}

/** Those sessions with all that they take, by their day; two queries for any number of them. */
export async function listFollowing(db: StudioDb, from: From) {
  const { clientId, projectId, roomId, kind, priceCents, notes, startsAt, endsAt } = sessions;
  const its = db.select({ id: sessions.id }).from(sessions).where(following(from));
  const { sessionId, personId, equipmentId, role } = allocations;
  const [rows, taken] = await Promise.all([
    db
      .select({
        id: sessions.id,
        state: sessions.state,
        day: sql<string>`${sessions.occurrenceDay}`.mapWith(sessions.occurrenceDay),
        values: { clientId, projectId, roomId, kind, priceCents, notes, startsAt, endsAt },
      })
      .from(sessions)
      .where(following(from))
      .orderBy(asc(sessions.occurrenceDay)),
    db
      .select({ sessionId, personId, equipmentId, role: sql<CrewRole | null>`${role}` })
      .from(allocations)
      .where(and(inArray(sessionId, its), isNull(allocations.roomId)))
      .orderBy(asc(allocations.id)),
  ]);
  const bySession = Map.groupBy(taken, (it) => it.sessionId);
  return rows.map(({ values, ...row }) => {
    const mine = bySession.get(row.id) ?? [];
    const crew = mine.flatMap(({ personId: id, role: as }): Crew[] =>
      id && as ? [{ personId: id, role: as }] : [],
    );
    const equipmentIds = mine.flatMap((it) => it.equipmentId ?? []);
    return { ...row, occurrence: { ...values, crew, equipmentIds } satisfies Occurrence };
  });
}

export type Following = Awaited<ReturnType<typeof listFollowing>>[number];
