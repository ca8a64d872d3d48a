import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../connections/client.ts";
import type { Cargo, Carrier, Direction } from "./carrier.ts";
import { dressTables, stripTables } from "./definitions.server.ts";
import {
  asOwner,
  dropLink,
  type Link,
  linkName,
  makeSlot,
  publish,
  readLink,
  reviveLink,
  setFollowing,
  subscribe,
} from "./link.server.ts";
import { asMover } from "./mover.server.ts";

/** The subscription met a row that it could not apply, or lost its slot. */
export class LinkBroken extends Error {
  override name = "LinkBroken";
}

/** Longer than the server lets an app's transaction stand still. */
const SLOT_WAIT_MS = 20_000;
const COPY_LOOK_MS = 50;

/** How often a link that stopped is let go on, in one process's part of a move. */
const MOST_REVIVALS = 3;

/** Below this the rest arrives within some milliseconds. */
const SMALL_LAG_BYTES = 256 * 1024;

/** By PostgreSQL's logical replication. The places have schemas of one name, in two databases. */
export function replicationCarrier(cargo: Cargo, direction: Direction): Carrier {
  const { platform, moveId, studioId, from, to, tables } = cargo;
  const link: Link = { moveId, direction, studioId, from, to };
  const name = linkName(link);
  const isOwnPlace = to.isolation !== "shared";
  let revivals = 0;

  return {
    async wire() {
      await publish(platform, link, tables);
      await makeSlot(platform, link, SLOT_WAIT_MS);
    },

    async copy(onEvent, signal) {
      // Rows are copied into bare tables; what others share keeps its indexes.
      const isFresh = !(await asMover(platform, to, name, (sql) => readLink(sql, link))).tables;
      if (isFresh && isOwnPlace) {
        const at = { schema: to.schema, studioId, epoch: cargo.epoch };
        await asOwner(platform, to, (owner) => stripTables(owner, at));
      }
      await subscribe(platform, link, { copy: true });
      await withEnds(async (source, target) => {
        for (;;) {
          signal?.throwIfAborted();
          await readLag(source);
          const state = await readLink(target, link);
          for (const [table, rows] of Object.entries(state.copying)) {
            onEvent({ type: "copy", table, rows, isDone: false });
          }
          for (const table of state.readyTables)
            onEvent({ type: "copy", table, rows: 0, isDone: true });
          // At rest with all tables ready, it was dressed when its mover died.
          if (state.ready === state.tables) return;
          if (state.isStopped) await revive(target);
          await sleep(COPY_LOOK_MS);
        }
      });
      if (isOwnPlace) await dress();
    },

    async tail(onEvent, signal) {
      await withEnds(async (source, target) => {
        for (let steady = 0; steady < 3;) {
          signal?.throwIfAborted();
          const bytes = await readLag(source);
          const state = await readLink(target, link);
          if (state.isStopped) await revive(target);
          onEvent({ type: "lag", left: bytes, unit: "bytes" });
          steady = bytes < SMALL_LAG_BYTES && !state.isStopped ? steady + 1 : 0;
          await sleep(50);
        }
      });
    },

    async mark(transaction) {
      const marked = await transaction.unsafe(
        "update rsm.markers set value = value + 1 where move_id = $1 and direction = $2",
        [moveId, direction],
      );
      if (marked.count !== 1) throw new LinkBroken(`the marker of ${name} is not there`);
    },

    async catchUp(source, target) {
      const wanted = await readMarker(source);
      if (wanted === undefined) throw new LinkBroken(`the marker of ${name} is not there`);
      while (((await readMarker(target)) ?? -1) < wanted) await sleep(1);
    },

    async follow() {
      await subscribe(platform, link, { copy: false });
    },

    async isWired() {
      const isKept = await asMover(platform, from, name, async (sql) => {
        const [slot] = await sql`select from pg_replication_slots
          where slot_name = ${name} and wal_status <> 'lost'`;
        return slot !== undefined;
      });
      if (!isKept) return false;
      const state = await asMover(platform, to, name, (sql) => readLink(sql, link));
      // A table that came with a migration since is not published. The marker is one more.
      return state.tables === tables.length + 1 && !state.isStopped;
    },

    async unwire() {
      await dropLink(platform, link);
    },
  };

  /** Tables change under a subscription at rest only: apply and DDL would wait for each other. */
  async function dress(): Promise<void> {
    await setFollowing(platform, link, false);
    await asOwner(platform, from, (model) =>
      asOwner(platform, to, async (owner) => {
        await dressTables(owner, to.schema, studioId, model);
        for (const table of tables) {
          await owner.unsafe(`analyze "${to.schema}"."${table.name}"`);
        }
      }),
    );
    await setFollowing(platform, link, true);
  }

  /** A connection that was cut is mended by a try; a row that cannot be written stops each of them. */
  async function revive(target: Client): Promise<void> {
    if (revivals < MOST_REVIVALS) {
      revivals += 1;
      await reviveLink(target, link);
      return;
    }
    const [stats] = await target<{ applies: number; syncs: number }[]>`
      select apply_error_count::int as applies, sync_error_count::int as syncs
      from pg_stat_subscription_stats where subname = ${name}`;
    throw new LinkBroken(
      `the subscription ${name} stopped at a row that it could not write (${stats?.syncs ?? 0} errors of copies, ${stats?.applies ?? 0} of changes): the log of ${to.cluster} names it`,
    );
  }

  function withEnds<T>(work: (source: Client, target: Client) => Promise<T>): Promise<T> {
    return asMover(platform, from, name, (source) =>
      asMover(platform, to, name, (target) => work(source, target)),
    );
  }

  async function readMarker(sql: Client): Promise<number | undefined> {
    const [row] = await sql<{ value: number }[]>`select value from rsm.markers
      where move_id = ${moveId} and direction = ${direction}`;
    return row?.value;
  }

  async function readLag(source: Client): Promise<number> {
    const [slot] = await source<{ bytes: string | null; status: string }[]>`
      select pg_wal_lsn_diff(pg_current_wal_flush_lsn(), confirmed_flush_lsn)::text as bytes,
        wal_status as status
      from pg_replication_slots where slot_name = ${name}`;
    if (!slot || slot.status === "lost") {
      throw new LinkBroken(
        `the replication slot ${name} is lost: it fell behind by more than the cluster keeps. Start the move again`,
      );
    }
    return Number(slot.bytes ?? 0);
  }
}
