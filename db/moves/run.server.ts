import { and, eq } from "drizzle-orm";
import type { Client } from "../connections/client.ts";
import type { Platform } from "../platform.server.ts";
import type { Place } from "../places.server.ts";
import { moves, type MoveState } from "../schema/control/index.ts";
import type { Cargo, Carrier, Direction } from "./carrier.ts";
import { type MoveEvent, MoveRefused } from "./events.ts";
import { journalCarrier } from "./journal.server.ts";
import { advance, type Move, type MoveChange, placesOf } from "./move.server.ts";
import { asMover, moverName, openMover } from "./mover.server.ts";
import { replicationCarrier } from "./replication.server.ts";
import { listTables, tableDifference } from "./tables.server.ts";

/** A move at work in this process: what its steps share. */
export type Run = {
  platform: Platform;
  /** As it was last recorded. */
  move: Move;
  cargo: Cargo;
  carrier: Carrier;
  /** Wired before the flip, so that a rollback brings what was written since; a rollback has none. */
  back: Carrier | undefined;
  /** The carrier is that of the move that is rolled back: the rows are there, and follow. */
  isFollowing: boolean;
  /** Open from the start: nothing connects in the pause. */
  source: Client;
  target: Client;
  /** The target as it was when it had caught up and nobody had written there. */
  snapshot: Client;
  hasSnapshot: boolean;
  /** When the pause began, by `performance.now()`; unset where another process closed the fence. */
  fencedAt?: number;
  onEvent: (event: MoveEvent) => void;
  /** Heeded before the flip only. */
  signal: AbortSignal | undefined;
  /** Records the next state, by compare-and-set. Throws MoveOvertaken. */
  enter(state: MoveState, change?: MoveChange): Promise<void>;
  close(): Promise<void>;
};

export async function openRun(
  platform: Platform,
  move: Move,
  onEvent: (event: MoveEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<Run> {
  const cargo = await cargoOf(platform, move);
  const carriers = await carriersOf(platform, move, cargo);
  const name = moverName(move.id);
  const [source, target, snapshot] = await Promise.all([
    openMover(platform, cargo.from, name),
    openMover(platform, cargo.to, name),
    openMover(platform, cargo.to, name),
  ]);
  const run: Run = {
    platform,
    move,
    cargo,
    ...carriers,
    source,
    target,
    snapshot,
    hasSnapshot: false,
    onEvent,
    signal,
    async enter(state, change = {}) {
      run.move = await advance(platform.operations.db, run.move, { ...change, state });
      onEvent({ type: "step", step: state });
    },
    async close() {
      await Promise.all([source, target, snapshot].map((sql) => sql.end({ timeout: 5 })));
    },
  };
  return run;
}

/** Replication matches tables by their full names, and works between databases only. */
export async function chooseEngine(
  platform: Platform,
  from: Pick<Place, "cluster" | "database" | "schema">,
  to: Pick<Place, "cluster" | "database" | "schema">,
): Promise<Move["engine"]> {
  const isOneDatabase = from.cluster === to.cluster && from.database === to.database;
  if (isOneDatabase || from.schema !== to.schema) return "journal";
  const levels = await Promise.all(
    [from, to].map((place) =>
      asMover(platform, place, "rsm preflight", async (sql) => {
        const [row] = await sql<{ level: string }[]>`select current_setting('wal_level') as level`;
        return row!.level;
      }),
    ),
  );
  return levels.every((level) => level === "logical") ? "replication" : "journal";
}

async function carriersOf(
  platform: Platform,
  move: Move,
  cargo: Cargo,
): Promise<Pick<Run, "carrier" | "back" | "isFollowing">> {
  if (move.kind === "rollback") {
    const rolledBack = await findRolledBack(platform, move);
    if (rolledBack) {
      const carrier = wayBack(rolledBack, cargo);
      if (await carrier.isWired()) return { carrier, back: undefined, isFollowing: true };
    }
  }
  const { from, to } = cargo;
  return {
    carrier: makeCarrier(move.engine, cargo, "forward"),
    back:
      move.kind === "rollback"
        ? undefined
        : makeCarrier(move.engine, { ...cargo, from: to, to: from }, "back"),
    isFollowing: false,
  };
}

/** What a move left for its rollback; the cargo is that of the rollback. */
export function wayBack({ id, engine }: Pick<Move, "id" | "engine">, cargo: Cargo): Carrier {
  return makeCarrier(engine, { ...cargo, moveId: id }, "back");
}

function makeCarrier(engine: Move["engine"], cargo: Cargo, direction: Direction): Carrier {
  return engine === "replication"
    ? replicationCarrier(cargo, direction)
    : journalCarrier(cargo, direction);
}

/** Removes what a move was carried by, in both directions. */
export async function unwireMove(platform: Platform, move: Move): Promise<void> {
  const { from, to } = await placesOf(platform.operations.db, move);
  const { id: moveId, studioId, fromEpoch: epoch } = move;
  const cargo = { platform, moveId, studioId, from, to, epoch, tables: [] };
  await makeCarrier(move.engine, cargo, "forward").unwire();
  await makeCarrier(move.engine, { ...cargo, from: to, to: from }, "back").unwire();
}

async function findRolledBack(platform: Platform, move: Move): Promise<Move | undefined> {
  const [found] = await platform.operations.db
    .select()
    .from(moves)
    .where(
      and(
        eq(moves.studioId, move.studioId),
        eq(moves.fromPlaceId, move.toPlaceId),
        eq(moves.toPlaceId, move.fromPlaceId),
        eq(moves.state, "soak"),
      ),
    );
  return found;
}

async function cargoOf(platform: Platform, move: Move): Promise<Cargo> {
  const { from, to } = await placesOf(platform.operations.db, move);
  const [tables, there] = await Promise.all(
    [from, to].map((place) =>
      asMover(platform, place, moverName(move.id), (sql) => listTables(sql, place.schema)),
    ),
  );
  const difference = tableDifference(tables!, there!);
  if (difference) throw new MoveRefused(`${difference}: run \`studio migrate\` first`);
  const { id: moveId, studioId, fromEpoch: epoch } = move;
  return { platform, moveId, studioId, from, to, epoch, tables: tables! };
}
