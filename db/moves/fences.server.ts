import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../connections/errors.ts";
import type { Client } from "../connections/client.ts";

type Fence = { schema: string; studioId: string };

/** A server process in a transaction, since when where the role may know. */
export type Backend = { pid: number; seconds: number | null };

/** Writers of the studio did not end within the time that a fence waits for them. */
export class StudioBusy extends Error {
  override name = "StudioBusy";
}

const LOCK_WAIT_MS = 500;

/**
 * Closes a studio for writing: waits for the transactions that write, lets none begin meanwhile, and
 * gives up after half a second, so that one long transaction does not hold up all the others.
 * Throws StudioBusy; `false` where the fence is not open at that epoch.
 */
export async function closeFence(
  sql: Client,
  at: Fence & { epoch: number },
  mark: (transaction: Pick<Client, "unsafe">) => Promise<void> = async () => {},
): Promise<boolean> {
  try {
    return await sql.begin(async (transaction) => {
      await transaction.unsafe(`set local lock_timeout = ${LOCK_WAIT_MS}`);
      // A process that stands still here would hold up the writers: the server ends it.
      await transaction.unsafe(`set local idle_in_transaction_session_timeout = ${LOCK_WAIT_MS}`);
      await transaction`select pg_advisory_xact_lock(rsm.writer_key(${at.studioId}))`;
      const closed = await transaction`
        update rsm.fences set state = 'closed'
        where schema_name = ${at.schema} and studio_id = ${at.studioId}
          and epoch = ${at.epoch} and state = 'open'`;
      if (closed.count !== 1) return false;
      await mark(transaction);
      return true;
    });
  } catch (error) {
    if (codeOf(error) !== "55P03") throw error;
    throw new StudioBusy(await describeWriters(sql, at.studioId), { cause: error });
  }
}

/**
 * Sets a fence as it is to be, made where it is missing; never back to an older epoch. It opens at a
 * new epoch only: who comes late with the present one would open what the next move has closed.
 */
export async function setFence(
  sql: Client,
  at: Fence & { state: "open" | "gone"; epoch: number },
): Promise<void> {
  await sql`
    insert into rsm.fences (schema_name, studio_id, state, epoch)
    values (${at.schema}, ${at.studioId}, ${at.state}, ${at.epoch})
    on conflict (schema_name, studio_id) do update set state = excluded.state, epoch = excluded.epoch
    where fences.epoch < excluded.epoch
      or (fences.epoch = excluded.epoch and excluded.state = 'gone')`;
}

/**
 * Holds a fence `gone` until the transaction ends, so that rows there can be filled in or deleted.
 * Throws where it is not, or not at that epoch: the place is in use, or another move's by now.
 */
export async function holdGone(
  transaction: Pick<Client, "unsafe">,
  { schema, studioId, epoch }: Fence & { epoch: number },
): Promise<void> {
  const [gone] = await transaction.unsafe(
    `select from rsm.fences where schema_name = $1 and studio_id = $2
       and epoch = $3 and state = 'gone' for share`,
    [schema, studioId, epoch],
  );
  if (!gone) throw new Error(`the fence of ${studioId} in ${schema} is not gone at epoch ${epoch}`);
}

/**
 * Waits for who reads at this moment: who comes later is refused by a fence that says `gone` by now.
 * It takes no lock, behind which readers at the studio's other place in this database would queue.
 */
export async function waitForReaders(sql: Client, studioId: string): Promise<void> {
  const readers = async () => {
    const rows = await sql<{ reader: string }[]>`
      select l.virtualtransaction as reader from pg_locks l
      where ${holds(sql, "reader_key", studioId)}`;
    return rows.map(({ reader }) => reader);
  };
  let left = await readers();
  while (left.length > 0) {
    await sleep(20);
    const now = await readers();
    left = left.filter((reader) => now.includes(reader));
  }
}

export async function forgetFence(sql: Client, at: Fence): Promise<void> {
  await sql`delete from rsm.fences
    where schema_name = ${at.schema} and studio_id = ${at.studioId} and state = 'gone'`;
}

export async function findFence(sql: Client, at: Fence) {
  const [fence] = await sql<{ state: "open" | "closed" | "gone"; epoch: number }[]>`
    select state, epoch from rsm.fences
    where schema_name = ${at.schema} and studio_id = ${at.studioId}`;
  return fence;
}

/** Who holds a studio's fence open at the moment, the longest first; since when, where the role may know. */
export function findWriters(sql: Client, studioId: string) {
  return sql<Backend[]>`
    select l.pid, extract(epoch from now() - a.xact_start)::int as seconds
    from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where ${holds(sql, "writer_key", studioId)}
    order by a.xact_start`;
}

async function describeWriters(sql: Client, studioId: string): Promise<string> {
  const named = nameBackends(await findWriters(sql, studioId));
  return `transactions of the studio did not end within ${LOCK_WAIT_MS / 1000} s${named}`;
}

/** `: backend 7 for 90 s; …`, with what to do. */
export function nameBackends(backends: Backend[]): string {
  const named = backends
    .map(({ pid, seconds }) => `backend ${pid}${seconds === null ? "" : ` for ${seconds} s`}`)
    .join(", ");
  return `${named && `: ${named}`}; end them or try again`;
}

/** Of a row `l` of pg_locks: it is a studio's lock in this database, and held. */
function holds(sql: Client, key: "reader_key" | "writer_key", studioId: string) {
  return sql`l.locktype = 'advisory' and l.granted and l.database = (
      select oid from pg_database where datname = current_database())
    and ((l.classid::bigint << 32) | l.objid::bigint) = rsm.${sql(key)}(${studioId})`;
}
