import { and, eq, inArray } from "drizzle-orm";
import { tryLock } from "../locks.server.ts";
import type { Platform } from "../platform.server.ts";
import { placements } from "../schema/control/index.ts";
import { setFence } from "./fences.server.ts";
import {
  advance,
  findMoveUnderWay,
  findPlace,
  type Move,
  MoveOvertaken,
  placesOf,
} from "./move.server.ts";
import { asMover, endMover, moverName } from "./mover.server.ts";
import { undoMove } from "./outcome.server.ts";
import { openRun } from "./run.server.ts";
import { STEPS } from "./steps.server.ts";

/**
 * Ends a studio's move whose process died: finishes it where it had flipped, else undoes it. A mover
 * lives while it holds its lease and pushes its deadline on; with one at work this does nothing.
 */
export async function recoverMove(platform: Platform, studioId: string): Promise<void> {
  await takeOver(platform, studioId, async (move) => {
    if (move.state !== "flip" && move.state !== "check") {
      return undoMove(platform, move, move.error ?? "the mover died");
    }
    await finish(platform, move);
  });
}

const opening = new Map<string, Promise<void>>();
const lookedAt = new Map<string, number>();

/** How often requests that wait for a studio look whether its mover still lives. */
const LOOK_EVERY_MS = 250;

/**
 * For requests that wait: has the studio opened where its mover died between fence and opening. Most
 * calls do nothing, and none waits: the request tries again in a moment.
 */
export function openAbandoned(platform: Platform, studioId: string): void {
  if (Date.now() - (lookedAt.get(studioId) ?? 0) < LOOK_EVERY_MS || opening.has(studioId)) return;
  lookedAt.set(studioId, Date.now());
  const attempt = takeOver(platform, studioId, async (move) => {
    if (move.state === "flip") await finish(platform, move);
    else if (move.state !== "check") {
      await undoMove(platform, move, move.error ?? "the mover died");
    }
  })
    // Whoever waits tries again, and says so where it took too long.
    .catch(() => {})
    .finally(() => opening.delete(studioId));
  opening.set(studioId, attempt);
}

async function finish(platform: Platform, move: Move): Promise<void> {
  const run = await openRun(platform, move);
  try {
    for (let step = STEPS[run.move.state]; step; step = STEPS[run.move.state]) await step(run);
  } finally {
    await run.close();
  }
}

/**
 * Raises the epoch of a move that another process takes on before the flip: the one that had it may
 * only have stood still, and what it does when it wakes is then refused at either place.
 */
export async function renewEpoch(platform: Platform, move: Move): Promise<Move> {
  const { operations } = platform;
  const { studioId } = move;
  const { from, to } = await placesOf(operations.db, move);
  const epoch = move.fromEpoch + 1;
  const renewed = await operations.db.transaction(async (control) => {
    await control
      .update(placements)
      .set({ epoch, updatedAt: new Date() })
      .where(
        and(eq(placements.studioId, studioId), inArray(placements.state, ["active", "target"])),
      );
    return advance(control, move, { state: move.state, fromEpoch: epoch });
  });
  await asMover(platform, to, moverName(move.id), (sql) =>
    setFence(sql, { schema: to.schema, studioId, state: "gone", epoch }),
  );
  await asMover(platform, from, moverName(move.id), (sql) =>
    setFence(sql, { schema: from.schema, studioId, state: "open", epoch }),
  );
  return renewed;
}

/** Runs `work` with the lease of a move whose mover is dead, after what it left running was ended. */
export async function takeOver<T>(
  platform: Platform,
  studioId: string,
  work: (move: Move) => Promise<T>,
): Promise<T | undefined> {
  const { clusters, names, operations } = platform;
  const move = await findMoveUnderWay(operations.db, studioId);
  if (!move) return undefined;
  const control = await clusters.address("main", names.control, "owner");
  const wish = { words: ["move", studioId], applicationName: moverName(move.id) };
  let lease = await tryLock(control, wish);
  if (!lease) {
    if (!move.isOverdue) return undefined;
    // It holds its lease and does nothing: stopped, or cut off. It is to find nothing when it wakes.
    await operations.sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where application_name = ${wish.applicationName} and usename = current_user
        and pid <> pg_backend_pid()`;
    lease = await tryLock(control, wish);
    if (!lease) return undefined;
  }
  try {
    const current = await findMoveUnderWay(operations.db, studioId);
    if (current?.id !== move.id) return undefined;
    for (const placeId of [move.fromPlaceId, move.toPlaceId]) {
      const place = await findPlace(operations.db, placeId);
      // A server that is away runs nothing of the mover's.
      if (place) await endMover(platform, place, move.id).catch(() => {});
    }
    return await work(current);
  } catch (error) {
    if (error instanceof MoveOvertaken) return undefined;
    throw error;
  } finally {
    await lease.release();
  }
}
