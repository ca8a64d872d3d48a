import { sql } from "drizzle-orm";
import { clientLinks, clients, importRows } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";

/**
 * Links whoever came in with an organisation to the company of that name. Companies that are missing are
 * added, each with a row of its own, numbered below zero, by which they are taken back with the others.
 * Returns how many were added.
 */
export async function linkCompanies(db: StudioDb, importId: string): Promise<number> {
  const named = sql`
    select r.client_id, c.organisation as name, rsm.fold(c.organisation) as folded
    from ${importRows} r join ${clients} c on c.id = r.client_id
    where r.import_id = ${importId} and r.outcome in ('added', 'merged') and c.kind = 'person'
      and c.organisation is not null`;
  const companies = sql`
    select distinct on (1) split_part(search, E'\n', 1) as name, id from ${clients}
    where kind = 'company' and archived_at is null order by 1, created_at, id`;
  const added = await db.execute(sql`
    with named as (${named}), companies as (${companies}),
    missing as (
      select min(name) as name from named n
      where not exists (select from companies c where c.name = ' ' || n.folded) group by folded)
    insert into ${importRows} (import_id, number, cells, read, outcome, client_id)
    select ${importId}::uuid, -(row_number() over (order by name))::int, '[]',
      jsonb_build_object('columns', jsonb_build_object('kind', 'company', 'name', name),
        'contacts', '[]'::jsonb, 'addresses', '[]'::jsonb, 'links', '[]'::jsonb), 'added', uuidv7()
    from missing`);
  await db.execute(sql`
    insert into ${clients} (id, kind, name)
    select client_id, 'company', read->'columns'->>'name' from ${importRows}
    where import_id = ${importId} and number < 0`);
  await db.execute(sql`
    with named as (${named}), companies as (${companies})
    insert into ${clientLinks} (client_id, member_id, role)
    select distinct c.id, n.client_id, 'employee'
    from named n join companies c on c.name = ' ' || n.folded where c.id <> n.client_id
    on conflict do nothing`);
  return added.count;
}

/** Links whom the cards name by their UID, as far as the studio knows them. */
export async function linkCards(db: StudioDb, importId: string): Promise<void> {
  // Two joins, since one by either the UID or the id would compare each with each.
  await db.execute(sql`
    with links as materialized (
      select r.client_id, l.uid, l.role, l.side, case
          when l.uid ~* '^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
          then substr(l.uid, 10)::uuid end as id
      from ${importRows} r cross join lateral jsonb_to_recordset(r.read->'links')
        as l (uid text, role text, side text)
      where r.import_id = ${importId} and r.outcome in ('added', 'merged')
        and r.read->'links' <> '[]'),
    known as (
      select l.client_id, coalesce(c.merged_into, c.id) as other, l.role, l.side
      from links l join ${clients} c on c.card_uid = l.uid
      union
      select l.client_id, coalesce(c.merged_into, c.id), l.role, l.side
      from links l join ${clients} c on c.id = l.id)
    insert into ${clientLinks} (client_id, member_id, role)
    select distinct case side when 'member' then client_id else other end,
      case side when 'member' then other else client_id end, role
    from known where client_id <> other
    on conflict do nothing`);
}
