import { setTimeout as sleep } from "node:timers/promises";
import { and, eq } from "drizzle-orm";
import { codeOf } from "../connections/errors.ts";
import { moves, type MoveState, type TableSums } from "../schema/control/index.ts";
import { emptyPlace } from "./copy.server.ts";
import { MoveRefused } from "./events.ts";
import { closeFence, setFence, StudioBusy, waitForReaders } from "./fences.server.ts";
import { advance, findMovesFrom, inSeconds, MoveOvertaken } from "./move.server.ts";
import { countRows } from "./tables.server.ts";
import {
  compareRanges,
  cutRanges,
  differingRows,
  type RangeSum,
  settledDifferences,
} from "./ranges.server.ts";
import { type Run, unwireMove } from "./run.server.ts";

/** How often a studio whose writers do not end is asked again, and how long between. */
const FENCE_TRIES = 5;
const FENCE_REST_MS = 1_000;

/** Past the first the mover gives up; past the second anybody may open the studio again. */
const FENCE_SECONDS = 2;
const FENCE_DEADLINE_SECONDS = 4;

/**
 * What is done in each state of a move, and the state after it. Each may be done again from its start
 * by another process, which finds what the first one made.
 */
export const STEPS: Partial<Record<MoveState, (run: Run) => Promise<void>>> = {
  provision,
  wire,
  copy,
  tail,
  verify,
  fence,
  flip,
  check,
};

async function provision(run: Run): Promise<void> {
  const { target, cargo, platform } = run;
  const at = { schema: cargo.to.schema, studioId: cargo.studioId, epoch: cargo.epoch };
  await setFence(target, { ...at, state: "gone" });
  if (run.isFollowing) return run.enter("tail");
  await waitForReaders(target, cargo.studioId);
  // What an earlier stay left there; a fresh place has nothing.
  for (const earlier of await findMovesFrom(platform.operations.db, cargo)) {
    await unwireMove(platform, earlier);
  }
  await emptyPlace(target, at, cargo.tables);
  await run.enter("wire");
}

async function wire(run: Run): Promise<void> {
  await run.carrier.wire();
  await run.enter("copy");
}

async function copy(run: Run): Promise<void> {
  const { cargo, source, move } = run;
  const tables = await countRows(source, cargo.from.schema, cargo.studioId, cargo.tables);
  run.onEvent({ type: "plan", engine: move.engine, tables });
  await run.carrier.copy(run.onEvent, run.signal);
  await run.enter("tail");
}

async function tail(run: Run): Promise<void> {
  await run.carrier.tail(run.onEvent, run.signal);
  // Before anybody can write at the target: what is written there is to come back with a rollback.
  await run.back?.wire();
  await run.enter("verify");
}

/**
 * Compares while both ends live. A range in which people write differs now and then, so what differs
 * is compared again. What then still differs, though nobody wrote it, was not copied right.
 */
async function verify(run: Run): Promise<void> {
  const { cargo, carrier, source, target } = run;
  const here = { sql: source, schema: cargo.from.schema };
  const there = { sql: target, schema: cargo.to.schema };
  let left = await cutRanges(source, here.schema, cargo.studioId, cargo.tables);
  for (let round = 0; round < 5 && left.length > 0; round += 1) {
    if (round > 0) await carrier.tail(run.onEvent, run.signal);
    left = await compareRanges(here, there, cargo.studioId, left);
  }
  const wrong = await settledDifferences(here, there, cargo.studioId, left, () =>
    carrier.tail(run.onEvent, run.signal),
  );
  if (wrong.length > 0) {
    throw new MoveRefused(`the copy differs from its source in ${wrong.join(", ")}`);
  }
  await carrier.tail(run.onEvent, run.signal);
  // Nothing connects in the pause.
  await Promise.all(
    [source, target, run.snapshot, run.platform.operations.sql].map((sql) => sql`select 1`),
  );
  await run.enter("fence", { deadline: inSeconds(FENCE_DEADLINE_SECONDS) });
}

/** The pause begins. What is slow was done before; past the deadline the studio opens where it was. */
async function fence(run: Run): Promise<void> {
  const { cargo, carrier, source, target, snapshot, move } = run;
  const at = { schema: cargo.from.schema, studioId: cargo.studioId, epoch: move.fromEpoch };
  let fencedAt = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      fencedAt = performance.now();
      const isClosed = await closeFence(source, at, carrier.mark);
      if (isClosed) break;
      throw new MoveRefused("the studio is not open where the control database says it is");
    } catch (error) {
      if (!(error instanceof StudioBusy) || attempt === FENCE_TRIES) throw error;
      await sleep(FENCE_REST_MS);
      run.move = await advance(run.platform.operations.db, run.move, {
        state: "fence",
        deadline: inSeconds(FENCE_DEADLINE_SECONDS),
      });
    }
  }
  await within(FENCE_SECONDS * 1000, carrier.catchUp(source, target));
  await snapshot.unsafe("begin isolation level repeatable read read only; select 1").simple();
  run.hasSnapshot = true;
  await flipPlacement(run);
  run.fencedAt = fencedAt;
}

/** Forward only from here: the old place closes to readers too, then the new one opens. */
async function flip(run: Run): Promise<void> {
  const { cargo, carrier, source, target, move } = run;
  const { studioId } = cargo;
  // Taken on after a crash: what the target had applied may not have been on its disk.
  if (!run.hasSnapshot) await carrier.catchUp(source, target);
  await setFence(source, {
    schema: cargo.from.schema,
    studioId,
    state: "gone",
    epoch: move.fromEpoch,
  });
  await setFence(target, {
    schema: cargo.to.schema,
    studioId,
    state: "open",
    epoch: move.fromEpoch + 1,
  });
  const pausedMs = run.fencedAt === undefined ? null : performance.now() - run.fencedAt;
  if (pausedMs !== null) run.onEvent({ type: "pause", milliseconds: pausedMs });
  await run.enter("check", { openedAt: new Date(), pausedMs });
}

/** Every row of the frozen source against the target as it was before anybody wrote there. */
async function check(run: Run): Promise<void> {
  const { cargo, carrier, source, move } = run;
  const here = { sql: source, schema: cargo.from.schema };
  const there = {
    sql: run.hasSnapshot ? run.snapshot : run.target,
    schema: cargo.to.schema,
  };
  const ranges = await cutRanges(source, here.schema, cargo.studioId, cargo.tables);
  const verified: TableSums = {};
  const differing: string[] = [];
  let rows = 0;
  const found = await compareRanges(here, there, cargo.studioId, ranges, ({ table }, sum) => {
    verified[table.name] = added(verified[table.name], sum);
    rows += sum.rows;
    run.onEvent({ type: "check", rows, differing: differing.length });
  });
  for (const range of found) {
    const ids = await differingRows(here, there, cargo.studioId, range);
    differing.push(...ids.map((id) => `${range.table.name} ${id}`));
  }
  const note = run.hasSnapshot
    ? {}
    : { note: "the mover died at the flip: rows that differ may have been written since" };
  await carrier.unwire();
  await run.back?.follow();
  if (move.kind === "rollback") await closeRolledBack(run);
  await run.enter("soak", {
    verified,
    findings: { rows, differing: differing.slice(0, 100), ...note },
    finishedAt: new Date(),
  });
}

async function closeRolledBack({ platform, move }: Run): Promise<void> {
  await platform.operations.db
    .update(moves)
    .set({ state: "rolled_back" })
    .where(
      and(
        eq(moves.studioId, move.studioId),
        eq(moves.state, "soak"),
        eq(moves.toPlaceId, move.fromPlaceId),
        eq(moves.fromPlaceId, move.toPlaceId),
      ),
    );
}

/** The point of no return: the placement and the move change in one statement, or neither does. */
async function flipPlacement(run: Run): Promise<void> {
  const { move, platform } = run;
  try {
    await platform.operations.sql`select flip_move(${move.id}, ${move.version})`;
  } catch (error) {
    if (codeOf(error) !== "TM003") throw error;
    throw new MoveOvertaken((error as Error).message, { cause: error });
  }
  run.move = { ...move, state: "flip", version: move.version + 1, fencedAt: new Date() };
  run.onEvent({ type: "step", step: "flip" });
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new MoveRefused(`the target did not catch up within ${milliseconds} ms`)),
      milliseconds,
    );
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Sums of hashes add up: a table's is that of its ranges. */
function added(sum: RangeSum | undefined, more: RangeSum): RangeSum {
  if (!sum) return more;
  const [a, b] = [sum, more].map(({ hash }) => hash.split(":").map(BigInt));
  return { rows: sum.rows + more.rows, hash: a!.map((part, at) => part + b![at]!).join(":") };
}
