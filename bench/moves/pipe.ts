import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeDatabase, setUpTemplate } from "#db/cluster-setup.server.ts";
import { openClient } from "#db/connections/client.ts";
import { stripTables } from "#db/moves/definitions.server.ts";
import { setFence } from "#db/moves/fences.server.ts";
import { asOwner } from "#db/moves/link.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { listTables, qualified, quoted } from "#db/moves/tables.server.ts";
import type { Placement } from "#db/placements.server.ts";
import type { Platform } from "#db/platform.server.ts";

const NAME = "rsm bench";
const DATABASE = "bench_pipe";

/**
 * What the copy of a move is held against: the same rows by `COPY … TO STDOUT | COPY … FROM STDIN`,
 * binary, into tables that have their primary keys only. Returns the milliseconds of the copying.
 */
export async function timePipe(
  platform: Platform,
  { studioId, ...from }: Placement,
  cluster: string,
): Promise<number> {
  const to = { cluster, database: DATABASE, schema: from.schema };
  const at = { schema: to.schema, studioId, epoch: 1 };
  await makeDatabase(platform, cluster, DATABASE, await setUpTemplate(platform, cluster));
  await asMover(platform, to, NAME, (sql) => setFence(sql, { ...at, state: "gone" }));
  await asOwner(platform, to, async (sql) => {
    await sql`select rsm.house_one(${to.schema}, ${studioId})`;
    await stripTables(sql, at);
  });
  const tables = await asMover(platform, from, NAME, (sql) => listTables(sql, from.schema));
  let milliseconds = 0;
  for (const { name, columns } of tables) {
    const list = columns.map(quoted).join(", ");
    const rows = `select ${list} from ${qualified(from.schema, name)} where studio_id = '${studioId}'`;
    const into = `${qualified(to.schema, name)} (${list})`;
    // One COPY a connection: the driver hangs in a second one.
    await asMover(platform, from, NAME, (source) =>
      asMover(platform, to, NAME, async (target) => {
        await source.begin("isolation level repeatable read read only", async (reading) => {
          await target.begin(async (writing) => {
            await writing`set local session_replication_role = replica`;
            const began = performance.now();
            await pipeline(
              await reading.unsafe(`copy (${rows}) to stdout (format binary)`).readable(),
              new PassThrough(),
              await writing.unsafe(`copy ${into} from stdin (format binary)`).writable(),
            );
            milliseconds += performance.now() - began;
          });
        });
      }),
    );
  }
  await dropDatabase(platform, cluster);
  return milliseconds;
}

async function dropDatabase({ clusters }: Platform, cluster: string): Promise<void> {
  const sql = openClient(await clusters.address(cluster, "postgres", "owner"), {
    max: 1,
    applicationName: NAME,
  });
  await sql.unsafe(`drop database "${DATABASE}" with (force)`);
  await sql.end();
}
