import { and, gte, inArray, sql } from "drizzle-orm";
import { audit } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { idAt } from "#app/lib/id-at.ts";
import type { LiveChange } from "./live-change.ts";
import { liveTables } from "./live-change.ts";
import { type LiveCursor, OLDEST_MS } from "./live-cursor.ts";

/** What the audit says of a change; `actor` is a user's id. */
export type WrittenChange = Omit<LiveChange, "by" | "isMine"> & { actor: string | null };

/** A look at a studio's database. */
export type Look = {
  epoch: number;
  at: number;
  /** The oldest transaction under way, and the next to begin. */
  oldest: bigint;
  next: bigint;
  /** The transactions whose changes were found, told or not: each is seen whole or not at all. */
  writers: string[];
  /** Undefined where the cursor is of another place, is too old, or there are too many to tell. */
  changes: WrittenChange[] | undefined;
};

/** More at once are no news but another state of things. */
const MOST = 200;

/** Clocks are set back now and then, by less than this. */
const CLOCK_STEP_MS = 1_000;

/**
 * What was changed after a cursor, the first first, by one statement, so that the changes are those of
 * the very snapshot by which the look is told. Some before the cursor are found too: those of the
 * transactions `told` are left out.
 */
export async function look(
  db: StudioDb,
  after: LiveCursor,
  told: readonly string[] = [],
): Promise<Look> {
  const found = db
    .select({
      id: audit.id,
      at: sql<number>`floor(extract(epoch from uuid_extract_timestamp(${audit.id})) * 1000)::float8`.as(
        "at",
      ),
      table: sql`${audit.tableName}`.as("table"),
      rowId: sql`${audit.rowId}`.as("rowId"),
      action: audit.action,
      actor: audit.actor,
      // The number of the transaction that wrote the row. Compared by age: it has 32 bits, and comes round.
      writer: sql`audit.xmin::text`.as("writer"),
    })
    .from(audit)
    .where(
      and(
        gte(audit.id, idAt(new Date(after.since - CLOCK_STEP_MS))),
        inArray(audit.tableName, liveTables),
        sql`age(audit.xmin) <= age(${String(after.ended)}::xid8::xid)`,
      ),
    );
  const [row] = await db.execute<{
    epoch: number;
    at: number;
    oldest: string;
    next: string;
    writers: string[];
    changes: WrittenChange[];
  }>(sql`
    with found as materialized (${found}),
      news as (
        select * from found
        where writer not in (select jsonb_array_elements_text(${JSON.stringify(told)}::jsonb))
        order by id limit ${MOST + 1})
    select f.epoch, (extract(epoch from statement_timestamp()) * 1000)::float8 as at,
      pg_snapshot_xmin(s.seen)::text as oldest, pg_snapshot_xmax(s.seen)::text as next,
      coalesce((select jsonb_agg(distinct writer) from found), '[]') as writers,
      coalesce((select jsonb_agg(to_jsonb(news) - 'writer' order by id) from news), '[]') as changes
    from (select pg_current_snapshot() as seen) as s, rsm.fences f
    where f.schema_name = current_schema()
      and f.studio_id = (select current_setting('app.studio_id')::uuid)`);
  if (!row) throw new Error("the studio has no fence where it lives");
  const { epoch, at, writers } = row;
  const [oldest, next] = [BigInt(row.oldest), BigInt(row.next)];
  const isKnown =
    after.epoch === epoch &&
    // A server that was set back, or another: its numbers are not those of the cursor.
    after.ended <= next &&
    after.since > at - OLDEST_MS;
  const tells = isKnown && row.changes.length <= MOST;
  const changes = tells ? row.changes : undefined;
  return { epoch, at, oldest, next, writers, changes };
}
