import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client } from "../connections/client.ts";
import type { Cargo } from "./carrier.ts";
import type { MoveEvent } from "./events.ts";
import { holdGone } from "./fences.server.ts";
import { asMover, openMover } from "./mover.server.ts";
import { qualified, quoted, type StudioTable } from "./tables.server.ts";

type Copy = Cargo & {
  /** Of the move: its connections carry it. */
  name: string;
  onEvent: (event: MoveEvent) => void;
  signal: AbortSignal | undefined;
};

/**
 * Streams a studio's rows from place to place by binary COPY, a table at a time, all from one
 * snapshot. Triggers and foreign keys do not run: the rows satisfied them where they come from.
 */
export async function copyTables(copy: Copy): Promise<void> {
  const keeper = await openMover(copy.platform, copy.from, copy.name);
  try {
    await keeper.begin("isolation level repeatable read read only", async (transaction) => {
      const [row] = await transaction<
        { snapshot: string }[]
      >`select pg_export_snapshot() as snapshot`;
      for (const table of copy.tables) {
        await copyRows(copy, row!.snapshot, table);
        copy.onEvent({ type: "copy", table: table.name, rows: 0, isDone: true });
      }
    });
  } finally {
    await keeper.end({ timeout: 5 });
  }
}

/** Those of a studio in one table, as of a snapshot that is held; of these ids where they are given. */
export async function copyRows(
  copy: Omit<Copy, "onEvent">,
  snapshot: string,
  table: StudioTable,
  ids?: string[],
): Promise<void> {
  const { platform, from, to, studioId, epoch, name, signal } = copy;
  const list = table.columns.map(quoted).join(", ");
  // COPY takes no parameters. The ids are uuids, as their columns are.
  const chosen = ids ? `and id in (${ids.map((id) => `'${id}'`).join(", ")})` : "";
  const rows = `select ${list} from ${qualified(from.schema, table.name)}
    where studio_id = '${studioId}' ${chosen}`;
  // One COPY a connection: the driver hangs in a second one.
  await asMover(platform, from, name, (source) =>
    asMover(platform, to, name, async (target) => {
      await source.begin("isolation level repeatable read read only", async (reading) => {
        await reading.unsafe(`set transaction snapshot '${snapshot}'`);
        await target.begin(async (writing) => {
          await holdGone(writing, { schema: to.schema, studioId, epoch });
          await writing`set local session_replication_role = replica`;
          await pipeline(
            await reading.unsafe(`copy (${rows}) to stdout (format binary)`).readable(),
            new PassThrough(),
            await writing
              .unsafe(
                `copy ${qualified(to.schema, table.name)} (${list}) from stdin (format binary)`,
              )
              .writable(),
            signal ? { signal } : {},
          );
        });
      });
    }),
  );
}

/**
 * Deletes a studio's rows from a place that it does not work in, in batches, so that the others of a
 * shared place do not wait. The fence says `gone` at that epoch, or nothing is deleted.
 */
export async function emptyPlace(
  sql: Client,
  at: { schema: string; studioId: string; epoch: number },
  tables: StudioTable[],
): Promise<void> {
  for (const { name } of tables) {
    const table = qualified(at.schema, name);
    for (let deleted = BATCH; deleted === BATCH;) {
      deleted = await sql.begin(async (transaction) => {
        await holdGone(transaction, at);
        await transaction`set local session_replication_role = replica`;
        const result = await transaction.unsafe(
          `delete from ${table} where studio_id = $1 and id in (
             select id from ${table} where studio_id = $1 limit ${BATCH})`,
          [at.studioId],
        );
        return result.count;
      });
    }
  }
}

const BATCH = 5_000;
