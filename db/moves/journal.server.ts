import { setTimeout as sleep } from "node:timers/promises";
import type { TransactionSql } from "postgres";
import type { Client } from "../connections/client.ts";
import { codeOf } from "../connections/errors.ts";
import type { Place } from "../places.server.ts";
import type { Platform } from "../platform.server.ts";
import type { Cargo, Carrier, Direction } from "./carrier.ts";
import { copyRows, copyTables, emptyPlace } from "./copy.server.ts";
import { type Backend, holdGone, nameBackends, StudioBusy } from "./fences.server.ts";
import { asOwner } from "./link.server.ts";
import { asMover, moverName } from "./mover.server.ts";
import { qualified, quoted } from "./tables.server.ts";

/** Touched keys that the pause may have to bring. */
const SMALL_JOURNAL = 100;
/** Every 200 ms at most. */
const LOCK_TRIES = { wire: 50, drop: 5 };

/**
 * Without replication: within one database, between schemas of different names, or where a cluster's
 * `wal_level` is not logical. A trigger keeps the keys of touched rows; the mover brings those rows.
 */
export function journalCarrier(cargo: Cargo, direction: Direction): Carrier {
  const { platform, moveId, studioId, from, to, tables } = cargo;
  const name = moverName(moveId);
  const trigger = triggerName({ moveId, direction });
  const at = { schema: to.schema, studioId, epoch: cargo.epoch };

  return {
    async wire() {
      await asOwner(platform, from, async (owner) => {
        for (const table of tables) {
          const on = qualified(from.schema, table.name);
          await withShortLock(owner, on, "wire", async (transaction) => {
            const keep = `execute function rsm.keep_journal('${moveId}', '${direction}')`;
            for (const [part, verbs, row] of [
              ["w", "insert or update", "new"],
              ["d", "delete", "old"],
            ]) {
              await transaction.unsafe(
                `create or replace trigger ${quoted(`${trigger}_${part}`)} after ${verbs} on ${on}
                 for each row when (${row}.studio_id = '${studioId}') ${keep}`,
              );
            }
          });
        }
      });
    },

    async copy(onEvent, signal) {
      // What a copy before this one left is not worth sorting out: the journal goes on all the while.
      await asMover(platform, to, name, (sql) => emptyPlace(sql, at, tables));
      await copyTables({ ...cargo, name, onEvent, signal });
    },

    async tail(onEvent, signal) {
      await asMover(platform, from, name, (source) =>
        asMover(platform, to, name, async (target) => {
          for (;;) {
            signal?.throwIfAborted();
            const left = await countKeys(source);
            onEvent({ type: "lag", left, unit: "rows" });
            if (left > 0) await bringTouched(source, target);
            if (left < SMALL_JOURNAL) return;
          }
        }),
      );
    },

    mark: async () => {},

    async catchUp(source, target) {
      while ((await countKeys(source)) > 0) await bringTouched(source, target);
    },

    // The journal is kept where it is until a rollback brings it.
    follow: async () => {},

    async isWired() {
      return asMover(platform, from, name, async (sql) => {
        const [row] = await sql<{ n: number }[]>`select count(*)::int as n from pg_trigger
          where tgname in (${`${trigger}_w`}, ${`${trigger}_d`})`;
        return row!.n === 2 * tables.length;
      });
    },

    unwire: () => dropJournal(platform, from, { moveId, direction }),
  };

  async function countKeys(source: Client): Promise<number> {
    const [row] = await source<{ n: number }[]>`select count(*)::int as n from rsm.journal
      where move_id = ${moveId} and direction = ${direction}`;
    return row!.n;
  }

  /**
   * The rows of touched keys become at the target what they are at the source, all as of one moment:
   * rows that traded a unique value, or a room's hours, pass each other. Keys are forgotten after that
   * is committed; brought twice, a row is the same.
   */
  async function bringTouched(source: Client, target: Client): Promise<void> {
    const seqs = await source.begin(
      "isolation level repeatable read read only",
      async (snapshot) => {
        const keys = await snapshot<{ seq: string; table: string; id: string }[]>`
          select seq, table_name as "table", id from rsm.journal
          where move_id = ${moveId} and direction = ${direction}`;
        const [exported] = await snapshot<{ name: string }[]>`select pg_export_snapshot() as name`;
        const touched = tables
          .map((table) => ({
            table,
            ids: [...new Set(keys.filter((key) => key.table === table.name).map(({ id }) => id))],
          }))
          .filter(({ ids }) => ids.length > 0);
        await target.begin(async (writing) => {
          await holdGone(writing, at);
          await writing`set local session_replication_role = replica`;
          for (const { table, ids } of touched) {
            await writing.unsafe(
              `delete from ${qualified(to.schema, table.name)}
               where studio_id = $1 and id = any($2::uuid[])`,
              [studioId, `{${ids.join(",")}}`],
            );
          }
        });
        for (const { table, ids } of touched) {
          await copyRows({ ...cargo, name, signal: undefined }, exported!.name, table, ids);
        }
        return keys.map(({ seq }) => seq);
      },
    );
    await source`delete from rsm.journal where seq = any(${`{${seqs.join(",")}}`}::bigint[])`;
  }
}

/**
 * Removes what a database keeps of a journal: its triggers and its keys. A table that is busy keeps its
 * trigger, which then does nothing but keep keys, until a sweep comes by.
 */
export async function dropJournal(
  platform: Platform,
  place: Pick<Place, "cluster" | "database">,
  { moveId, direction }: { moveId: string; direction: Direction },
): Promise<void> {
  const trigger = triggerName({ moveId, direction });
  await asOwner(platform, place, async (owner) => {
    const triggers = await owner<{ name: string; on: string }[]>`
      select tgname::text as name, tgrelid::regclass::text as "on" from pg_trigger
      where tgname in (${`${trigger}_w`}, ${`${trigger}_d`})`;
    for (const { name, on } of triggers) {
      await withShortLock(owner, on, "drop", async (transaction) => {
        await transaction.unsafe(`drop trigger if exists ${quoted(name)} on ${on}`);
      });
    }
  }).catch((error: unknown) => {
    if (!(error instanceof StudioBusy)) throw error;
  });
  await asMover(platform, place, moverName(moveId), async (sql) => {
    await sql`delete from rsm.journal where move_id = ${moveId} and direction = ${direction}`;
  });
}

function triggerName({ moveId, direction }: { moveId: string; direction: Direction }): string {
  return `journal_${moveId.replaceAll("-", "")}_${direction}`;
}

/**
 * A table's lock for DDL, asked for shortly and again: a queue behind it would be everybody's. Throws
 * StudioBusy, with who writes to the table, where it is not to be had.
 */
async function withShortLock(
  owner: Client,
  table: string,
  purpose: keyof typeof LOCK_TRIES,
  work: (transaction: TransactionSql) => Promise<void>,
): Promise<void> {
  const mode = purpose === "wire" ? "share row exclusive" : "access exclusive";
  for (let attempt = 1; ; attempt += 1) {
    try {
      await owner.begin(async (transaction) => {
        await transaction`set local lock_timeout = '100ms'`;
        // At once: two that come from a weaker lock to this one would wait for each other.
        await transaction.unsafe(`lock table ${table} in ${mode} mode`);
        await work(transaction);
      });
      return;
    } catch (error) {
      if (codeOf(error) !== "55P03") throw error;
      if (attempt === LOCK_TRIES[purpose]) {
        const named = nameBackends(await findHolders(owner, table));
        throw new StudioBusy(`transactions keep ${table} from being journaled${named}`, {
          cause: error,
        });
      }
      await sleep(100);
    }
  }
}

function findHolders(owner: Client, table: string): Promise<Backend[]> {
  return owner<Backend[]>`
    select l.pid, extract(epoch from now() - a.xact_start)::int as seconds
    from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.relation = ${table}::regclass and l.granted and l.mode <> 'AccessShareLock'
      and l.database = (select oid from pg_database where datname = current_database())
    order by a.xact_start`;
}
