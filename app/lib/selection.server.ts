import { sql, type AnyColumn, type SQL } from "drizzle-orm";

/** Rows of these ids, however many, by one parameter. */
export function isAmong(column: AnyColumn | SQL, ids: readonly string[]): SQL {
  return sql`${column} = any(${`{${ids.join(",")}}`}::text::uuid[])`;
}
