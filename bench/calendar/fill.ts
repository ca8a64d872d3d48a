import type { Client } from "#db/connections/client.ts";

export const ROOMS = 50;
export const PEOPLE = 200;
const UNITS = 300;
const CLIENTS = 5_000;

/** So many sessions, so many a day in each room; the last of them so many days after this week's Monday. */
export type Filling = {
  sessions: number;
  perDay: number;
  /** From one beginning to the next in a room. */
  hours: number;
  daysAhead: number;
};

/** As most studios work: four sessions a day in each room. */
export const USUAL = { perDay: 4, hours: 3, daysAhead: 14 };
/** Ten of two hours a day in each room: 3,500 this week. */
export const DENSE: Filling = { sessions: 3_500, perDay: 10, hours: 2, daysAhead: 7 };
/** One session this week. */
export const QUIET: Filling = { sessions: 1, perDay: 4, hours: 3, daysAhead: 1 };

/**
 * One studio's rows, written past the triggers in one transaction. What is taken at one time is taken
 * once: of the people and units each room has its own, by turns.
 */
export async function fillStudio(
  mover: Client,
  schema: string,
  studioId: string,
  { sessions, perDay, hours, daysAhead }: Filling,
): Promise<void> {
  const days = Math.ceil(sessions / (ROOMS * perDay));
  await mover.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`select set_config('search_path', ${`${schema}, public`}, true),
      set_config('app.studio_id', ${studioId}, true)`;
    await sql`insert into settings (language) values ('fr')`;
    await sql`insert into rooms (name, kind, colour, minutes_after, hourly_rate_cents)
      select 'Salle ' || n, 'live', n % 12 + 1, 15, 6000 from generate_series(1, ${ROOMS}::int) n`;
    await sql`insert into people (name, trade)
      select 'Personne ' || n, 'engineer' from generate_series(1, ${PEOPLE}::int) n`;
    await sql`insert into equipment (name, kind)
      select 'Micro ' || n, 'microphone' from generate_series(1, ${UNITS}::int) n`;
    await sql`insert into clients (name, city)
      select 'Client ' || n, 'Paris' from generate_series(1, ${CLIENTS}::int) n`;
    await sql`
      with named as materialized (
        select (select array_agg(id order by id) from rooms where studio_id = ${studioId}) as rooms,
          (select array_agg(id order by id) from people where studio_id = ${studioId}) as people,
          (select array_agg(id order by id) from equipment where studio_id = ${studioId}) as units,
          (select array_agg(id order by id) from clients where studio_id = ${studioId}) as clients
      ), slots as (
        select n, n % ${ROOMS} as room, n / ${ROOMS} as turn, monday, date_trunc('day', monday)
            + make_interval(days => ${daysAhead - days}::int + n / ${ROOMS} / ${perDay})
            + make_interval(hours => 7 + n / ${ROOMS} % ${perDay} * ${hours}) as starts_at
        from generate_series(0, ${sessions - 1}::int) n,
          (select date_trunc('week', now()) as monday) this_week
      ), made as materialized (
        select uuidv7() as id, n, room, turn, starts_at,
          starts_at + make_interval(mins => ${hours * 60 - 15}::int - n % 3 * 15) as ends_at,
          case when n % 40 = 7 then 'cancelled'
            when starts_at < monday then 'done'
            when n % 20 = 3 then 'hold'
            when n % 20 = 5 then 'tentative'
            else 'confirmed' end as state
        from slots
      ), booked as (
        insert into sessions (id, room_id, client_id, kind, state, starts_at, ends_at, price_cents,
          held_at, held_until, cancelled_at)
        select id, rooms[room + 1], clients[n % ${CLIENTS} + 1],
          (array['recording', 'mixing', 'rehearsal', 'recording'])[n % 4 + 1], state,
          starts_at, ends_at, 18000,
          case state when 'hold' then now() end,
          case state when 'hold' then now() + interval '60 days' end,
          case state when 'cancelled' then starts_at - interval '1 day' end
        from made, named
      )
      insert into allocations (session_id, room_id, person_id, equipment_id, role, claim, taken_from,
        taken_until)
      select id, taken.room_id, taken.person_id, taken.equipment_id, taken.role,
        case state when 'cancelled' then 'none' when 'hold' then 'hold' else 'firm' end,
        starts_at, ends_at + make_interval(mins => case when taken.room_id is null then 0 else 15 end)
      from made, named, lateral (
        select rooms[room + 1] as room_id, null::uuid as person_id, null::uuid as equipment_id,
          null as role
        union all select null, people[(room * 4 + turn + m) % ${PEOPLE} + 1], null, 'engineer'
          from generate_series(0, n % 2) m
        union all select null, null, units[(room * 6 + turn + m) % ${UNITS} + 1], null
          from generate_series(0, n % 3 - 1) m
      ) taken`;
  });
}

/** Other studios of the same place: two rooms, three people and five sessions each. */
export async function fillOthers(mover: Client, schema: string, count: number): Promise<void> {
  await mover.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`select set_config('search_path', ${`${schema}, public`}, true)`;
    await sql`
      with added as (
        insert into rsm.fences
        select ${schema}, uuidv7(), 'open', 1 from generate_series(1, ${count}::int)
        returning studio_id
      ), named as (
        insert into clients (studio_id, name) select studio_id, 'Client' from added
        returning studio_id, id
      ), furnished as (
        insert into rooms (studio_id, name, kind)
        select studio_id, 'Salle ' || n, 'live' from added, generate_series(1, 2) n
        returning studio_id, id, name
      ), staffed as (
        insert into people (studio_id, name, trade)
        select studio_id, 'Personne ' || n, 'engineer' from added, generate_series(1, 3) n
        returning studio_id, id
      ), made as materialized (
        select r.studio_id, uuidv7() as id, r.id as room_id, c.id as client_id,
          date_trunc('week', now()) + make_interval(days => n, hours => 9) as starts_at
        from furnished r join named c using (studio_id), generate_series(1, 5) n
        where r.name = 'Salle 1'
      ), booked as (
        insert into sessions (studio_id, id, room_id, client_id, kind, starts_at, ends_at)
        select studio_id, id, room_id, client_id, 'recording', starts_at, starts_at + interval '3 hours'
        from made
      )
      insert into allocations (studio_id, session_id, room_id, claim, taken_from, taken_until)
      select studio_id, id, room_id, 'firm', starts_at, starts_at + interval '3 hours' from made`;
  });
}
