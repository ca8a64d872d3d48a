import { and, eq, ne } from "drizzle-orm";
import { isConnectionError } from "../connections/errors.ts";
import type { ControlDb } from "../control.server.ts";
import type { Platform } from "../platform.server.ts";
import type { Place } from "../places.server.ts";
import { placements, places } from "../schema/control/index.ts";
import { emptyPlace } from "./copy.server.ts";
import { forgetFence, setFence } from "./fences.server.ts";
import { advance, type Move, placesOf } from "./move.server.ts";
import { asMover } from "./mover.server.ts";
import { unwireMove } from "./run.server.ts";
import { listTables } from "./tables.server.ts";

/**
 * Before the flip: opens the studio where it was, at a new epoch, so that a mover that wakes up late
 * finds nothing of its own, and lets go of the new place. As often as wanted. What was made there is
 * left to `removeRetired` (a shared place) and `sweepPlaces`: requests wait for this, not for those.
 */
export async function undoMove(platform: Platform, move: Move, reason: string): Promise<void> {
  const { operations } = platform;
  const { studioId } = move;
  const { from, to } = await placesOf(operations.db, move);
  const epoch = move.fromEpoch + 1;
  const aborting =
    move.state === "aborting"
      ? move
      : await operations.db.transaction(async (control) => {
          await control
            .update(placements)
            .set({ epoch, updatedAt: new Date() })
            .where(and(eq(placements.studioId, studioId), eq(placements.state, "active")));
          return advance(control, move, { state: "aborting", error: reason });
        });
  await asMover(platform, from, "rsm undo", (sql) =>
    setFence(sql, { schema: from.schema, studioId, state: "open", epoch }),
  );
  await unwireMove(platform, move);
  // A rollback's target is what the studio came from: it is kept, for another try.
  const isKept = move.kind === "rollback" || to.isolation === "shared";
  await operations.db.transaction(async (control) => {
    if (isKept) {
      await control
        .update(placements)
        .set({ state: "retired", epoch })
        .where(
          and(
            eq(placements.studioId, studioId),
            eq(placements.placeId, to.id),
            eq(placements.state, "target"),
          ),
        );
    } else {
      await letGo(control, studioId, to);
    }
    await advance(control, aborting, { state: "aborted", finishedAt: new Date() });
  });
  if (!isKept) return;
  await asMover(platform, to, "rsm undo", (sql) =>
    setFence(sql, { schema: to.schema, studioId, state: "gone", epoch }),
  ).catch((error: unknown) => {
    // The studio works. A server that is away fills nothing, and whoever comes back raises the fence.
    if (!isConnectionError(error)) throw error;
  });
}

/** Removes a studio's rows from a shared place that it left, and lets go of one of its own. */
export async function removeRetired(
  platform: Platform,
  studioId: string,
  place: Place,
): Promise<void> {
  const control = platform.operations.db;
  const here = and(eq(placements.studioId, studioId), eq(placements.placeId, place.id));
  const [left] = await control
    .select({ epoch: placements.epoch })
    .from(placements)
    .where(and(here, eq(placements.state, "retired")));
  if (!left) return;
  if (place.isolation !== "shared") {
    await control.transaction((transaction) => letGo(transaction, studioId, place));
    return;
  }
  await asMover(platform, place, "rsm finalize", async (sql) => {
    const at = { schema: place.schema, studioId, epoch: left.epoch };
    await setFence(sql, { ...at, state: "gone" });
    await emptyPlace(sql, at, await listTables(sql, place.schema));
    await forgetFence(sql, at);
  });
  await control.delete(placements).where(and(here, eq(placements.state, "retired")));
}

/** Takes a place of its own from a studio that does not work there; `sweepPlaces` drops it, under its lock. */
async function letGo(control: ControlDb, studioId: string, place: Place): Promise<void> {
  const removed = await control
    .delete(placements)
    .where(
      and(
        eq(placements.studioId, studioId),
        eq(placements.placeId, place.id),
        ne(placements.state, "active"),
      ),
    )
    .returning({ placeId: placements.placeId });
  if (removed.length === 0) return;
  await control.update(places).set({ state: "dropping" }).where(eq(places.id, place.id));
}
