import type { ISql as Sql } from "postgres";

/**
 * What the catalogue of a database says against the isolation of a schema's tables, in words: every
 * table is found there, so that a new one cannot be forgotten. Empty where all is as it must be.
 */
export async function findFaults(
  admin: Sql,
  schema: string,
  housesOne: boolean,
): Promise<string[]> {
  const found = await Promise.all([
    tableFaults(admin, schema, housesOne),
    policyFaults(admin, schema),
    keyFaults(admin, schema),
    rightFaults(admin, schema),
    relationFaults(admin, schema),
  ]);
  return found.flat().sort();
}

export async function listTableNames(admin: Sql, schema: string): Promise<string[]> {
  const tables = await admin<{ name: string }[]>`select relname::text as name from pg_class
    where relnamespace = ${schema}::regnamespace and relkind = 'r' order by 1`;
  return tables.map(({ name }) => name);
}

async function tableFaults(admin: Sql, schema: string, housesOne: boolean) {
  const tables = await admin<
    {
      name: string;
      owner: string;
      rls: boolean;
      forced: boolean;
      guarded: boolean;
      audited: boolean;
      bound: boolean;
    }[]
  >`
    select c.relname as name, c.relowner::regrole::text as owner,
      c.relrowsecurity as rls, c.relforcerowsecurity as forced,
      -- 62: before (2) insert (4), delete (8), update (16), truncate (32), and not for each row (1).
      exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgenabled = 'O'
        and t.tgfoid = 'rsm.guard'::regproc and t.tgtype = 62 and t.tgqual is null) as guarded,
      -- After a statement that inserts (4), deletes (8) or updates (16), with the rows that it changed.
      (select coalesce(array_agg(t.tgtype order by t.tgtype) = '{4,8,16}', false) from pg_trigger t
        where t.tgrelid = c.oid and t.tgenabled = 'O' and t.tgqual is null
          and t.tgfoid = 'rsm.record_change'::regproc
          and (t.tgtype = 8 or t.tgnewtable = 'new_rows')
          and (t.tgtype = 4 or t.tgoldtable = 'old_rows')
          and pg_get_triggerdef(t.oid) like '%rsm.record_change(' ||
            coalesce(${admin.json(UNTOLD)}::jsonb ->> c.relname, '') || ')') as audited,
      exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
        and k.conname = 'one_studio' and k.convalidated) as bound
    from pg_class c where c.relnamespace = ${schema}::regnamespace and c.relkind = 'r'`;
  if (tables.length === 0) return [`${schema} has no tables`];
  return tables.flatMap(({ name, owner, rls, forced, guarded, audited, bound }) => [
    ...(owner === "rsm_owner" ? [] : [`${name} belongs to ${owner}`]),
    ...(rls ? [] : [`${name} has no row-level security`]),
    ...(forced ? [] : [`${name} does not bind its owner`]),
    ...(guarded ? [] : [`${name} has no guard`]),
    ...(audited !== UNAUDITED.includes(name) ? [] : [`${name} is not audited`]),
    ...(bound === housesOne ? [] : [`${name} ${bound ? "is" : "is not"} bound to one studio`]),
  ]);
}

const SCOPE = "(studio_id = (current_setting('app.studio_id'::text))::uuid)";

/** One policy a table, for all commands and all roles, that reads and checks the scope. */
async function policyFaults(admin: Sql, schema: string) {
  const policies = await admin<{ name: string; policies: string[] | null }[]>`
    select c.relname as name, array_to_json(array_agg(
      concat_ws(' ', p.permissive, p.cmd, p.roles::text, p.qual, p.with_check)) filter (where p.policyname is not null)) as policies
    from pg_class c left join pg_policies p on p.schemaname = ${schema} and p.tablename = c.relname
    where c.relnamespace = ${schema}::regnamespace and c.relkind = 'r' group by 1`;
  const wanted = `PERMISSIVE ALL {public} ${SCOPE} ${SCOPE}`;
  return policies
    .filter((table) => table.policies?.length !== 1 || table.policies[0] !== wanted)
    .map((table) => `${table.name} has other policies than the scope`);
}

/** The primary key, and both ends of every foreign key, begin with studio_id. */
async function keyFaults(admin: Sql, schema: string) {
  const wrong = await admin<{ fault: string }[]>`
    with keys as (
      select k.contype, k.conname, k.conrelid::regclass::text as name, cardinality(k.conkey) as columns,
        (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]) as first,
        (select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1]) as first_there
      from pg_constraint k where k.connamespace = ${schema}::regnamespace)
    select format('%s: %s does not begin with studio_id', name, conname) as fault from keys
      where contype in ('p', 'u', 'f', 'x') and first <> 'studio_id'
    union all
    select format('%s: %s does not refer to studio_id', name, conname) from keys
      where contype = 'f' and (first_there <> 'studio_id' or columns < 2)
    union all
    select format('%s: its unique index %s does not begin with studio_id', i.indrelid::regclass, i.indexrelid::regclass)
      from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where c.relnamespace = ${schema}::regnamespace and i.indisunique and a.attname <> 'studio_id'
    union all
    select format('%s has no primary key', c.relname) from pg_class c
      where c.relnamespace = ${schema}::regnamespace and c.relkind = 'r'
        and not exists (select from keys where contype = 'p' and name::regclass = c.oid)
    union all
    select format('%s.%s does not default to the scope', c.relname, a.attname)
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'studio_id'
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = ${schema}::regnamespace and c.relkind = 'r' and (not a.attnotnull or
        pg_get_expr(d.adbin, d.adrelid) is distinct from '(current_setting(''app.studio_id''::text))::uuid')`;
  return wrong.map(({ fault }) => fault);
}

/** The columns of a table whose values its audit leaves out, as its triggers name them. */
const UNTOLD = {
  clients: "'email', 'phone', 'city', 'reached_by', 'search'",
  imports: "'progress'",
  feeds: "'secret_hash', 'last_fetched_at'",
  outbox: "'payload'",
  sessions: "'sequence'",
};

/** Those whose changes are written down nowhere: the audit itself, and a file's rows on their way in. */
export const UNAUDITED = ["audit", "import_rows"];

/** The one table that the app reads and does not change: its rows come from triggers. */
export const APPEND_ONLY = "audit";

const rightsOf = (role: string) =>
  ["DELETE", "INSERT", "SELECT", "UPDATE"].map((right) => `${role} ${right}`);
const RIGHTS = [...rightsOf("rsm_app"), ...rightsOf("rsm_mover")];
const APPEND_ONLY_RIGHTS = ["rsm_app SELECT", ...rightsOf("rsm_mover")];

/** What `rsm.search_clients` may read of clients, in its owner's name. */
const SEARCHED = "clients: id rsm_search r, search rsm_search r, studio_id rsm_search r";

/** Exactly what `rsm.protect` gives, on tables and on no column of its own; and what the search reads. */
async function rightFaults(admin: Sql, schema: string) {
  const tables = await admin<{ name: string; rights: string[]; columns: number }[]>`
    select c.relname as name, (
        select array_to_json(array_agg(coalesce(nullif(a.grantee, 0)::regrole::text, 'public') || ' ' || a.privilege_type
            || case when a.is_grantable then ' WITH GRANT' else '' end))
        from aclexplode(c.relacl) a where a.grantee <> c.relowner) as rights,
      (select string_agg(format('%s %s %s', a.attname, coalesce(nullif(x.grantee, 0)::regrole::text, 'public'),
          case x.privilege_type when 'SELECT' then 'r' else x.privilege_type end
          || case when x.is_grantable then ' WITH GRANT' else '' end), ', ' order by a.attname)
        from pg_attribute a, aclexplode(a.attacl) x where a.attrelid = c.oid) as columns
    from pg_class c where c.relnamespace = ${schema}::regnamespace and c.relkind = 'r'`;
  return tables
    .filter(({ name, rights, columns }) => {
      const wanted = name === APPEND_ONLY ? APPEND_ONLY_RIGHTS : RIGHTS;
      const searched = columns !== null && `${name}: ${columns}` === SEARCHED;
      return (columns !== null && !searched) || String(rights?.sort()) !== String(wanted);
    })
    .map(({ name, rights }) => `${name} gives other rights: ${String(rights)}`);
}

/** A view reads with its owner's eyes, and a sequence does not move with its studio. */
async function relationFaults(admin: Sql, schema: string) {
  const others = await admin<{ name: string }[]>`select relname as name from pg_class
    where relnamespace = ${schema}::regnamespace and relkind not in ('r', 'i')`;
  const definers = await admin<
    { name: string }[]
  >`select oid::regprocedure::text as name from pg_proc
    where prosecdef and pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      and oid <> 'rsm.search_clients(text, text, text[], integer)'::regprocedure
      -- A trigger's may, where nobody can call it or lend it a search path of theirs.
      and not (prorettype = 'trigger'::regtype and proconfig @> array['search_path=pg_catalog']
        and not exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) a
          where a.grantee <> proowner))`;
  return [
    ...others.map(({ name }) => `${name} is no table`),
    ...definers.map(({ name }) => `${name} runs with its owner's rights`),
  ];
}
