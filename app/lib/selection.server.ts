import { sql, type AnyColumn, type SQL } from "drizzle-orm";

/**
 * Rows of these ids, however many, by one parameter. As a sub-select it is read once: the cast from text is no
 * constant to the planner, and where no index serves it would be made for each row.
 */
export function isAmong(column: AnyColumn | SQL, ids: readonly string[]): SQL {
  return sql`${column} = any((select ${`{${ids.join(",")}}`}::text::uuid[])::uuid[])`;
}
