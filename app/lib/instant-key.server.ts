import { sql, type AnyColumn, type SQL } from "drizzle-orm";

/** An instant in whole microseconds, as PostgreSQL keeps it: a Date would round it, and a cursor skip rows. */
export function instantKey(column: AnyColumn): SQL<string> {
  return sql<string>`(extract(epoch from ${column}) * 1000000)::bigint::text`;
}

/** The instant of such a key, or undefined where it is none. */
export function keyedInstant(key: string): SQL | undefined {
  const isOne = /^-?\d{1,16}$/.test(key) && Number.isSafeInteger(Number(key));
  return isOne ? sql`timestamptz 'epoch' + ${key}::bigint * interval '1 microsecond'` : undefined;
}
