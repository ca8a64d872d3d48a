import { UnknownCluster } from "../clusters.server.ts";
import { isConnectionError } from "../connections/errors.ts";
import type { Client } from "../connections/client.ts";
import { openClient } from "../connections/client.ts";
import type { Platform } from "../platform.server.ts";

/** A transaction that writes for longer than this would hold up the making of a slot. */
const LONG_SECONDS = 30;

/**
 * Why a move by replication between two clusters could not start now; none where it could. The space
 * on their disks is not among them: PostgreSQL cannot be asked for it.
 */
export async function listObstacles(
  platform: Pick<Platform, "clusters">,
  from: { cluster: string },
  to: { cluster: string },
): Promise<string[]> {
  const source = await askCluster(platform, from.cluster, async (sql) => [
    ...(await countFree(sql, from.cluster)),
    ...(await listLongWriters(sql, from.cluster)),
    ...(await listMissingRights(sql, from.cluster)),
  ]);
  if (to.cluster === from.cluster) return source;
  const target = await askCluster(platform, to.cluster, async (sql) => [
    ...(await countFree(sql, to.cluster)),
    // The way back is wired from there.
    ...(await listLongWriters(sql, to.cluster)),
    ...(await listMissingRights(sql, to.cluster)),
  ]);
  return [...source, ...target];
}

async function askCluster(
  { clusters }: Pick<Platform, "clusters">,
  cluster: string,
  ask: (sql: Client) => Promise<string[]>,
): Promise<string[]> {
  try {
    // As the administrator: where nothing lives yet there are no other roles.
    const sql = openClient(await clusters.address(cluster, "postgres", "admin"), {
      max: 1,
      applicationName: "rsm preflight",
    });
    try {
      return await ask(sql);
    } finally {
      await sql.end({ timeout: 5 });
    }
  } catch (error) {
    if (error instanceof UnknownCluster) return [error.message];
    if (!isConnectionError(error)) throw error;
    return [`the cluster ${cluster} cannot be reached`];
  }
}

/** A move holds one slot at each end, and two more at the source while tables are copied. */
async function countFree(sql: Client, cluster: string): Promise<string[]> {
  const [row] = await sql<{ level: string; slots: number; senders: number; workers: number }[]>`
    select current_setting('wal_level') as level,
      current_setting('max_replication_slots')::int
        - (select count(*)::int from pg_replication_slots) as slots,
      current_setting('max_wal_senders')::int
        - (select count(*)::int from pg_stat_replication) as senders,
      current_setting('max_logical_replication_workers')::int
        - (select count(*)::int from pg_stat_subscription where pid is not null) as workers`;
  if (row!.level !== "logical") return [];
  const wanted = [
    ["max_replication_slots", row!.slots, 4],
    ["max_wal_senders", row!.senders, 4],
    ["max_logical_replication_workers", row!.workers, 4],
  ] as const;
  return wanted
    .filter(([, free, needed]) => free < needed)
    .map(
      ([setting, free, needed]) =>
        `${cluster} has ${Math.max(0, free)} of ${setting} free, a move needs ${needed}: raise it, or finalize moves that are done`,
    );
}

async function listLongWriters(sql: Client, cluster: string): Promise<string[]> {
  const writers = await sql<{ pid: number; database: string; seconds: number }[]>`
    select pid, datname::text as database, extract(epoch from now() - xact_start)::int as seconds
    from pg_stat_activity
    where backend_xid is not null and xact_start < now() - make_interval(secs => ${LONG_SECONDS})
    order by xact_start`;
  const prepared = await sql<{ gid: string; database: string }[]>`
    select gid, database::text from pg_prepared_xacts order by prepared`;
  return [
    ...writers.map(
      ({ pid, database, seconds }) =>
        `backend ${pid} in ${database} on ${cluster} has been writing in one transaction for ${seconds} s: end it`,
    ),
    ...prepared.map(
      ({ gid, database }) =>
        `the prepared transaction ${gid} in ${database} on ${cluster} is open: commit it or roll it back`,
    ),
  ];
}

async function listMissingRights(sql: Client, cluster: string): Promise<string[]> {
  const [row] = await sql<
    { bypass: boolean; replication: boolean; set: boolean; subscribe: boolean }[]
  >`
    select rolbypassrls as bypass, rolreplication as replication,
      has_parameter_privilege(oid, 'session_replication_role', 'set') as "set",
      pg_has_role(oid, 'pg_create_subscription', 'member') as subscribe
    from pg_roles where rolname = 'rsm_mover'`;
  // A cluster that houses nothing yet gets its roles with the first place.
  if (!row) return [];
  const missing = [
    row.bypass ? undefined : "BYPASSRLS",
    row.replication ? undefined : "REPLICATION",
    row.set ? undefined : "SET on session_replication_role",
    row.subscribe ? undefined : "membership in pg_create_subscription",
  ].filter((right) => right !== undefined);
  return missing.map(
    (right) =>
      `rsm_mover on ${cluster} lacks ${right}: run \`npm start\` or \`studio migrate\` as its administrator`,
  );
}
