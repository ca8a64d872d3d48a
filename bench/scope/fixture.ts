import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { makeDatabase, setUpRoles, setUpTemplate } from "#db/cluster-setup.server.ts";
import { openClusters, type Role } from "#db/clusters.server.ts";
import { openClient } from "#db/connections/client.ts";
import { holdCluster } from "#db/embedded.server.ts";
import { namesFor, SHARED_SCHEMA } from "#db/names.ts";
import type { Placement } from "#db/placements.server.ts";

export type Example = { placement: Placement; clientId: string };

/** A server of the benchmark's own with one shared place: so many studios with so many clients each. */
export async function makeFixture(studios: number, rows: number) {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "rsm-bench-"));
  const cluster = await holdCluster("main", { dataDir, durability: "none" });
  const clusters = openClusters({ main: async () => cluster.adminUrl }, Buffer.alloc(32, 1));
  const setup = { clusters, names: namesFor("bench") };
  const database = setup.names.shared;
  await setUpRoles(setup, "main");
  await makeDatabase(setup, "main", database, await setUpTemplate(setup, "main"));
  const open = async (role: Role, name: string) =>
    openClient(await clusters.address("main", database, role), { max: 1, applicationName: name });

  const mover = await open("mover", "fill");
  await mover.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`insert into rsm.fences
      select ${SHARED_SCHEMA}, uuidv7(), 'open', 1 from generate_series(1, ${studios}::int)`;
    await sql.unsafe(
      `insert into ${SHARED_SCHEMA}.clients (studio_id, name, city)
       select studio_id, 'Client ' || n, 'Paris' from generate_series(1, $1::int) n, rsm.fences`,
      [rows],
    );
  });
  const examples = await mover.unsafe<{ studioId: string; clientId: string }[]>(
    `select distinct on (studio_id) studio_id as "studioId", id as "clientId"
     from ${SHARED_SCHEMA}.clients where name = 'Client ${rows >> 1}'`,
  );
  await mover.end();
  const owner = await open("owner", "fill");
  await owner.unsafe("vacuum analyze");
  await owner.end();

  const place = { placeId: "", cluster: "main", database, schema: SHARED_SCHEMA };
  return {
    dataDir,
    socket: `${cluster.socketDir}/.s.PGSQL.${cluster.port}`,
    port: cluster.port,
    examples: examples.map(({ studioId, clientId }): Example => {
      return { placement: { ...place, studioId, isolation: "shared", epoch: 1 }, clientId };
    }),
    /** How a role reaches the database, on a socket in another folder where one is given. */
    address: async (role: Role, socketDir?: string) => {
      const address = await clusters.address("main", database, role);
      return socketDir ? { ...address, host: socketDir } : address;
    },
    async close() {
      await cluster.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
