import { sql } from "drizzle-orm";
import type { StudioDb } from "#db/studio.server.ts";
import { isUsable } from "#app/features/equipment/equipment.ts";
import { holdAll, type Wish } from "./allocations.server.ts";
import { findUnknown, type Refused } from "./booking-check.server.ts";
import { releaseLapsed } from "./holds.server.ts";
import type { Hindrance } from "./series.ts";
import { LONGEST_SESSION_DAYS } from "./session.ts";

/** One of many sessions, and whether it stands as a hold. */
export type Target = Wish & { isHold: boolean };

export type HeldRooms = ReadonlyMap<string, HeldRoom>;
type RoomsKept = ReadonlyMap<string, { minutesBefore: number; minutesAfter: number }>;
type HeldRoom = Awaited<ReturnType<typeof holdAll>>["rooms"][number];

type Asked = {
  clientId: string;
  projectId: string | null;
  now: Date;
  /** Of sessions that stand already: what they have, they keep. */
  kept?: { roomIds: readonly string[] };
};

/** Holds all that some sessions want, as `look` does for one, and refuses what none of them can have. */
export async function holdForAll(
  db: StudioDb,
  targets: readonly Target[],
  { clientId, projectId, now, kept }: Asked,
): Promise<{ ok: true; rooms: HeldRooms } | Extract<Refused, { reason: "unknown" | "unusable" }>> {
  const unique = (ids: readonly string[]) => [...new Set(ids)];
  const roomIds = unique(targets.map(({ roomId }) => roomId));
  const personIds = unique(targets.flatMap(({ crew }) => crew.map((it) => it.personId)));
  const equipmentIds = unique(targets.flatMap((it) => it.equipmentIds));
  const [{ rooms, persons, units }, unknown] = await Promise.all([
    holdAll(db, { roomIds, personIds, equipmentIds }),
    findUnknown(db, { clientId, projectId }),
    releaseLapsed(db, now),
  ]);
  const isOff = ({ archivedAt }: { archivedAt: Date | null }) => archivedAt !== null && !kept;
  const refuse = (field: Extract<Refused, { reason: "unknown" }>["field"]) =>
    ({ ok: false, reason: "unknown", field }) as const;
  const isGone = (room: HeldRoom) => room.archivedAt && !kept?.roomIds.includes(room.id);
  if (rooms.length < roomIds.length || rooms.some(isGone)) return refuse("roomId");
  if (persons.length < personIds.length || persons.some(isOff)) return refuse("crew");
  if (units.length < equipmentIds.length || units.some(isOff)) return refuse("equipmentIds");
  if (unknown) return refuse(unknown);
  const broken = units.find((unit) => !isUsable(unit));
  if (broken) return { ok: false, reason: "unusable", name: broken.name };
  return { ok: true, rooms: new Map(rooms.map((room) => [room.id, room])) };
}

/**
 * What stands in the way of each of these sessions first, by its place among them: two queries for any
 * number of them. Sessions in `besides` are in nobody's way.
 */
export async function findHindrances(
  db: StudioDb,
  targets: readonly Target[],
  { rooms, besides = [] }: { rooms: RoomsKept; besides?: readonly string[] },
): Promise<Map<number, Hindrance>> {
  if (targets.length === 0) return new Map();
  const wanted = JSON.stringify(targets.map((target, n) => ({ n, ...wantedOf(target, rooms) })));
  const isStaffed = targets.some(({ crew }) => crew.length > 0);
  const [clashes, absences] = await Promise.all([
    listClashes(db, wanted, besides),
    isStaffed ? listAbsences(db, wanted) : [],
  ]);
  return new Map([...clashes, ...absences].map(({ n, ...rest }) => [n, timed(rest)]));
}

function wantedOf(
  { roomId, startsAt, endsAt, crew, equipmentIds, isHold }: Target,
  rooms: RoomsKept,
) {
  const { minutesBefore = 0, minutesAfter = 0 } = rooms.get(roomId) ?? {};
  const people = crew.map(({ personId }) => personId);
  return {
    starts_at: startsAt,
    ends_at: endsAt,
    room_id: roomId,
    room_from: new Date(startsAt.getTime() - minutesBefore * 60_000),
    room_until: new Date(endsAt.getTime() + minutesAfter * 60_000),
    people,
    units: equipmentIds,
    is_hold: isHold,
  };
}

function wantedRows(wanted: string) {
  return sql`jsonb_to_recordset(${wanted}::jsonb) as w(n integer, starts_at timestamptz,
    ends_at timestamptz, room_id uuid, room_from timestamptz, room_until timestamptz, people uuid[],
    units uuid[], is_hold boolean)`;
}

type Found = { n: number; what: string; from: number; until: number };

/** By ranges of the index on a resource's time, as `findClash`. */
function listClashes(db: StudioDb, wanted: string, besides: readonly string[]) {
  const reach = sql.raw(`interval '${LONGEST_SESSION_DAYS + 1} days'`);
  const inTheWay = sql`(a.claim = 'firm' or (a.claim = 'hold' and not w.is_hold))
    and a.session_id not in (select jsonb_array_elements_text(${JSON.stringify(besides)}::jsonb)::uuid)`;
  // Materialized, so that one looks once for each session: who knows nothing of a new table's size would
  // look for each of all sessions.
  return db.execute<Found & { is: "clash"; id: string; client: string }>(sql`
    with first as materialized (
      select w.n, found.* from ${wantedRows(wanted)}
      cross join lateral (
        select taken.* from (
          select a.* from allocations a
          where a.room_id = w.room_id and a.taken_from >= w.room_from - ${reach}
            and a.taken_from < w.room_until and a.taken_until > w.room_from and ${inTheWay}
          union all
          select a.* from allocations a
          where a.person_id = any (w.people) and a.taken_from >= w.starts_at - ${reach}
            and a.taken_from < w.ends_at and a.taken_until > w.starts_at and ${inTheWay}
          union all
          select a.* from allocations a
          where a.equipment_id = any (w.units) and a.taken_from >= w.starts_at - ${reach}
            and a.taken_from < w.ends_at and a.taken_until > w.starts_at and ${inTheWay}
        ) taken
        order by taken.taken_from, taken.id
        limit 1
      ) found
    )
    select first.n, 'clash' as is, s.id, c.name as client, coalesce(r.name, p.name, e.name) as what,
      ${epoch(sql`s.starts_at`)} as from, ${epoch(sql`s.ends_at`)} as until
    from first
    join sessions s on s.studio_id = first.studio_id and s.id = first.session_id
    join clients c on c.studio_id = s.studio_id and c.id = s.client_id
    left join rooms r on r.studio_id = first.studio_id and r.id = first.room_id
    left join people p on p.studio_id = first.studio_id and p.id = first.person_id
    left join equipment e on e.studio_id = first.studio_id and e.id = first.equipment_id`);
}

function listAbsences(db: StudioDb, wanted: string) {
  return db.execute<Found & { is: "away" }>(sql`
    select distinct on (w.n) w.n, 'away' as is, p.name as what,
      ${epoch(sql`a.starts_at`)} as from, ${epoch(sql`a.ends_at`)} as until
    from ${wantedRows(wanted)}
    join absences a on a.person_id = any (w.people)
      and a.starts_at < w.ends_at and a.ends_at > w.starts_at
    join people p on p.studio_id = a.studio_id and p.id = a.person_id
    order by w.n, a.starts_at`);
}

/** Milliseconds since 1970: what is read as a Date only by a typed column. */
function epoch(at: ReturnType<typeof sql>) {
  return sql`(extract(epoch from ${at}) * 1000)::float8`;
}

function timed({ from, until, ...rest }: Omit<Found, "n"> & Pick<Hindrance, "is">): Hindrance {
  return { ...rest, startsAt: new Date(from), endsAt: new Date(until) } as Hindrance;
}
