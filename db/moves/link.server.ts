import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../connections/client.ts";
import { openClient } from "../connections/client.ts";
import { codeOf, isConnectionError } from "../connections/errors.ts";
import { runUnlogged } from "../connections/unlogged.ts";
import type { Platform } from "../platform.server.ts";
import type { Place } from "../places.server.ts";
import { type Backend, nameBackends, StudioBusy } from "./fences.server.ts";
import { asMover } from "./mover.server.ts";
import { qualified, quoted, type StudioTable } from "./tables.server.ts";

/**
 * One studio's changes, replicated from place to place by PostgreSQL itself: a publication and a slot
 * at the one end, a subscription at the other, all of one name that the move gives them, so that any
 * process finds them again.
 */
export type Link = {
  moveId: string;
  direction: "forward" | "back";
  studioId: string;
  from: Place;
  to: Place;
};

export function linkName({ moveId, direction }: Pick<Link, "moveId" | "direction">): string {
  return `rsm_${moveId.replaceAll("-", "")}_${direction}`;
}

/** What is published: this studio's rows alone, and the move's marker. TRUNCATE would ignore the filter. */
export async function publish(
  platform: Platform,
  link: Link,
  tables: StudioTable[],
): Promise<void> {
  const name = quoted(linkName(link));
  const filtered = tables.map(
    (table) =>
      `table ${qualified(link.from.schema, table.name)} where (studio_id = '${link.studioId}')`,
  );
  const marker = `table rsm.markers where (move_id = '${link.moveId}' and direction = '${link.direction}')`;
  await asOwner(platform, link.from, async (sql) => {
    const [known] = await sql`select from pg_publication where pubname = ${linkName(link)}`;
    if (known) return;
    await sql.unsafe(
      `create publication ${name} for ${[...filtered, marker].join(", ")}
       with (publish = 'insert, update, delete')`,
    );
  });
}

/**
 * From here on the source keeps its WAL for the link. PostgreSQL waits for every transaction that
 * writes in the cluster: where one does not end in time, throws StudioBusy and names it.
 */
export async function makeSlot(platform: Platform, link: Link, timeoutMs: number): Promise<void> {
  const name = linkName(link);
  await asMover(platform, link.from, name, async (sql) => {
    const [known] = await sql`select from pg_replication_slots where slot_name = ${name}`;
    if (!known) {
      await sql.unsafe(`set statement_timeout = ${timeoutMs}`);
      try {
        await sql`select pg_create_logical_replication_slot(${name}, 'pgoutput')`;
      } catch (error) {
        if (codeOf(error) !== QUERY_CANCELED) throw error;
        const words = `transactions on ${link.from.cluster} kept a replication slot from being made`;
        throw new StudioBusy(`${words}${nameBackends(await findLongWriters(sql))}`, {
          cause: error,
        });
      }
    }
    // After the slot, or the link would not carry it; also where a process died in between.
    await sql`insert into rsm.markers (move_id, direction) values (${link.moveId}, ${link.direction})
      on conflict do nothing`;
  });
}

const QUERY_CANCELED = "57014";

/** Of the whole cluster, the longest first. */
function findLongWriters(sql: Client): Promise<Backend[]> {
  return sql<Backend[]>`
    select pid, extract(epoch from now() - xact_start)::int as seconds from pg_stat_activity
    where backend_xid is not null and pid <> pg_backend_pid()
    order by xact_start limit 5`;
}

/** `copy`: with the rows that are there; without, only what changes from the slot on. */
export async function subscribe(
  platform: Platform,
  link: Link,
  given: { copy: boolean },
): Promise<void> {
  const name = linkName(link);
  const connection = await connectionTo(platform, link);
  await asMover(platform, link.to, name, async (sql) => {
    if (await isSubscribed(sql, name)) return;
    // In one cluster a subscription that makes its own slot waits for itself; ours is there already.
    await runUnlogged(
      sql,
      `create subscription ${quoted(name)} connection '${connection}'
       publication ${quoted(name)}
       with (create_slot = false, slot_name = '${name}', copy_data = ${given.copy}, origin = none,
         run_as_owner = true, disable_on_error = true, streaming = parallel,
         synchronous_commit = 'on')`,
    );
  });
}

/** Tells a link how its source is reached by now. Returns whether it is there. */
export async function reconnect(platform: Platform, link: Link): Promise<boolean> {
  const name = linkName(link);
  const connection = await connectionTo(platform, link);
  return asMover(platform, link.to, name, async (sql) => {
    if (!(await isSubscribed(sql, name))) return false;
    await runUnlogged(sql, `alter subscription ${quoted(name)} connection '${connection}'`);
    return true;
  });
}

/** As a literal of SQL has it. */
async function connectionTo({ clusters }: Platform, link: Link): Promise<string> {
  const source = await clusters.address(link.from.cluster, link.from.database, "mover");
  return conninfo({
    host: source.host,
    port: String(source.port),
    dbname: source.database,
    user: source.user,
    password: source.password,
    sslmode: source.tls ? "require" : "prefer",
    // Without the right to pass row-level security the copy fails, where it would have copied nothing.
    options: "-c row_security=off",
    application_name: linkName(link),
  }).replaceAll("'", "''");
}

async function isSubscribed(sql: Client, name: string): Promise<boolean> {
  const [known] = await sql`select from pg_subscription
    where subname = ${name}
      and subdbid = (select oid from pg_database where datname = current_database())`;
  return known !== undefined;
}

export type LinkState = {
  /** Tables whose rows were copied and that follow the source since. */
  ready: number;
  tables: number;
  readyTables: string[];
  /** Rows copied so far by the copies that run. */
  copying: Record<string, number>;
  /** It met a row that it could not apply, and stopped. */
  isStopped: boolean;
};

export async function readLink(target: Client, link: Link): Promise<LinkState> {
  const name = linkName(link);
  const [row] = await target<{ ready: string[] | null; tables: number; enabled: boolean | null }[]>`
    select array_to_json(array_agg(r.srrelid::regclass::text)
        filter (where r.srsubstate = 'r')) as ready,
      count(*)::int as tables, bool_and(s.subenabled) as enabled
    from pg_subscription s join pg_subscription_rel r on r.srsubid = s.oid
    where s.subname = ${name}
      and s.subdbid = (select oid from pg_database where datname = current_database())`;
  const copies = await target<{ table: string; rows: number }[]>`
    select relid::regclass::text as table, tuples_processed::int as rows
    from pg_stat_progress_copy where datname = current_database() and command = 'COPY FROM'`;
  return {
    ready: row?.ready?.length ?? 0,
    readyTables: (row?.ready ?? []).map(bareName),
    tables: row?.tables ?? 0,
    copying: Object.fromEntries(copies.map(({ table, rows }) => [bareName(table), rows])),
    isStopped: row?.enabled === false,
  };
}

// A regclass is written with its schema where the search path does not have it.
function bareName(table: string): string {
  return table.slice(table.lastIndexOf(".") + 1).replaceAll('"', "");
}

/** Pauses the subscription and waits until nothing of it runs, or lets it go on. */
export async function setFollowing(platform: Platform, link: Link, on: boolean): Promise<void> {
  const name = linkName(link);
  await asMover(platform, link.to, "rsm move", async (sql) => {
    await sql.unsafe(`alter subscription ${quoted(name)} ${on ? "enable" : "disable"}`);
    for (let running = !on; running;) {
      const [worker] = await sql`select from pg_stat_subscription
        where subname = ${name} and pid is not null`;
      running = worker !== undefined;
      if (running) await sleep(20);
    }
  });
}

/**
 * Lets a link that stopped go on from where it was. PostgreSQL stops one at any error: at a row that
 * cannot be written, and at a connection that was cut, which the next try mends.
 */
export async function reviveLink(
  target: Client,
  link: Pick<Link, "moveId" | "direction">,
): Promise<void> {
  await target.unsafe(`alter subscription ${quoted(linkName(link))} enable`);
}

/**
 * Removes the link, whatever of it is there: where it arrives first, for nothing holds its slot then.
 * An end whose server is away is passed over, and swept when that is back.
 */
export async function dropLink(platform: Platform, link: Link): Promise<void> {
  for (const place of [link.to, link.from]) {
    await dropLinkEnd(platform, place, link).catch((error: unknown) => {
      if (!isConnectionError(error)) throw error;
    });
  }
}

/** Removes what a database has of a link, whichever end it is. */
export async function dropLinkEnd(
  platform: Platform,
  place: Pick<Place, "cluster" | "database">,
  link: Pick<Link, "moveId" | "direction">,
): Promise<void> {
  const name = linkName(link);
  await asMover(platform, place, "rsm unlink", async (sql) => {
    await dropSubscriptions(sql, name);
    await dropSlots(sql, name);
    await sql`delete from rsm.markers
      where move_id = ${link.moveId} and direction = ${link.direction}`;
  });
  await asOwner(platform, place, async (sql) => {
    await sql.unsafe(`drop publication if exists ${quoted(name)}`);
  });
}

/** Removes all ends of links in a database that is to be dropped: it could not be with them. */
export async function cutLinks(
  platform: Platform,
  place: Pick<Place, "cluster" | "database">,
): Promise<void> {
  await asMover(platform, place, "rsm unlink", async (sql) => {
    await dropSubscriptions(sql, "rsm\\_%");
    await dropSlots(sql, "rsm\\_%");
  });
}

async function dropSubscriptions(sql: Client, like: string): Promise<void> {
  const known = await sql<{ name: string }[]>`
    select subname::text as name from pg_subscription
    where subname like ${like}
      and subdbid = (select oid from pg_database where datname = current_database())`;
  for (const { name } of known) {
    await sql.unsafe(`alter subscription ${quoted(name)} disable`);
    await sql.unsafe(`alter subscription ${quoted(name)} set (slot_name = none)`);
    await sql.unsafe(`drop subscription ${quoted(name)}`);
  }
}

/** Those of this database. The slots of copies under way are dropped with their subscription. */
async function dropSlots(sql: Client, like: string): Promise<void> {
  const slots = await sql<{ slot: string; pid: number | null }[]>`
    select slot_name::text as slot, active_pid as pid from pg_replication_slots
    where database = current_database() and slot_name like ${like}`;
  for (const { slot, pid } of slots) {
    if (pid !== null) await sql`select pg_terminate_backend(${pid}, 5000)`;
    await sql`select pg_drop_replication_slot(slot_name) from pg_replication_slots
      where slot_name = ${slot} and not active`;
  }
}

export async function asOwner<T>(
  platform: Pick<Platform, "clusters">,
  place: Pick<Place, "cluster" | "database">,
  work: (sql: Client) => Promise<T>,
): Promise<T> {
  const sql = openClient(await platform.clusters.address(place.cluster, place.database, "owner"), {
    max: 1,
    applicationName: "rsm move",
  });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function conninfo(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}='${value.replace(/[\\']/g, "\\$&")}'`)
    .join(" ");
}
