import { type Client, openClient } from "../connections/client.ts";
import type { Platform } from "../platform.server.ts";
import type { Place } from "../places.server.ts";

/**
 * A connection of a move to a place: as the mover, who passes row-level security. By its name a
 * process that takes over finds what a dead mover left running.
 */
export async function openMover(
  platform: Pick<Platform, "clusters">,
  place: Pick<Place, "cluster" | "database">,
  name: string,
): Promise<Client> {
  const address = await platform.clusters.address(place.cluster, place.database, "mover");
  return openClient(address, {
    max: 1,
    applicationName: name,
    settings: {
      // A mover without BYPASSRLS fails, where it would have copied no row and called it done.
      row_security: "off",
      // Rows are compared by their text.
      datestyle: "ISO, YMD",
      intervalstyle: "postgres",
      timezone: "UTC",
      extra_float_digits: 1,
      bytea_output: "hex",
      // What replicates is what was flushed: a marker is not to wait for the WAL writer.
      synchronous_commit: "on",
    },
  });
}

export function moverName(moveId: string): string {
  return `rsm move ${moveId}`;
}

/** Runs work on a connection of the mover's and closes it. */
export async function asMover<T>(
  platform: Pick<Platform, "clusters">,
  place: Pick<Place, "cluster" | "database">,
  name: string,
  work: (sql: Client) => Promise<T>,
): Promise<T> {
  const sql = await openMover(platform, place, name);
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Ends what runs under a mover's name on a cluster, and waits until it is gone. */
export async function endMover(
  platform: Pick<Platform, "clusters">,
  place: Pick<Place, "cluster" | "database">,
  moveId: string,
): Promise<void> {
  await asMover(platform, place, "rsm recovery", async (sql) => {
    await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where application_name = ${moverName(moveId)} and usename = current_user`;
  });
}
