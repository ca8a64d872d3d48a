import type { Client } from "../connections/client.ts";
import type { TableSums } from "../schema/control/index.ts";
import { qualified, quoted, type StudioTable } from "./tables.server.ts";

/**
 * Counts a studio's rows and sums two 64-bit hashes of each row's text, table by table: the same in
 * any order, so that two places hold the same rows where their sums are the same.
 */
export async function sumTables(
  sql: Pick<Client, "unsafe">,
  schema: string,
  studioId: string,
  tables: StudioTable[],
): Promise<TableSums> {
  const sums: TableSums = {};
  for (const { name, columns } of tables) {
    // The list is sorted: a column that a migration added stands elsewhere in a newer place.
    const list = [...columns].sort().map(quoted).join(", ");
    const [row] = await sql.unsafe<{ rows: string; hash: string }[]>(
      `select count(*)::text as rows,
         coalesce(sum(hashtextextended(line, 0)), 0) || ':' ||
         coalesce(sum(hashtextextended(line, 1)), 0) as hash
       from (select row(${list})::text as line
         from ${qualified(schema, name)} where studio_id = $1) as lines`,
      [studioId],
    );
    sums[name] = { rows: Number(row!.rows), hash: row!.hash };
  }
  return sums;
}

/** The tables whose sums differ. */
export function differingTables(a: TableSums, b: TableSums): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter(
    (name) => a[name]?.rows !== b[name]?.rows || a[name]?.hash !== b[name]?.hash,
  );
}
