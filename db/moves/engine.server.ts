import { and, eq, ne } from "drizzle-orm";
import { tryLock } from "../locks.server.ts";
import { findPlacement, type Placement } from "../placements.server.ts";
import type { Platform } from "../platform.server.ts";
import type { Place } from "../places.server.ts";
import { withPlace } from "../provision.server.ts";
import {
  type Isolation,
  type MoveFindings,
  moves,
  placements,
  places,
} from "../schema/control/index.ts";
import { DEADLINE_SECONDS, findPlace, inSeconds, type Move, MoveOvertaken } from "./move.server.ts";
import { type MoveEvent, MoveLeft, MoveRefused } from "./events.ts";
import { moverName } from "./mover.server.ts";
import { removeRetired, undoMove } from "./outcome.server.ts";
import { listObstacles } from "./preflight.server.ts";
import { recoverMove, renewEpoch, takeOver } from "./recover.server.ts";
import { chooseEngine, openRun, type Run } from "./run.server.ts";
import { STEPS } from "./steps.server.ts";
import { sweepDatabase } from "./sweep.server.ts";

export type MoveKind = Move["kind"];

export type MoveRequest = {
  studioId: string;
  slug: string;
  kind: MoveKind;
  isolation: Isolation;
  cluster: string;
  /** A rollback's: the place that the studio came from, whose rows are still there. */
  back?: Place;
};

export type MoveResult = {
  moveId: string;
  from: Placement;
  to: Placement;
  /** How long the studio could not write. */
  pausedMs: number;
  findings: MoveFindings;
};

/**
 * Moves a studio while people work in it. Requests wait for the moment between the fence and the new
 * place's opening, and go on there. A move that fails before the flip is undone; a signal undoes it
 * too, with its reason as the error, unless that is MoveLeft. After the flip a signal is late.
 */
export async function moveStudio(
  platform: Platform,
  request: MoveRequest,
  onEvent: (event: MoveEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<MoveResult> {
  await recoverMove(platform, request.studioId);
  const moveId = crypto.randomUUID();
  return withLease(platform, request, moveId, async () => {
    const from = await findPlacement(platform.operations.db, request.studioId);
    if (!from) throw new MoveRefused(`${request.slug} has no placement`);
    await refuseObstacles(platform, from, request);
    onEvent({ type: "step", step: "provision" });
    const go = async (to: Place) => {
      const move = await recordMove(platform, request, moveId, from, to);
      return carryOn(platform, move, onEvent, signal);
    };
    if (request.back) return go(request.back);
    return withPlace(platform, { ...request, schema: from.schema }, go);
  });
}

/** A slot would wait for half a minute and then fail; a person learns of it at once. */
async function refuseObstacles(
  platform: Platform,
  from: Placement,
  { isolation, cluster, back }: MoveRequest,
): Promise<void> {
  const staysInDatabase =
    isolation !== "dedicated" && cluster === from.cluster && from.isolation !== "dedicated";
  // Of a rollback the link is there already, or it copies as if it were none.
  if (staysInDatabase || back) return;
  const obstacles = await listObstacles(platform, from, { cluster });
  if (obstacles.length > 0) throw new MoveRefused(obstacles.join("; "));
}

/**
 * Takes on a move whose process died, from the step that it was at; one that died in the fence is
 * undone. Undefined where there is none, or its mover lives.
 */
export async function resumeMove(
  platform: Platform,
  studioId: string,
  onEvent: (event: MoveEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<MoveResult | undefined> {
  return takeOver(platform, studioId, async (move) => {
    if (move.state === "fence" || move.state === "aborting") {
      await undoMove(platform, move, move.error ?? "the mover died in the fence");
      return undefined;
    }
    return withFreeze(platform, move.id, async () => {
      const ours = isPastFlip(move) ? move : await renewEpoch(platform, move);
      return carryOn(platform, ours, onEvent, signal);
    });
  });
}

/** Runs the steps from the one that the move is at, to the soak. */
async function carryOn(
  platform: Platform,
  recorded: Move,
  onEvent: (event: MoveEvent) => void,
  signal: AbortSignal | undefined,
): Promise<MoveResult> {
  const run = await openRun(platform, recorded, onEvent, signal);
  const stopBeating = keepAlive(platform, run);
  try {
    return await takeSteps(run, signal);
  } catch (error) {
    // What this process made after somebody else had ended the move is nobody's.
    if (error instanceof MoveOvertaken) {
      for (const place of [run.cargo.to, run.cargo.from]) await sweepDatabase(platform, place);
    }
    throw error;
  } finally {
    stopBeating();
    await run.close();
  }
}

async function takeSteps(run: Run, signal: AbortSignal | undefined): Promise<MoveResult> {
  try {
    for (let step = STEPS[run.move.state]; step; step = STEPS[run.move.state]) {
      if (!isPastFlip(run.move)) signal?.throwIfAborted();
      await step(run);
    }
    return resultOf(run);
  } catch (error) {
    // Past the flip there is no way back: what is left to do is taken on by whoever comes.
    if (isPastFlip(run.move) || error instanceof MoveOvertaken) throw error;
    // What a signal cut short tells of it in words of its own.
    const reason: unknown = signal?.aborted ? signal.reason : error;
    if (!(reason instanceof MoveLeft)) await undo(run.platform, run.move, reason);
    throw reason;
  }
}

function resultOf({ move, cargo }: Run): MoveResult {
  const at = ({ id, ...place }: Place, epoch: number): Placement => ({
    ...place,
    studioId: move.studioId,
    placeId: id,
    epoch,
  });
  return {
    moveId: move.id,
    from: at(cargo.from, move.fromEpoch),
    to: at(cargo.to, move.fromEpoch + 1),
    pausedMs: move.pausedMs ?? 0,
    findings: move.findings ?? { rows: 0, differing: [] },
  };
}

function isPastFlip({ state }: Move): boolean {
  return state === "flip" || state === "check" || state === "soak";
}

async function undo(platform: Platform, move: Move, reason: unknown): Promise<void> {
  const words = reason instanceof Error ? reason.message : String(reason);
  try {
    await undoMove(platform, move, words);
    const to = await findPlace(platform.operations.db, move.toPlaceId);
    // What cannot be removed now, `finalize` removes; a place of its own, `withPlace` drops.
    if (to?.isolation === "shared" && move.kind !== "rollback") {
      await removeRetired(platform, move.studioId, to).catch(() => {});
    }
  } catch (cause) {
    if (cause instanceof MoveOvertaken) throw cause;
    throw new Error(`${words}; the move is not undone yet: the next request or command ends it`, {
      cause,
    });
  }
}

async function withLease<T>(
  platform: Platform,
  { studioId, slug }: MoveRequest,
  moveId: string,
  work: () => Promise<T>,
): Promise<T> {
  const { clusters, names } = platform;
  const control = await clusters.address("main", names.control, "owner");
  const applicationName = moverName(moveId);
  const lease = await tryLock(control, { words: ["move", studioId], applicationName });
  if (!lease) throw new MoveRefused(`a move of ${slug} is under way`);
  try {
    return await withFreeze(platform, moveId, work);
  } finally {
    await lease.release();
  }
}

/** Many moves at once, but none while tables change. */
async function withFreeze<T>(
  { clusters, names }: Platform,
  moveId: string,
  work: () => Promise<T>,
): Promise<T> {
  const control = await clusters.address("main", names.control, "owner");
  const wish = { words: ["ddl"], shared: true, applicationName: moverName(moveId) };
  const freeze = await tryLock(control, wish);
  if (!freeze) throw new MoveRefused("a migration is running: try again when it is done");
  try {
    return await work();
  } finally {
    await freeze.release();
  }
}

/** The move, its target and the place's readiness appear together: none without the others. */
async function recordMove(
  platform: Platform,
  request: MoveRequest,
  id: string,
  from: Placement,
  to: Place,
): Promise<Move> {
  const { studioId, kind } = request;
  const engine = await chooseEngine(platform, from, to);
  return platform.operations.db.transaction(async (control) => {
    await control.update(places).set({ state: "ready" }).where(eq(places.id, to.id));
    await control
      .insert(placements)
      .values({ studioId, placeId: to.id, state: "target", epoch: from.epoch })
      .onConflictDoUpdate({
        target: [placements.studioId, placements.placeId],
        set: { state: "target", epoch: from.epoch },
        setWhere: eq(placements.state, "retired"),
      });
    const [move] = await control
      .insert(moves)
      .values({
        id,
        studioId,
        kind,
        engine,
        fromPlaceId: from.placeId,
        toPlaceId: to.id,
        fromEpoch: from.epoch,
        state: "provision",
        deadline: inSeconds(DEADLINE_SECONDS),
      })
      .returning();
    return move!;
  });
}

/** Pushes the deadline on while this process lives; not in the fence, which has one of its own. */
function keepAlive({ operations }: Platform, run: Run): () => void {
  const timer = setInterval(() => {
    operations.db
      .update(moves)
      .set({ deadline: inSeconds(DEADLINE_SECONDS) })
      .where(and(eq(moves.id, run.move.id), ne(moves.state, "fence")))
      // A beat that fails lets the deadline pass: the next step then finds the move overtaken.
      .catch(() => {});
  }, 1_000);
  return () => clearInterval(timer);
}
