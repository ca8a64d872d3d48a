import { sql } from "drizzle-orm";
import { clientAddresses, clientContacts, clients, importRows } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { asJson } from "./import-errands.server.ts";

/** A row may be merged into one that is merged itself; deeper than this nobody means it. */
const MOST_LEVELS = 20;

/** What is filled in where the client has nothing. */
const BLANKS = ["given_name", "family_name", "alias", "organisation", "job_title", "language"];
const MORE_BLANKS = ["deposit_percent", "notes", "card_uid", "card"];
const LISTS = ["tags", "genres", "instruments"];

/**
 * Merges rows into the clients, or the earlier rows, that they are: blanks are filled in, and tags, contacts
 * and addresses that are missing come in. Whose target is not there stays without an outcome.
 */
export async function mergeRows(
  db: StudioDb,
  importId: string,
  chunks: readonly { from: number; to: number }[],
): Promise<void> {
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    let claimed = 0;
    for (const { from, to } of chunks) claimed += await mergeChunk(db, importId, from, to);
    if (claimed === 0) return;
  }
}

/** How many rows were merged. */
async function mergeChunk(db: StudioDb, importId: string, from: number, to: number) {
  const claimed = await db.execute(sql`
    with targets as (
      select r.id, coalesce(c.merged_into, c.id) as target
      from ${importRows} r
        left join ${importRows} e on e.import_id = r.import_id and e.number = r.suspect_row
        join ${clients} c on c.id = coalesce(r.suspect_id, e.client_id)
      where r.import_id = ${importId} and r.number between ${from} and ${to}
        and r.decision = 'merge' and r.outcome is null)
    update ${importRows} r set outcome = 'merged', client_id = t.target from targets t where r.id = t.id`);
  if (claimed.count === 0) return 0;
  const merged = sql`select r.id, r.client_id, r.number, r.read, case
      when r.cells->>0 = 'vcard' and jsonb_typeof(r.cells->1) = 'array' then r.cells end as card
    from ${importRows} r where r.import_id = ${importId} and r.number between ${from} and ${to}
      and r.outcome = 'merged' and r.change is null`;
  await db.execute(sql`
    with merged as (${merged})
    insert into ${clientContacts} (client_id, kind, position, label, value, key)
    select client_id, kind, 1000 + row_number() over (partition by client_id order by number, position),
      label, value, key
    from (
      select distinct on (m.client_id, k.kind, k.key) m.client_id, m.number, k.*
      from merged m cross join lateral jsonb_to_recordset(m.read->'contacts')
        as k (kind text, position int, label text, value text, key text)
      where not exists (select from ${clientContacts} h
        where h.client_id = m.client_id and h.kind = k.kind and h.key = k.key)
      order by m.client_id, k.kind, k.key, m.number, k.position) missing`);
  await db.execute(sql`
    with merged as (${merged})
    insert into ${clientAddresses} (client_id, position, label, street, postal_code, city, region, country)
    select client_id, 1000 + row_number() over (partition by client_id order by number, position),
      label, street, postal_code, city, region, country
    from (
      select distinct on (m.client_id, a.street, a.postal_code, a.city) m.client_id, m.number, a.*
      from merged m cross join lateral jsonb_to_recordset(m.read->'addresses')
        as a (position int, label text, street text, postal_code text, city text, region text, country text)
      where not exists (select from ${clientAddresses} h where h.client_id = m.client_id
        and (h.street, h.postal_code, h.city) is not distinct from (a.street, a.postal_code, a.city))
      order by m.client_id, a.street, a.postal_code, a.city, m.number, a.position) missing`);
  await fillIn(db, merged);
  await db.execute(sql`
    update ${importRows} set change = '{}' where import_id = ${importId}
      and number between ${from} and ${to} and outcome = 'merged' and change is null`);
  return claimed.count;
}

/** The client's own columns, noted with the first row of each client as they were and as they became. */
async function fillIn(db: StudioDb, merged: ReturnType<typeof sql>) {
  const all = [...BLANKS, ...MORE_BLANKS, ...LISTS, "custom"];
  const set = sql.raw(all.map((name) => `${name} = n.${name}`).join(", "));
  await db.execute(sql`
    with merged as materialized (${merged}),
    given as (
      select distinct on (client_id, key) client_id, key, value
      from merged cross join lateral jsonb_each(read->'columns' || jsonb_build_object('card', card))
      where key in (select jsonb_array_elements_text(${asJson([...BLANKS, ...MORE_BLANKS])}))
        and value <> 'null'
      order by client_id, key, number),
    blanks as (select client_id, jsonb_object_agg(key, value) as given from given group by 1),
    listed as (
      select m.client_id, l.key, jsonb_agg(distinct w.word) as words
      from merged m cross join lateral jsonb_each(m.read->'columns') l
        cross join lateral jsonb_array_elements(l.value) w (word)
      where l.key in (select jsonb_array_elements_text(${asJson(LISTS)})) group by 1, 2),
    customs as (
      select client_id, jsonb_object_agg(key, value) as given
      from (select distinct on (client_id, key) client_id, key, value
        from merged cross join lateral jsonb_each(read->'columns'->'custom')
        order by client_id, key, number) c group by 1),
    seen as (
      select c.id, to_jsonb(c) as now, min(m.number) as number
      from merged m join ${clients} c on c.id = m.client_id group by c.id, to_jsonb(c)),
    after as (
      select s.id, s.now, s.number,
        coalesce((select jsonb_object_agg(key, value) from jsonb_each(b.given)
          where s.now->key = 'null'), '{}')
        || coalesce((select jsonb_object_agg(l.key, (s.now->l.key) || missing.words)
          from listed l cross join lateral (select jsonb_agg(word) as words
            from jsonb_array_elements(l.words) w (word) where not (s.now->l.key) @> jsonb_build_array(word)) missing
          where l.client_id = s.id and missing.words is not null), '{}')
        || case when u.given is null or (s.now->'custom') @> u.given or u.given - array(
            select jsonb_object_keys(s.now->'custom')) = '{}' then '{}'
          else jsonb_build_object('custom', u.given || (s.now->'custom')) end as after
      from seen s left join blanks b on b.client_id = s.id left join customs u on u.client_id = s.id),
    changed as materialized (
      select id, number, after, (select jsonb_object_agg(key, now->key) from jsonb_object_keys(after) key) as before
      from after where after <> '{}'),
    noted as (
      update ${importRows} r set change = jsonb_build_object('before', c.before, 'after', c.after)
      from changed c, merged m where m.client_id = c.id and m.number = c.number and r.id = m.id)
    update ${clients} c set ${set}
    from changed x join ${clients} k on k.id = x.id
      cross join lateral jsonb_populate_record(k, x.after) n
    where c.id = x.id`);
}
