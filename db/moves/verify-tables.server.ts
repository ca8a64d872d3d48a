import type { Client } from "../connections/client.ts";
import { qualified, quoted, type StudioTable } from "./tables.server.ts";

type Sql = Pick<Client, "unsafe">;

/**
 * What a table of a studio lacks of what keeps studios apart, in words. `studioId` is of the one
 * studio that a place of its own is bound to.
 */
export async function listUnprotected(
  sql: Sql,
  schema: string,
  studioId: string | undefined,
): Promise<string[]> {
  const rows = await sql.unsafe<{ table: string; lacks: string }[]>(
    `select name as table, lacks
     from pg_class c
     cross join lateral (select c.relname::text as name) as named
     cross join lateral (values
       ('forced row-level security', c.relrowsecurity and c.relforcerowsecurity),
       ('the scope as its only policy', (
         select count(*) = 1 and bool_and(p.polname = 'scope' and p.polcmd = '*' and p.polpermissive
           and pg_get_expr(p.polqual, p.polrelid) = $2
           and pg_get_expr(p.polwithcheck, p.polrelid) = $2)
         from pg_policy p where p.polrelid = c.oid)),
       -- 62: before a statement that inserts, deletes, updates or truncates.
       ('the guard', exists (
         select from pg_trigger t where t.tgrelid = c.oid and t.tgenabled in ('O', 'A')
           and t.tgfoid = 'rsm.guard'::regproc and t.tgtype = 62)),
       -- After a statement that inserts (4), deletes (8) or updates (16).
       ('the audit of its changes', c.relname in ('audit', 'import_rows') or (
         select array_agg(t.tgtype order by t.tgtype) = '{4,8,16}' from pg_trigger t
         where t.tgrelid = c.oid and t.tgenabled in ('O', 'A') and t.tgqual is null
           and t.tgfoid = 'rsm.record_change'::regproc)),
       ('rights by which the app only reads it', c.relname <> 'audit'
         or not has_table_privilege('rsm_app', c.oid, 'insert, update, delete, truncate')
           and not has_any_column_privilege('rsm_app', c.oid, 'insert, update')),
       ('a key that begins with studio_id', exists (
         select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
         where i.indrelid = c.oid and i.indisprimary and a.attname = 'studio_id')),
       ('the check that binds it to its one studio', $3::text is null or exists (
         select from pg_constraint k where k.conrelid = c.oid and k.conname = 'one_studio'
           and k.convalidated and position($3::text in pg_get_constraintdef(k.oid)) > 0))
     ) as wanted (lacks, has)
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and has is not true
     order by name`,
    [schema, SCOPE, studioId ?? null],
  );
  return rows.map(({ table, lacks }) => `${table} lacks ${lacks}`);
}

/** As PostgreSQL writes the policy of `rsm.protect`. */
const SCOPE = "(studio_id = (current_setting('app.studio_id'::text))::uuid)";

/** Tables with rows of another studio than the one that the place is for. */
export async function listStrangers(
  sql: Sql,
  schema: string,
  studioId: string,
  tables: StudioTable[],
): Promise<string[]> {
  const found = [];
  for (const { name } of tables) {
    const [row] = await sql.unsafe<{ count: string }[]>(
      `select count(*) from ${qualified(schema, name)} where studio_id <> $1`,
      [studioId],
    );
    if (row!.count !== "0") found.push(`${name} has ${row!.count} rows of another studio`);
  }
  return found;
}

/** Rows that refer to a row that is not there, by every foreign key of the schema. */
export async function listOrphans(sql: Sql, schema: string, studioId: string): Promise<string[]> {
  const keys = await sql.unsafe<
    { table: string; parent: string; columns: string[]; parentColumns: string[] }[]
  >(
    `select child.relname::text as table, parent.relname::text as parent,
       array_to_json(array_agg(a.attname::text order by position)) as columns,
       array_to_json(array_agg(b.attname::text order by position)) as "parentColumns"
     from pg_constraint k
     join pg_class child on child.oid = k.conrelid
     join pg_class parent on parent.oid = k.confrelid
     cross join lateral unnest(k.conkey, k.confkey) with ordinality as pair (own, theirs, position)
     join pg_attribute a on a.attrelid = child.oid and a.attnum = own
     join pg_attribute b on b.attrelid = parent.oid and b.attnum = theirs
     where k.contype = 'f' and child.relnamespace = $1::regnamespace
     group by k.oid, child.relname, parent.relname order by child.relname, parent.relname`,
    [schema],
  );
  const found = [];
  for (const { table, parent, columns, parentColumns } of keys) {
    const joined = columns
      .map((column, at) => `parent.${quoted(parentColumns[at]!)} = child.${quoted(column)}`)
      .join(" and ");
    const given = columns.map((column) => `child.${quoted(column)} is not null`).join(" and ");
    const [row] = await sql.unsafe<{ count: string }[]>(
      `select count(*) from ${qualified(schema, table)} as child
       left join ${qualified(schema, parent)} as parent on ${joined}
       where child.studio_id = $1 and ${given} and parent.studio_id is null`,
      [studioId],
    );
    if (row!.count !== "0")
      found.push(`${row!.count} rows of ${table} refer to no row of ${parent}`);
  }
  return found;
}
