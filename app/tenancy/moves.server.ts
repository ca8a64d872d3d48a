import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ControlDb } from "#db/control.server.ts";
import { UNDER_WAY } from "#db/moves/move.server.ts";
import { findPlacement } from "#db/placements.server.ts";
import { moves, placements, places, studios } from "#db/schema/control/index.ts";

/** Where a studio's rows are, and since when. Undefined where there is no such studio. */
export async function findResidence(control: ControlDb, studioId: string) {
  const placement = await findPlacement(control, studioId);
  if (!placement) return undefined;
  const { cluster, database, schema, isolation, placeId } = placement;
  const [arrival] = await control
    .select({ at: moves.openedAt })
    .from(moves)
    .where(
      and(eq(moves.studioId, studioId), eq(moves.toPlaceId, placeId), isNotNull(moves.openedAt)),
    )
    .orderBy(desc(moves.openedAt))
    .limit(1);
  const [placed] = await control
    .select({ at: placements.createdAt })
    .from(placements)
    .where(and(eq(placements.studioId, studioId), eq(placements.placeId, placeId)));
  return { cluster, database, schema, isolation, since: arrival?.at ?? placed?.at ?? null };
}

/** The last moves, of one studio or of all, the newest first. */
export async function listMoves(
  control: ControlDb,
  { studioId, limit }: { studioId?: string; limit: number },
) {
  const [from, to] = [alias(places, "from_place"), alias(places, "to_place")];
  const verifiedRows = sql<number | null>`(
    select sum((sums.value ->> 'rows')::bigint)::float8 from jsonb_each(${moves.verified}) as sums)`;
  const rows = await control
    .select({
      id: moves.id,
      slug: studios.slug,
      studio: studios.name,
      kind: moves.kind,
      state: moves.state,
      from: { cluster: from.cluster, isolation: from.isolation },
      to: { cluster: to.cluster, isolation: to.isolation },
      startedAt: moves.startedAt,
      openedAt: moves.openedAt,
      /** How long writes waited; null where they did not, or the mover died in it. */
      pauseMs: moves.pausedMs,
      finishedAt: moves.finishedAt,
      verifiedRows,
      error: moves.error,
    })
    .from(moves)
    .innerJoin(studios, eq(studios.id, moves.studioId))
    .leftJoin(from, eq(from.id, moves.fromPlaceId))
    .leftJoin(to, eq(to.id, moves.toPlaceId))
    .where(studioId ? eq(moves.studioId, studioId) : undefined)
    .orderBy(desc(moves.startedAt), desc(moves.id))
    .limit(limit);
  return rows.map((move) => ({
    ...move,
    isUnderWay: UNDER_WAY.some((state) => state === move.state),
  }));
}

export type MoveRecord = Awaited<ReturnType<typeof listMoves>>[number];
