import { sql } from "drizzle-orm";
import { asMover } from "#db/moves/mover.server.ts";
import { sumTables } from "#db/moves/sums.server.ts";
import { listTables } from "#db/moves/tables.server.ts";
import type { Placement } from "#db/placements.server.ts";
import type { Platform } from "#db/platform.server.ts";
import type { Studio } from "#db/studio.server.ts";

/** A row in every table, with what a copy could spoil: nulls, accents, control characters, limits. */
export async function fill(studio: Studio): Promise<void> {
  await studio.write(async (db) => {
    await db.execute(sql`
      insert into clients (name, kind, email, phone, city, notes, is_vip, archived_at)
      values ('Éléonore d’Œuvre 🎷', 'person', null, '', 'Saint-Étienne', E'a\tb\n\\N "c"', true, null),
        ('Ω & Söhne', 'company', 'ω@example.test', null, null, null, false, '1969-07-20 20:17:40.123456+00')`);
    await db.execute(sql`
      update clients set tags = array['été', 'a,b', '"c"', ''], genres = '{}', deposit_percent = 0,
        custom = '{"x": 1.10, "y": "\\u00e9"}', card = '[["fn", {}, "text", "Ω"]]', card_uid = 'urn:uuid:1'
      where kind = 'person'`);
    await db.execute(sql`
      insert into client_contacts (client_id, kind, position, label, value, key)
      select id, k, n, case n when 1 then null else E'l\t1' end, k || n, k || n
      from clients, unnest(array['email', 'phone', 'site', 'streaming']) k, generate_series(1, 2) n`);
    await db.execute(sql`
      insert into client_addresses (client_id, street, city)
      select id, E'1, rue de l’Œuvre\nbât. B', 'Liège' from clients`);
    await db.execute(sql`
      insert into client_links (client_id, member_id, role)
      select c.id, m.id, 'member' from clients c, clients m where c.id <> m.id`);
    await db.execute(sql`
      insert into client_notes (client_id, body, noted_at)
      select id, E'\\N', '1999-12-31 23:59:59.999999+00' from clients`);
    await db.execute(sql`
      insert into custom_fields (name, kind, choices) values ('Café', 'choice', array['noir', 'né']), ('N°', 'text', '{}')`);
    await db.execute(sql`
      insert into client_merges (kept_id, gone_id, moved, before, after)
      select c.id, m.id, '{"sessions.client_id": []}', '{}', '{"name": null}'
      from clients c, clients m where c.id < m.id`);
    await db.execute(sql`
      insert into leads (name, value_cents, follow_up_on, stage, client_id)
      select 'Prospect ' || name, 2147483647, '9999-12-31', 'won', id from clients`);
    await db.execute(sql`
      with made as (insert into imports (file_name, format, bytes, mapping, details)
        values ('é.csv', 'csv', 9007199254740991, '[null, "name"]', '{"encoding": "utf-8"}') returning id)
      insert into import_rows (import_id, number, cells, read)
      select id, n, jsonb_build_array('c' || n, null), null from made, generate_series(1, 40) n`);
    await db.execute(sql`
      insert into rooms (name, kind, capacity, hourly_rate_cents, day_rate_cents)
      values ('Grande Salle', 'live', 32767, 2147483647, null), ('Cabine', 'booth', null, 0, 1)`);
    await db.execute(sql`
      insert into equipment (name, kind, maker, room_id, purchased_on)
      select 'U 47', 'microphone', 'Neumann', id, '0001-01-01' from rooms order by name limit 1`);
    await db.execute(sql`insert into kits (name, notes) values ('Kit n° 1', null)`);
    await db.execute(sql`
      insert into kit_items (kit_id, equipment_id, any_count)
      select k.id, e.id, 2 from kits k, equipment e`);
    await db.execute(sql`
      insert into consumables (name, unit, quantity, threshold, location, note)
      values ('Café d’été', 'boîte', 2147483647, 0, null, E'à\\tmoudre')`);
    await db.execute(sql`
      insert into services (equipment_id, kind, done_on, done_by, cost_cents, next_due_on)
      select id, 'calibration', '2026-02-28', 'Atelier d’à côté', 12000, '2027-02-28' from equipment`);
    await db.execute(sql`
      insert into projects (client_id, title, kind, due_on)
      select id, 'L’été', 'album', '9999-12-31' from clients order by name limit 1`);
    await db.execute(sql`
      insert into tracks (project_id, position, title, bpm)
      select id, n, 'Piste ' || n, nullif(n, 2) * 1.25 from projects, generate_series(1, 40) n`);
    await db.execute(sql`
      insert into sessions (room_id, client_id, project_id, kind, starts_at, ends_at, price_cents)
      select r.id, c.id, case when n % 2 = 0 then p.id end, 'recording',
        '2026-03-29 00:30+00'::timestamptz + n * interval '2 hours',
        '2026-03-29 02:30+00'::timestamptz + n * interval '2 hours', n
      from generate_series(1, 200) n,
        (select id from rooms limit 1) r, (select id from clients limit 1) c, projects p`);
    await db.execute(sql`
      insert into series (rule, first_day, from_time, to_time, end_days, exceptions, client_id, room_id, kind)
      select 'FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU', '2026-03-24', '22:30', '02:30', 1,
        array['2026-04-07', '9999-12-31']::date[], c.id, r.id, 'recording'
      from (select id from rooms limit 1) r, (select id from clients limit 1) c`);
    await db.execute(sql`
      update sessions s set series_id = e.id, occurrence_day = '2026-03-24'
      from series e where s.price_cents = 1`);
    await db.execute(sql`
      insert into waiting (client_id, room_id, kind, earliest_day, latest_day, from_time, to_time, minutes, note,
        closed_at, session_id)
      select s.client_id, null, 'mixing', '2026-03-01', '2026-03-31', '20:00', '02:00', 240, 'Après l’été 🎷',
        '2026-03-02 00:00:00.000001+00', s.id
      from sessions s where s.price_cents = 1`);
    await db.execute(sql`insert into people (name, trade) values ('Zoé Ibáñez', 'engineer')`);
    await db.execute(sql`
      insert into absences (person_id, starts_at, ends_at, reason)
      select id, '2026-07-14 00:00+02', '2026-08-15 00:00+02', 'Congés' from people`);
    await db.execute(sql`
      insert into allocations (session_id, person_id, role, claim, taken_from, taken_until)
      select s.id, p.id, 'engineer', 'firm', s.starts_at, s.ends_at from sessions s, people p`);
    await db.execute(sql`
      insert into checkouts (equipment_id, person_id, out_at, due_at, returned_at, condition_on_return, note)
      select e.id, p.id, '2026-03-29 00:59:59.999999+00', '9999-12-31', r, c, 'Étui rayé'
      from equipment e, people p,
        (values (null::timestamptz, null), ('2026-03-29 01:00:00+00', 'worn')) v (r, c)`);
    await db.execute(sql`
      insert into call_sheets (session_id, access, calls, guests, schedule, breaks)
      select id, 'Cour, 2ᵉ gauche', '[]', '[{"name": "Łukasz", "role": null, "minutes": -30}]',
        '[]', '[{"minutes": 0, "length": 45}]' from sessions order by starts_at limit 3`);
    await db.execute(sql`
      insert into time_entries
        (session_id, person_id, kind, started_at, ended_at, rate_cents, billed_minutes, amount_cents)
      select s.id, p.id, 'overtime', s.ends_at, s.ends_at + interval '1 microsecond', 2147483647, 0, null
      from people p, (select id, ends_at from sessions order by starts_at limit 5) s`);
    await db.execute(sql`
      insert into time_entries (session_id, kind, started_at)
      select id, 'booked', starts_at from sessions order by starts_at desc limit 1`);
    await db.execute(sql`
      insert into feeds (person_id, label, secret_hash, last_fetched_at)
      select id, 'Téléphone de Zoé', sha256('secret'), '2026-03-29 01:59:59.999999+00' from people`);
    await db.execute(sql`
      insert into call_sheet_copies (session_id, recipient, name, language, told)
      select id, 'zoé@studio.test', 'Zoé', 'fr', '{"room": "Ä", "cancelled": false}' from sessions`);
    await db.execute(
      sql`update sessions set starts_at = starts_at + interval '1 minute' where price_cents = 200`,
    );
    await db.execute(sql`
      delete from allocations where person_id is not null
        and session_id in (select id from sessions where price_cents % 50 = 0)`);
    await db.execute(sql`
      insert into saved_views (list, name, query, is_shared, user_id, removed_at)
      values ('equipment', 'Été “à réviser”', 'q=%C3%A9%26&sort=-price', true, null, null),
        ('people', 'À moi', '', false, uuidv7(), '2026-03-29 00:59:59.999999+00')`);
    await db.execute(sql`insert into counters (name, value) values ('invoice', 9007199254740993)`);
    await db.execute(sql`
      insert into outbox (kind, key, payload) values ('mail', 'Zoé', '{"à": ["é", null, 1.10, "\\u0001"]}')`);
  });
}

/** Rows and hashes of all that a studio has at a place. */
export function sumsAt(platform: Platform, { studioId, ...place }: Placement) {
  return asMover(platform, place, "test", async (sql) =>
    sumTables(sql, place.schema, studioId, await listTables(sql, place.schema)),
  );
}

/** The fences of a studio wherever it was and in every shared place, as `open shared on main`. */
export async function fencesOf(platform: Platform, studioId: string): Promise<string[]> {
  const places = await platform.operations.sql<
    { cluster: string; database: string; schema: string; isolation: string }[]
  >`select cluster, database, schema, isolation from places
    where state = 'ready' and (isolation = 'shared' or id in (
      select place_id from placements where studio_id = ${studioId}))`;
  const found = await Promise.all(
    places.map((place) =>
      asMover(platform, place, "test", async (sql) => {
        const [fence] = await sql<{ state: string }[]>`select state from rsm.fences
          where schema_name = ${place.schema} and studio_id = ${studioId}`;
        return fence ? [`${fence.state} ${place.isolation} on ${place.cluster}`] : [];
      }),
    ),
  );
  return found.flat().sort();
}

export async function openPlaces(platform: Platform, studioId: string): Promise<string[]> {
  return (await fencesOf(platform, studioId)).filter((fence) => fence.startsWith("open"));
}
