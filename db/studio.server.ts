import { setTimeout as sleep } from "node:timers/promises";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { codeOf, isConnectionError, Unreachable } from "./connections/errors.ts";
import type { Lane } from "./connections/lane.ts";
import type { Connections } from "./connections.server.ts";
import type { Placement } from "./placements.server.ts";

/**
 * One short transaction in one studio's scope. It has no `transaction` of its own and ends with the
 * work that it was given to: a query after that throws.
 */
export type StudioDb = Omit<PostgresJsDatabase, "transaction" | "$client">;

/** Runs again from its start where the studio moved under it: until then it must touch nothing but the database. */
export type StudioWork<T> = (db: StudioDb) => Promise<T>;

export type Studio = {
  /** A read-only transaction: an insert inside it fails. */
  read<T>(work: StudioWork<T>): Promise<T>;
  /** Resolves when committed. Rejects with CommitUnknown where the connection was lost on the way. */
  write<T>(work: StudioWork<T>): Promise<T>;
};

/** Who works in a studio, for its audit: a user, and the address that the request came from. */
export type Actor = { userId: string; origin: string | null };

export type StudioSource = {
  connections: Pick<Connections, "borrow" | "giveBack">;
  /** Reads a studio's placement afresh. */
  placementOf: (studioId: string) => Promise<Placement | undefined>;
  /** Called while a studio stays closed: finishes or undoes a move whose process died. */
  recover: (studioId: string) => void;
  /** Called when a write was committed, or may have been. */
  wrote?: (studioId: string) => void;
};

/** How long a request waits for a move to end, and for a place that cannot be reached. */
export const PATIENCE_MS = { moving: 60_000, unreachable: 5_000 };

/** The studio stayed closed, or its place out of reach, for longer than a request waits. */
export class StudioUnavailable extends Error {
  override name = "StudioUnavailable";
}

/** The connection was lost between COMMIT and its answer: the write may have happened or not. */
export class CommitUnknown extends Error {
  override name = "CommitUnknown";
}

/**
 * The only way to a studio's rows. A transaction that the fence refuses (TM001: the studio moved or
 * moves) or that lost its connection before COMMIT is run again where the studio is by then.
 */
export function openStudio(
  source: StudioSource,
  placement: Placement,
  actor: Actor | null = null,
): Studio {
  let at = placement;
  return {
    read: (work) => run("read", work),
    write,
  };

  async function write<T>(work: StudioWork<T>): Promise<T> {
    try {
      const result = await run("write", work);
      source.wrote?.(at.studioId);
      return result;
    } catch (error) {
      if (error instanceof CommitUnknown) source.wrote?.(at.studioId);
      throw error;
    }
  }

  async function run<T>(mode: Mode, work: StudioWork<T>): Promise<T> {
    const since = Date.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await transact(source.connections, at, actor, mode, work);
      } catch (error) {
        if (error instanceof CommitUnknown) throw error;
        const moving = codeOf(error) === "TM001";
        if (!moving && !isConnectionError(error)) throw error;
        if (Date.now() - since > PATIENCE_MS[moving ? "moving" : "unreachable"]) {
          throw new StudioUnavailable(`studio ${at.studioId} cannot be reached`, { cause: error });
        }
        at = await next(source, at, attempt);
      }
    }
  }
}

/** The placement to try next; where it is the same, after a pause, for which the dead are cleared away. */
async function next(source: StudioSource, refused: Placement, attempt: number): Promise<Placement> {
  try {
    const fresh = await source.placementOf(refused.studioId);
    if (!fresh) throw new StudioUnavailable(`studio ${refused.studioId} has no placement`);
    if (fresh.epoch !== refused.epoch) return fresh;
    source.recover(refused.studioId);
  } catch (error) {
    // The control database is away too. Where the studio moved meanwhile, its epoch says so.
    if (!isConnectionError(error)) throw error;
  }
  await sleep(Math.min(5 * 1.5 ** attempt, 100));
  return refused;
}

type Mode = "read" | "write";

const BEGIN = {
  read: "begin isolation level read committed read only",
  write: "begin isolation level read committed read write",
};
const ENTER = "select rsm.enter($1::uuid, $2, $3::integer, $4::uuid, $5::boolean, $6)";

/**
 * BEGIN, the entry and the work's first queries leave in one flight, un-awaited; a read's COMMIT is
 * not waited for either (it has nothing to lose), so that one query costs one round trip.
 */
async function transact<T>(
  connections: StudioSource["connections"],
  placement: Placement,
  actor: Actor | null,
  mode: Mode,
  work: StudioWork<T>,
): Promise<T> {
  const lane = await connections.borrow(placement);
  const transaction = { over: false };
  const { studioId, schema, epoch } = placement;
  const begun = send(lane, BEGIN[mode]);
  const entered = send(lane, ENTER, [
    studioId,
    schema,
    epoch,
    actor?.userId ?? null,
    mode === "write",
    actor?.origin ?? null,
  ]);
  let result: T;
  try {
    result = await work(scopedDb(lane, transaction));
    await entered;
    // Lost before COMMIT was sent: nothing was written, and the work may run again.
    if (mode === "write" && lane.isLost()) throw new Unreachable("the connection was lost");
  } catch (error) {
    transaction.over = true;
    ignore(send(lane, "rollback"));
    // A statement behind a refused one fails too, and says less: the first refusal is the reason.
    const reason = await begun.then(() => entered).then(() => error, identity);
    connections.giveBack(lane);
    throw reason;
  }
  transaction.over = true;
  const committed = send(lane, "commit");
  if (mode === "read") {
    ignore(committed);
    connections.giveBack(lane);
    return result;
  }
  try {
    // COMMIT of a transaction in which a statement failed answers ROLLBACK, and is no error.
    const { command } = await committed;
    if (command !== "COMMIT") throw new Error("a statement failed unnoticed; nothing was written");
    return result;
  } catch (error) {
    if (!isConnectionError(error)) throw error;
    throw new CommitUnknown("the connection was lost during COMMIT", { cause: error });
  } finally {
    connections.giveBack(lane);
  }
}

/** Starts the query now; a failure that nobody awaits is no unhandled rejection. */
function send(lane: Lane, text: string, parameters: (string | number | boolean | null)[] = []) {
  const query = lane.sql.unsafe(text, parameters, PREPARED);
  ignore(query);
  return query;
}

function ignore(promise: PromiseLike<unknown>): void {
  promise.then(undefined, () => {});
}

function identity<T>(value: T): T {
  return value;
}

// Prepared by text on each connection: later uses bind and run in one message.
const PREPARED = { prepare: true, simple: false };

function scopedDb(lane: Lane, transaction: { over: boolean }): StudioDb {
  const client = {
    options: lane.sql.options,
    unsafe(text: string, parameters: never[] = []) {
      if (transaction.over) {
        throw new Error("a query came after its studio transaction ended: await all of the work");
      }
      return lane.sql.unsafe(text, parameters, PREPARED);
    },
  };
  return drizzle({ client: client as unknown as postgres.Sql });
}
