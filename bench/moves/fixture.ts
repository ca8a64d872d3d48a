import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setUpControl, setUpRoles } from "#db/cluster-setup.server.ts";
import type { Client } from "#db/connections/client.ts";
import { holdCluster } from "#db/embedded.server.ts";
import { asOwner } from "#db/moves/link.server.ts";
import { openPlatform, type Platform } from "#db/platform.server.ts";
import { sharedPlace } from "#db/provision.server.ts";
import { createStudio, findStudio, type StudioRow } from "#db/studios.server.ts";

export const CLUSTERS = ["main", "north"] as const;

/** What a thread needs to open the installation for itself. */
export type Installation = {
  urls: Record<(typeof CLUSTERS)[number], string>;
  secretsKey: Buffer;
  prefix: string;
};

export function openInstallation({ urls, ...given }: Installation): Promise<Platform> {
  const adminUrls = { main: async () => urls.main, north: async () => urls.north };
  return openPlatform({ ...given, secretsKey: Buffer.from(given.secretsKey), adminUrls });
}

/** Two servers of the benchmark's own, as durable as those that people run, and one installation. */
export async function makeFixture() {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "rsm-bench-"));
  // As root, the servers' account passes through here.
  await chmod(dataDir, 0o755);
  const [main, north] = await Promise.all([
    holdCluster("main", { dataDir }),
    holdCluster("north", { dataDir }),
  ]);
  const installation: Installation = {
    urls: { main: main.adminUrl, north: north.adminUrl },
    secretsKey: Buffer.alloc(32, 1),
    prefix: "bench",
  };
  const platform = await openInstallation(installation);
  await Promise.all(CLUSTERS.map((name) => setUpRoles(platform, name)));
  await setUpControl(platform);
  const shared = await sharedPlace(platform, "main");

  return {
    installation,
    platform,
    /** A studio of the shared place on main with so many sessions. */
    async addStudio(slug: string, sessions: number): Promise<StudioRow> {
      await createStudio(platform, {
        slug,
        name: slug,
        isolation: "shared",
        cluster: "main",
        ownerEmail: `owner@${slug}.test`,
        ownerName: "Ada Owner",
        ownerPasswordHash: "none",
        fill: (mover, { schema }, studioId) => fill(mover, schema, studioId, sessions),
      });
      await asOwner(platform, shared, (owner) =>
        owner.unsafe(`vacuum analyze ${shared.schema}.clients, ${shared.schema}.sessions`),
      );
      return reopen(slug);
    },
    reopen,
    async close() {
      await platform.close();
      await Promise.all([main.release(), north.release()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };

  /** The studio at the placement that it has now. */
  async function reopen(slug: string): Promise<StudioRow> {
    const studio = await findStudio(platform.control, slug);
    if (!studio) throw new Error(`there is no studio ${slug}`);
    return studio;
  }
}

const ROOMS = 16;
const CLIENTS = 500;

/** One in so many stands, the others were cancelled: the exclusion constraint costs by those that stand. */
const STANDING = 5;

/** Sessions of two hours, back to back in each room. */
async function fill(mover: Client, schema: string, studioId: string, sessions: number) {
  await mover.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`select set_config('search_path', ${`${schema}, public`}, true),
      set_config('app.studio_id', ${studioId}, true)`;
    await sql`insert into settings default values`;
    await sql`insert into rooms (name, kind)
      select 'Room ' || n, 'live' from generate_series(1, ${ROOMS}::int) n`;
    await sql`insert into clients (name, city)
      select 'Client ' || n, 'Paris' from generate_series(1, ${CLIENTS}::int) n`;
    await sql`
      insert into sessions (room_id, client_id, kind, state, starts_at, ends_at, price_cents, notes,
        cancelled_at)
      select r.ids[n % ${ROOMS} + 1], c.ids[n % ${CLIENTS} + 1], 'recording',
        case when n % ${STANDING} = 0 then 'done' else 'cancelled' end, starts_at,
        starts_at + interval '2 hours', 24000, 'Drums and bass, second day: take ' || n,
        case when n % ${STANDING} > 0 then starts_at - interval '1 day' end
      from (select array_agg(id) as ids from rooms where studio_id = ${studioId}) r,
        (select array_agg(id) as ids from clients where studio_id = ${studioId}) c,
        generate_series(0, ${sessions - 1}::int) n,
        lateral (select timestamptz '2026-01-05 08:00+01' + n / ${ROOMS} * interval '2 hours') s (starts_at)`;
  });
}
