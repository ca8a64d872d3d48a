import assert from "node:assert/strict";
import { openClient } from "#db/connections/client.ts";
import { sweepPlaces } from "#db/places.server.ts";
import { loginOf } from "#db/names.ts";
import type { Platform } from "#db/platform.server.ts";

/**
 * While no move is under way, an installation has on its clusters what its moves in their soak need,
 * and nothing else: no slot that holds back WAL, no trigger, no half-made place, no login
 * to what is gone.
 */
export async function expectNothingLeft(platform: Platform): Promise<void> {
  await sweepPlaces(platform);
  assert.deepEqual(await listLeftovers(platform), []);
}

export async function listLeftovers(platform: Platform): Promise<string[]> {
  const { operations, names } = platform;
  const soaks = await operations.sql<{ id: string }[]>`select id from moves where state = 'soak'`;
  const known = await operations.sql<Known[]>`
    select id, cluster, database, schema, isolation, state from places`;
  const wayBack = new Set(soaks.map(({ id }) => `${id.replaceAll("-", "")}_back`));
  const found = known
    .filter(({ state }) => state !== "ready" && state !== "spare")
    .map(({ database, schema, state }) => `${database}.${schema} is ${state}`);
  const databases = new Set(known.map(({ cluster, database }) => `${cluster} ${database}`));
  const prefix = names.shared.slice(0, -"shared".length);
  for (const cluster of new Set(known.map((place) => place.cluster))) {
    const there = await asAdmin(platform, cluster, "postgres", (sql) =>
      sql.unsafe<{ name: string }[]>(
        `select datname as name from pg_database where starts_with(datname, $1)`,
        [prefix],
      ),
    );
    const logins = await listLogins(platform, cluster, prefix);
    const ofPlaces = known.filter((place) => place.isolation === "dedicated").map(({ id }) => id);
    const wanted = new Set(ofPlaces.map(loginOf));
    found.push(...logins.filter((login) => !wanted.has(login)).map((login) => `login ${login}`));
    for (const { name } of there) {
      if (name === names.control) continue;
      if (!databases.has(`${cluster} ${name}`)) found.push(`database ${name} on ${cluster}`);
      const schemas = known.filter((place) => place.cluster === cluster && place.database === name);
      const objects = await listObjects(platform, cluster, name);
      for (const { kind, name: object } of objects) {
        if (kind === "schema" && schemas.some(({ schema }) => schema === object)) continue;
        if (wayBack.has(/[0-9a-f]{32}_(?:forward|back)/.exec(object)?.[0] ?? "")) continue;
        found.push(`${kind} ${object} in ${name} on ${cluster}`);
      }
    }
  }
  return found;
}

type Known = {
  id: string;
  isolation: string;
  cluster: string;
  database: string;
  schema: string;
  state: string;
};

/** Each says which database it is for: other installations have theirs on the cluster too. */
async function listLogins(platform: Platform, cluster: string, prefix: string) {
  const logins = await asAdmin(
    platform,
    cluster,
    "postgres",
    (sql) => sql<{ name: string }[]>`select rolname::text as name from pg_roles
      where starts_with(rolname, 'rsm_app_')
        and starts_with(shobj_description(oid, 'pg_authid'), ${prefix})`,
  );
  return logins.map(({ name }) => name);
}

function listObjects(platform: Platform, cluster: string, database: string) {
  return asAdmin(
    platform,
    cluster,
    database,
    (sql) => sql<{ kind: string; name: string }[]>`
      select 'slot' as kind, slot_name::text as name from pg_replication_slots
        where database = current_database()
      union all select 'subscription', subname::text from pg_subscription
        where subdbid = (select oid from pg_database where datname = current_database())
      union all select 'publication', pubname::text from pg_publication
      union all select 'trigger', tgname::text from pg_trigger where tgname like 'journal%'
      union all select 'marker', replace(move_id::text, '-', '') || '_' || direction
        from rsm.markers
      union all select distinct 'journal of', replace(move_id::text, '-', '') || '_' || direction
        from rsm.journal
      union all select 'schema', nspname::text from pg_namespace where nspname like 'studio%'`,
  );
}

async function asAdmin<T>(
  platform: Platform,
  cluster: string,
  database: string,
  work: (sql: ReturnType<typeof openClient>) => Promise<T>,
): Promise<T> {
  const address = await platform.clusters.address(cluster, database, "admin");
  const sql = openClient(address, { max: 1, applicationName: "test" });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
