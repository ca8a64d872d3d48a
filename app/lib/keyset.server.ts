import { and, isNotNull, isNull, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { isDay } from "./dates.ts";
import { type Cursor, type KeysetPage, PAGE_ROWS, pageOf, type Sort } from "./keyset.ts";

/** What a list can be sorted by: a column, or what is computed, with the type that PostgreSQL gives it. */
export type SortKey = PgColumn | { value: SQLWrapper; type: KeyType };

type KeyType = keyof typeof readers;

export interface KeysetWish<Name extends string> {
  keys: Record<Name, SortKey>;
  /** Decides among equals. */
  id: PgColumn;
  sort: Sort<Name>;
  after?: Cursor | undefined;
  size?: number | undefined;
}

/** What one query of a page needs; its rows hold `id` and, as `sortKey`, the `key`. */
export interface KeysetPart {
  key: SQL<string | null>;
  where: SQL;
  orderBy: SQL[];
  limit: number;
}

/**
 * A page of a list sorted by one of its keys. Rows with the key come first and those without it after
 * them, each by a query of its own: an index `(studio_id, key, id)` then serves both, in both directions,
 * where "nulls last" and "or is null" would read the list from its head. `query` may run twice.
 */
export async function keysetPage<
  Name extends string,
  Row extends { id: string; sortKey: string | null },
>(
  { keys, id, sort, after, size = PAGE_ROWS }: KeysetWish<Name>,
  query: (part: KeysetPart) => PromiseLike<Row[]>,
): Promise<KeysetPage<Omit<Row, "sortKey">>> {
  const { value: given, type } = valueOf(keys[sort.by]);
  // Words stand in the order of people, whatever the database's own collation; names are so already.
  const value = type === "text" ? sql`${given} collate "und-x-icu"` : given;
  const start = after && startOf(after, type);
  const direction = sql.raw(sort.descending ? "desc" : "asc");
  const past = sql.raw(sort.descending ? "<" : ">");
  const byKey = sql`${value} ${direction}`;
  const byId = sql`${id} ${direction}`;
  const part = (where: SQL | undefined, orderBy: SQL[], limit: number): KeysetPart => ({
    key: textOf(value, type),
    where: where ?? sql`true`,
    orderBy,
    limit,
  });

  const rows: Row[] = [];
  if (start?.key !== null) {
    const bound =
      start &&
      sql`(${value}, ${id}) ${past} (${start.key}::text::${sql.raw(type)}, ${start.id}::uuid)`;
    rows.push(...(await query(part(and(isNotNull(value), bound), [byKey, byId], size + 1))));
  }
  if (rows.length <= size) {
    const bound = start?.key === null ? sql`${id} ${past} ${start.id}::uuid` : undefined;
    // Nulls are all equal. Only an index of the key wants it said; what is computed would be so for each row.
    const orderBy = "value" in keys[sort.by] ? [byId] : [byKey, byId];
    rows.push(...(await query(part(and(isNull(value), bound), orderBy, size + 1 - rows.length))));
  }
  const page = pageOf(rows, ({ sortKey }) => (sortKey === null ? "" : `=${sortKey}`), size);
  return { ...page, rows: page.rows.map(withoutKey) };
}

function withoutKey<Row extends { sortKey: string | null }>(row: Row): Omit<Row, "sortKey"> {
  const { sortKey: _, ...shown } = row;
  return shown;
}

/** Sorts by the place that a column's value has among those given, such as the steps of some work. */
export function byPlaceIn(column: PgColumn, values: readonly string[]): SortKey {
  const value = sql`array_position(${`{${values.join(",")}}`}::text[], ${column})`;
  return { value, type: "integer" };
}

/** How a key of each type is read from an address: what PostgreSQL would not take is no key. */
const readers = {
  text: z.string(),
  boolean: z.enum(["true", "false"]),
  smallint: integerIn(-32_768, 32_767),
  integer: integerIn(-2_147_483_648, 2_147_483_647),
  bigint: z.string().regex(/^-?\d{1,18}$/),
  numeric: z.string().regex(/^-?\d{1,30}(\.\d{1,30})?$/),
  date: z.string().refine(isDay).refine(isOfOurEra),
  "timestamp with time zone": z.iso.datetime().refine(isOfOurEra),
};

// The year 0 is none of PostgreSQL's.
function isOfOurEra(text: string) {
  return text >= "0001";
}

function integerIn(least: number, most: number) {
  const within = (text: string) => Number(text) >= least && Number(text) <= most;
  return z
    .string()
    .regex(/^-?\d{1,10}$/)
    .refine(within);
}

function valueOf(key: SortKey): { value: SQLWrapper; type: KeyType } {
  if ("value" in key) return key;
  const type = key.getSQLType().replace(/\(.*\)$/, "");
  if (!(type in readers)) throw new Error(`a list cannot be sorted by ${key.name}, a ${type}`);
  return { value: key, type: type as KeyType };
}

/** Exact, as no value in JavaScript would be: an instant has microseconds. */
function textOf(value: SQLWrapper, type: KeyType) {
  return type === "timestamp with time zone"
    ? sql<string>`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : sql<string>`(${value})::text`;
}

/** Undefined where the cursor is one of another sort: the list then starts at its head. */
function startOf({ id, key }: Cursor, type: KeyType) {
  if (key === "") return { id, key: null };
  const read = readers[type].safeParse(key.slice(1));
  return key.startsWith("=") && read.success ? { id, key: read.data } : undefined;
}
