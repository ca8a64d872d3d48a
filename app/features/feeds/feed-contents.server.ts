import { sql, type SQL } from "drizzle-orm";
import {
  allocations,
  clients,
  departures,
  people,
  rooms,
  sessions,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { ToldSession } from "#app/features/sessions/session-event.server.ts";
import type { Shown } from "./feed.ts";

/**
 * What a feed shows of `[from, until)`, by start: the sessions that are there, and those that left it as
 * cancelled, as they stood when they did. Reads ranges of indexes by start, whatever came before.
 */
export async function listToldSessions(
  db: StudioDb,
  shown: Shown,
  { from, until }: { from: Date; until: Date },
): Promise<ToldSession[]> {
  const span = {
    from: sql`${from.toISOString()}::timestamptz`,
    until: sql`${until.toISOString()}::timestamptz`,
  };
  const rows = await db.execute<Row>(sql`
    with shown as materialized (
      ${shown.shows === "studio" ? ofStudio(span) : sql`${ofOne(shown, span)} union all ${departed(shown, span)}`}
    )
    select shown.id, shown.kind, shown.state, shown.sequence,
      ${nameOf(rooms, sql`shown.room_id`)} as room, ${nameOf(clients, sql`shown.client_id`)} as client,
      ${inMs(sql`shown.starts_at`)} as "startsAt", ${inMs(sql`shown.ends_at`)} as "endsAt",
      ${inMs(sql`shown.held_until`)} as "heldUntil",
      -- Who is on the crew is not a change of the session, and one of what is told of it.
      ${inMs(sql`greatest(shown.changed_at, crew.changed_at, case when not shown.has_left then (
        select max(d.left_at) from ${departures} d
        where d.studio_id = shown.studio_id and d.session_id = shown.id) end)`)} as "changedAt",
      coalesce(crew.members, '[]') as crew
    from shown
    left join lateral (
      select max(a.created_at) as changed_at, json_agg(json_build_object('role', a.role,
        'name', ${nameOf(people, sql`a.person_id`, sql`a`)}) order by a.id) as members
      from ${allocations} a
      where a.studio_id = shown.studio_id and a.session_id = shown.id and a.person_id is not null
    ) as crew on not shown.has_left
    order by shown.starts_at, shown.id`);
  return rows.map(({ startsAt, endsAt, heldUntil, changedAt, ...row }) => ({
    ...row,
    ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt), changedAt: new Date(changedAt) },
    heldUntil: heldUntil === null ? null : new Date(heldUntil),
  }));
}

type Times = "startsAt" | "endsAt" | "heldUntil" | "changedAt";
type Row = Omit<ToldSession, Times> &
  Record<Exclude<Times, "heldUntil">, number> & {
    heldUntil: number | null;
  };
type Span = { from: SQL; until: SQL };
type One = Exclude<Shown, { shows: "studio" }>;

const told = sql`s.studio_id, s.id, s.kind, s.state, s.held_until, s.starts_at, s.ends_at, s.room_id, s.client_id`;

function ofStudio({ from, until }: Span): SQL {
  return sql`
    select ${told}, s.sequence, s.updated_at as changed_at, false as has_left from ${sessions} s
    where s.starts_at >= ${from} and s.starts_at < ${until}`;
}

/** Of one that comes back the sequence counts on, from what was told of it when it left. */
function ofOne({ shows, id }: One, { from, until }: Span): SQL {
  const before = sql`select d.times from ${departures} d
    where d.studio_id = s.studio_id and d.session_id = s.id and ${leftBy(shows)} = ${id}::uuid`;
  const counted = sql`s.sequence + 2 * coalesce((${before}), 0) as sequence`;
  if (shows !== "person") {
    return sql`
      select ${told}, ${counted}, s.updated_at as changed_at, false as has_left
      from ${sessions} s
      where s.${idOf(shows)} = ${id}::uuid and s.starts_at >= ${from} and s.starts_at < ${until}`;
  }
  // People are taken for as long as the session is. First those, then each session by its key: OFFSET
  // keeps the planner from the reverse, which it prefers where it has no statistics yet.
  return sql`
    select ${told}, ${counted}, greatest(s.updated_at, a.created_at) as changed_at, false as has_left
    from ${allocations} a
    cross join lateral (
      select * from ${sessions} s where s.studio_id = a.studio_id and s.id = a.session_id offset 0
    ) as s
    where a.person_id = ${id}::uuid and a.taken_from >= ${from} and a.taken_from < ${until}`;
}

function departed({ shows, id }: One, { from, until }: Span): SQL {
  const isBack =
    shows === "person"
      ? sql`select from ${allocations} a where a.studio_id = d.studio_id
          and a.session_id = d.session_id and a.person_id = ${id}::uuid`
      : sql`select from ${sessions} s where s.studio_id = d.studio_id and s.id = d.session_id
          and s.${idOf(shows)} = ${id}::uuid`;
  return sql`
    select d.studio_id, d.session_id, d.kind, 'cancelled', null::timestamptz, d.starts_at, d.ends_at,
      d.room_id, d.client_id, d.sequence + 2 * d.times - 1, d.left_at, true
    from ${departures} d
    where ${leftBy(shows)} = ${id}::uuid and d.starts_at >= ${from} and d.starts_at < ${until}
      and not exists (${isBack} offset 0)`;
}

function idOf(shows: One["shows"]): SQL {
  return sql`${sql.identifier(`${shows}_id`)}`;
}

function leftBy(shows: One["shows"]): SQL {
  return sql`d.${sql.identifier(`left_${shows}_id`)}`;
}

/** One at a time by its key, whatever the planner believes of how many there are. */
function nameOf(
  table: typeof rooms | typeof clients | typeof people,
  id: SQL,
  row = sql`shown`,
): SQL {
  return sql`(select it.name from ${table} it where it.studio_id = ${row}.studio_id and it.id = ${id})`;
}

function inMs(instant: SQL): SQL {
  return sql`(extract(epoch from ${instant}) * 1000)::float8`;
}
