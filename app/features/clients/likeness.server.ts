import { sql } from "drizzle-orm";
import { clientContacts, clients } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { countryOf } from "./client-lines.server.ts";
import { contactKey } from "./contact-key.server.ts";

/** Somebody of whom it is asked whether they are a client already; `n` tells them apart. */
export interface Probe {
  n: number;
  name: string;
  emails: readonly string[];
  phones: readonly string[];
  /** The UID of their vCard. */
  cardUid?: string | null;
}

/** By what a client and a probe are the same, the surest first. */
export const likenesses = ["card", "email", "phone", "name"] as const;
export type Likeness = (typeof likenesses)[number];

export type Like = {
  n: number;
  clientId: string;
  name: string;
  city: string | null;
  archived: boolean;
  by: Likeness;
};

/**
 * The clients that each probe seems to be, the likeliest first: by the card that they came with, an e-mail or
 * a phone however it is written, or the same name without case and accents. One scan of the studio's names
 * however many probes there are.
 */
export async function findLikes(db: StudioDb, probes: readonly Probe[]): Promise<Like[]> {
  if (probes.length === 0) return [];
  const country = await countryOf(db);
  const given = probes.map(({ n, name, emails, phones, cardUid = null }) => ({
    n,
    name,
    card_uid: cardUid,
    emails: emails.map((value) => contactKey("email", value, country)),
    phones: phones.map((value) => contactKey("phone", value, country)),
  }));
  const rows = await db.execute<Like & { rank: number }>(sql`
    with probes as materialized (
      select n, ' ' || rsm.fold(name) as name, card_uid, emails, phones
      from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb)
        as given (n int, name text, card_uid text, emails jsonb, phones jsonb)),
    keys as materialized (
      select n, kind, key from probes
        cross join lateral (
          select 'email' as kind, jsonb_array_elements_text(emails) as key
          union all select 'phone', jsonb_array_elements_text(phones)) k),
    alike as (
      select p.n, c.id, 0 as rank from probes p join ${clients} c on c.card_uid = p.card_uid
      union all
      select k.n, c.client_id, case c.kind when 'email' then 1 else 2 end
        from keys k join ${clientContacts} c on c.kind = k.kind and c.key = k.key
      union all
      select p.n, c.id, 3 from probes p join ${clients} c on split_part(c.search, E'\n', 1) = p.name),
    best as (select n, id, min(rank) as rank from alike group by n, id)
    select b.n, c.id as "clientId", c.name, c.city, c.archived_at is not null as archived, b.rank
    from best b join ${clients} c on c.id = b.id and c.merged_into is null
    order by b.n, b.rank, c.archived_at is not null, c.id`);
  return rows.map(({ rank, ...like }) => ({ ...like, by: likenesses[rank]! }));
}

/** Groups of clients that share an e-mail, a phone or a name: what they share, and who they are. */
export async function findDoubles(db: StudioDb, count: number) {
  const rows = await db.execute<{
    by: Likeness;
    shared: string;
    clients: { id: string; name: string; city: string | null; createdAt: string }[];
  }>(sql`
    with groups as (
      select k.kind as by, min(k.value) as shared, array_agg(distinct k.client_id) as ids
        from ${clientContacts} k join ${clients} c
          on c.studio_id = k.studio_id and c.id = k.client_id and c.archived_at is null
        where k.kind in ('email', 'phone') group by k.kind, k.key having count(distinct k.client_id) > 1
      union all
      select 'name', min(name), array_agg(id) from ${clients} where archived_at is null
        group by split_part(search, E'\n', 1) having count(*) > 1),
    -- Of groups of the same people the surest is enough.
    distinct_groups as (select distinct on (ids) * from
      (select by, shared, array(select unnest(ids) order by 1) as ids from groups) g order by ids, by)
    select by, shared, (select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'city', c.city,
        'createdAt', c.created_at) order by c.created_at, c.id)
      from ${clients} c where c.id = any (ids)) as clients
    from distinct_groups order by by, shared limit ${count}`);
  return [...rows];
}
