import { and, asc, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { rooms } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { RoomValues } from "./room.ts";

const roomColumns = {
  id: rooms.id,
  name: rooms.name,
  kind: rooms.kind,
  colour: rooms.colour,
  capacity: rooms.capacity,
  hourlyRateCents: rooms.hourlyRateCents,
  halfDayRateCents: rooms.halfDayRateCents,
  dayRateCents: rooms.dayRateCents,
  minutesBefore: rooms.minutesBefore,
  minutesAfter: rooms.minutesAfter,
  booths: rooms.booths,
  openingHours: rooms.openingHours,
  isBookableByClients: rooms.isBookableByClients,
};

/** The rooms that can be booked, by name. A studio has few: they come all at once. */
export function listRooms(db: StudioDb) {
  return db
    .select(roomColumns)
    .from(rooms)
    .where(isNull(rooms.archivedAt))
    .orderBy(asc(rooms.name), asc(rooms.id));
}

export type RoomRow = Awaited<ReturnType<typeof listRooms>>[number];

/** The rooms that are kept for what happened in them, by name. */
export function listArchivedRooms(db: StudioDb) {
  return db
    .select(roomColumns)
    .from(rooms)
    .where(isNotNull(rooms.archivedAt))
    .orderBy(asc(rooms.name), asc(rooms.id));
}

/** A room, archived or not. */
export async function findRoom(db: StudioDb, id: string) {
  const [room] = await db
    .select({
      ...roomColumns,
      ...{ minutesBefore: rooms.minutesBefore, minutesAfter: rooms.minutesAfter },
      ...{ description: rooms.description, archivedAt: rooms.archivedAt },
    })
    .from(rooms)
    .where(eq(rooms.id, id));
  return room;
}

export type Room = NonNullable<Awaited<ReturnType<typeof findRoom>>>;

/** The first colour that no room in use has, for the next one; 1 where all twelve are taken. */
export async function findFreeColour(db: StudioDb): Promise<number> {
  const taken = (await listRooms(db)).map(({ colour }) => colour);
  return Array.from({ length: 12 }, (_, n) => n + 1).find((it) => !taken.includes(it)) ?? 1;
}

/** `nameTaken` where a room in use has the name already, in whatever case. */
export type RoomSaved = { ok: true; id: string } | { ok: false; reason: "nameTaken" };

export async function addRoom(db: StudioDb, values: RoomValues): Promise<RoomSaved> {
  const [room] = await db
    .insert(rooms)
    .values(values)
    .onConflictDoNothing()
    .returning({ id: rooms.id });
  return room ? { ok: true, ...room } : { ok: false, reason: "nameTaken" };
}

/** Undefined where there is no such room. */
export async function editRoom(
  db: StudioDb,
  id: string,
  values: RoomValues,
): Promise<RoomSaved | undefined> {
  const room = await findRoom(db, id);
  if (!room) return undefined;
  if (!room.archivedAt && (await isNameTaken(db, id, values.name))) {
    return { ok: false, reason: "nameTaken" };
  }
  await db
    .update(rooms)
    .set({ ...values })
    .where(eq(rooms.id, id));
  return { ok: true, id };
}

/** Takes a room out of use; what happened in it stays. Whether there is such a room. */
export async function archiveRoom(db: StudioDb, id: string): Promise<boolean> {
  const archived = await db
    .update(rooms)
    .set({ archivedAt: sql`coalesce(${rooms.archivedAt}, now())` })
    .where(eq(rooms.id, id))
    .returning({ id: rooms.id });
  return archived.length > 0;
}

/** Takes a room back into use. Undefined where there is no such room. */
export async function restoreRoom(db: StudioDb, id: string): Promise<RoomSaved | undefined> {
  const room = await findRoom(db, id);
  if (!room) return undefined;
  if (await isNameTaken(db, id, room.name)) return { ok: false, reason: "nameTaken" };
  await db.update(rooms).set({ archivedAt: null }).where(eq(rooms.id, id));
  return { ok: true, id };
}

// The unique index has the last word; this one has the words for the person.
async function isNameTaken(db: StudioDb, id: string, name: string): Promise<boolean> {
  const taken = await db
    .select({ id: rooms.id })
    .from(rooms)
    .where(
      and(sql`lower(${rooms.name}) = lower(${name})`, isNull(rooms.archivedAt), ne(rooms.id, id)),
    )
    .limit(1);
  return taken.length > 0;
}
