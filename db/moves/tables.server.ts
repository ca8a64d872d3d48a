import type { Client } from "../connections/client.ts";

export type StudioTable = { name: string; columns: string[] };

/** The tables of a schema and their columns that are stored as given (generated ones follow). */
export async function listTables(
  sql: Pick<Client, "unsafe">,
  schema: string,
): Promise<StudioTable[]> {
  return sql.unsafe<StudioTable[]>(
    `select c.relname::text as name, array_to_json(array_agg(a.attname::text order by a.attnum)) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = ''
    where c.relnamespace = $1::regnamespace and c.relkind = 'r'
    group by c.relname order by c.relname`,
    [schema],
  );
}

/** `"schema"."table"`. */
export function qualified(schema: string, table: string): string {
  return `${quoted(schema)}.${quoted(table)}`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Where the two differ, in words; undefined where a row of one fits into the other. */
export function tableDifference(from: StudioTable[], to: StudioTable[]): string | undefined {
  const there = new Map(to.map((table) => [table.name, [...table.columns].sort().join(", ")]));
  for (const { name, columns } of from) {
    const wanted = [...columns].sort().join(", ");
    const found = there.get(name);
    if (found === undefined) return `the new place has no table ${name}`;
    if (found !== wanted) return `the columns of ${name} differ: ${wanted} here, ${found} there`;
    there.delete(name);
  }
  const [extra] = there.keys();
  return extra === undefined ? undefined : `the new place has a table ${extra} more`;
}

/** `{ clients: 812, … }`, by a role that sees them all. */
export async function countRows(
  sql: Client,
  schema: string,
  studioId: string,
  tables: StudioTable[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe<{ rows: number }[]>(
      `select count(*)::int as rows from ${qualified(schema, name)} where studio_id = $1`,
      [studioId],
    );
    counts[name] = row!.rows;
  }
  return counts;
}
