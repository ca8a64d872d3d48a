import { and, eq } from "drizzle-orm";
import { tryLock } from "../locks.server.ts";
import type { Platform } from "../platform.server.ts";
import { sweepPlaces } from "../places.server.ts";
import { type Isolation, ISOLATIONS, moves, placements } from "../schema/control/index.ts";
import type { StudioRow } from "../studios.server.ts";
import type { MoveRequest } from "./engine.server.ts";
import { MoveRefused } from "./events.ts";
import { waitForReaders } from "./fences.server.ts";
import { findLastMove, findPlace } from "./move.server.ts";
import { asMover } from "./mover.server.ts";
import { removeRetired } from "./outcome.server.ts";
import { unwireMove } from "./run.server.ts";
import { recoverMove } from "./recover.server.ts";

export type Destination = { isolation?: Isolation | undefined; cluster?: string | undefined };

/** What a command would do; a move is made of it by `moveStudio`. Throws MoveRefused with the reason. */
export function planPromotion(studio: StudioRow, to: Destination): MoveRequest {
  return plan(studio, "promote", to, "dedicated");
}

/** Down the ladder: to the place that small studios share, or to a schema of its own. */
export function planDemotion(studio: StudioRow, to: Destination): MoveRequest {
  return plan(studio, "demote", to, "shared");
}

function plan(
  studio: StudioRow,
  kind: "promote" | "demote",
  { isolation: wished, cluster: wishedCluster }: Destination,
  usual: Isolation,
): MoveRequest {
  const isolation = wished ?? usual;
  const cluster = wishedCluster ?? studio.cluster;
  const { slug, studioId } = studio;
  const rank = (each: Isolation) => ISOLATIONS.indexOf(each);
  const step = rank(isolation) - rank(studio.isolation);
  if (step === 0 && cluster === studio.cluster) {
    throw new MoveRefused(
      `${slug} is ${describe(isolation)} on ${cluster} already: name another cluster with --to`,
    );
  }
  if (kind === "promote" ? step < 0 : step > 0) {
    const [verb, way] = kind === "promote" ? ["demote", "down"] : ["promote", "up"];
    throw new MoveRefused(
      `from ${describe(studio.isolation)} to ${describe(isolation)} goes ${way} the ladder: use \`studio ${verb} ${slug}\``,
    );
  }
  return { studioId, slug, kind, isolation, cluster };
}

function describe(isolation: Isolation): string {
  return { shared: "shared", schema: "in a schema of its own", dedicated: "dedicated" }[isolation];
}

/** Back to where the last move came from. */
export async function planRollback(platform: Platform, studio: StudioRow): Promise<MoveRequest> {
  const { slug, studioId } = studio;
  const last = await findLastMove(platform.operations.db, studioId);
  const [kept] = last
    ? await platform.operations.db
        .select()
        .from(placements)
        .where(
          and(
            eq(placements.studioId, studioId),
            eq(placements.placeId, last.fromPlaceId),
            eq(placements.state, "retired"),
          ),
        )
    : [];
  const back = last && kept && (await findPlace(platform.operations.db, last.fromPlaceId));
  if (!back)
    throw new MoveRefused(`${slug} has no move to roll back: it was finalized, or never moved`);
  return {
    studioId,
    slug,
    kind: "rollback",
    isolation: back.isolation,
    cluster: back.cluster,
    back,
  };
}

/** Removes what the studio left where it was: from here on there is no rollback. Returns the places. */
export async function finalize(
  platform: Platform,
  { slug, studioId }: Pick<StudioRow, "slug" | "studioId">,
): Promise<{ cluster: string; database: string; schema: string }[]> {
  const { clusters, names, operations } = platform;
  await recoverMove(platform, studioId);
  const control = await clusters.address("main", names.control, "owner");
  const applicationName = "rsm finalize";
  const lease = await tryLock(control, { words: ["move", studioId], applicationName });
  if (!lease) throw new MoveRefused(`a move of ${slug} is under way`);
  try {
    // Before a row is deleted: a place that still follows would lose it too.
    const over = await operations.db
      .select()
      .from(moves)
      .where(and(eq(moves.studioId, studioId), eq(moves.state, "soak")));
    for (const move of over) await unwireMove(platform, move);
    const left = await operations.db
      .select({ placeId: placements.placeId })
      .from(placements)
      .where(and(eq(placements.studioId, studioId), eq(placements.state, "retired")));
    const removed = [];
    for (const { placeId } of left) {
      const place = await findPlace(operations.db, placeId);
      if (!place) continue;
      await asMover(platform, place, applicationName, (sql) => waitForReaders(sql, studioId));
      await removeRetired(platform, studioId, place);
      removed.push({ cluster: place.cluster, database: place.database, schema: place.schema });
    }
    await operations.db
      .update(moves)
      .set({ state: "finalized" })
      .where(and(eq(moves.studioId, studioId), eq(moves.state, "soak")));
    await sweepPlaces(platform);
    return removed;
  } finally {
    await lease.release();
  }
}
