import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, gt, ne, sql } from "drizzle-orm";
import {
  allocations,
  clients,
  projects,
  rooms,
  sessions,
  waiting,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { addDays, instantAt } from "#app/lib/dates.ts";
import { ofAllocation } from "./allocations.server.ts";
import { type BookingClock, findUnknown } from "./booking-check.server.ts";
import { LONGEST_SESSION_DAYS } from "./session.ts";
import { standing } from "./session-lists.server.ts";
import type { Span, Timed } from "./studio-day.ts";
import { type Fit, fitsOf, type RoomTimes, type WaitingValues } from "./waiting.ts";

/** More than a studio can look through. */
const MOST_LISTED = 200;

/** Those who wait, the first to come first; or, of those who do no more, the last to go first. */
export function listWaiting(db: StudioDb, { closed = false }: { closed?: boolean } = {}) {
  return select(db)
    .where(closed ? isNotNull(waiting.closedAt) : isNull(waiting.closedAt))
    .orderBy(...(closed ? [desc(waiting.closedAt)] : [asc(waiting.createdAt)]), asc(waiting.id))
    .limit(MOST_LISTED);
}

export type Waiting = Awaited<ReturnType<typeof listWaiting>>[number];

/** One who waits, or did; undefined where there is none. */
export async function findWaiting(db: StudioDb, id: string): Promise<Waiting | undefined> {
  const [row] = await select(db).where(eq(waiting.id, id));
  return row;
}

function select(db: StudioDb) {
  const { earliestDay, latestDay, minutes, note, createdBy, createdAt, closedAt } = waiting;
  return db
    .select({
      ...{ id: waiting.id, kind: waiting.kind, earliestDay, latestDay, minutes, note },
      ...{ createdBy, createdAt, closedAt, sessionId: waiting.sessionId },
      roomId: waiting.roomId,
      fromTime: sql<string | null>`to_char(${waiting.fromTime}, 'HH24:MI')`,
      toTime: sql<string | null>`to_char(${waiting.toTime}, 'HH24:MI')`,
      client: { id: clients.id, name: clients.name },
      project: { id: projects.id, title: projects.title },
      room: sql<string | null>`${rooms.name}`,
    })
    .from(waiting)
    .innerJoin(
      clients,
      and(eq(clients.studioId, waiting.studioId), eq(clients.id, waiting.clientId)),
    )
    .leftJoin(
      projects,
      and(eq(projects.studioId, waiting.studioId), eq(projects.id, waiting.projectId)),
    )
    .leftJoin(rooms, and(eq(rooms.studioId, waiting.studioId), eq(rooms.id, waiting.roomId)))
    .$dynamic();
}

export type WaitingSaved =
  { ok: true; id: string } | { ok: false; field: "clientId" | "projectId" | "roomId" };

export async function addWaiting(db: StudioDb, values: WaitingValues): Promise<WaitingSaved> {
  const field = await findMissing(db, values);
  if (field) return { ok: false, field };
  const [row] = await db.insert(waiting).values(values).returning({ id: waiting.id });
  return { ok: true, id: row!.id };
}

/** Undefined where there is no such entry that is open. */
export async function editWaiting(
  db: StudioDb,
  id: string,
  values: WaitingValues,
): Promise<WaitingSaved | undefined> {
  const [open] = await db
    .select({ id: waiting.id })
    .from(waiting)
    .where(and(eq(waiting.id, id), isNull(waiting.closedAt)))
    .for("update");
  if (!open) return undefined;
  const field = await findMissing(db, values);
  if (field) return { ok: false, field };
  await db.update(waiting).set(values).where(eq(waiting.id, id));
  return { ok: true, id };
}

async function findMissing(db: StudioDb, { roomId, ...named }: WaitingValues) {
  const unknown = await findUnknown(db, named);
  if (unknown === "clientId" || unknown === "projectId") return unknown;
  if (roomId === null) return undefined;
  const [room] = await db.select({ id: rooms.id }).from(rooms).where(eq(rooms.id, roomId));
  return room ? undefined : ("roomId" as const);
}

/** Takes an entry off the list, with what was booked for it. Whether there was such an open one. */
export async function closeWaiting(
  db: StudioDb,
  id: string,
  now: Date,
  sessionId: string | null = null,
): Promise<boolean> {
  const closed = await db
    .update(waiting)
    .set({ closedAt: now, sessionId })
    .where(and(eq(waiting.id, id), isNull(waiting.closedAt)))
    .returning({ id: waiting.id });
  return closed.length > 0;
}

/** Back on the list. Whether there is such an entry. */
export async function reopenWaiting(db: StudioDb, id: string): Promise<boolean> {
  const opened = await db
    .update(waiting)
    .set({ closedAt: null, sessionId: null })
    .where(eq(waiting.id, id))
    .returning({ id: waiting.id });
  return opened.length > 0;
}

export type FitInRoom = Fit & { room: string };

/**
 * The slots that are free now for each of these, as many as `limit`: nothing is stored, so that what was
 * cancelled, moved or released a moment ago is among them. Two queries for all.
 */
export async function listFits(
  db: StudioDb,
  entries: readonly Waiting[],
  { now, timeZone, limit = 3 }: BookingClock & { limit?: number },
): Promise<Map<string, FitInRoom[]>> {
  const days = entries.flatMap(({ earliestDay, latestDay }) => [earliestDay, latestDay]).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return new Map();
  const from = instantAt(first, "00:00", timeZone);
  const until = instantAt(addDays(last, 2), "00:00", timeZone);
  const times = await listRoomTimes(db, { from: from > now ? from : now, until }, now);
  return new Map(
    entries.map((entry) => {
      const fits = fitsOf(entry, times, { timeZone, now, limit });
      return [entry.id, fits.map((fit) => named(fit, times))];
    }),
  );
}

/** Who of those who wait could have some of a slot that came free, and what of it. */
export async function listTakers(
  db: StudioDb,
  freed: Fit,
  { now, timeZone }: BookingClock,
): Promise<(Waiting & { fit: FitInRoom })[]> {
  if (freed.endsAt <= now) return [];
  const DAY = 24 * 60 * 60_000;
  const span = {
    from: new Date(freed.startsAt.getTime() - 2 * DAY),
    until: new Date(freed.endsAt.getTime() + 2 * DAY),
  };
  const [entries, times] = await Promise.all([listWaiting(db), listRoomTimes(db, span, now)]);
  return entries.flatMap((entry) => {
    const [fit] = fitsOf(entry, times, { timeZone, now, limit: 1, freed });
    return fit ? [{ ...entry, fit: named(fit, times) }] : [];
  });
}

type NamedRoomTimes = RoomTimes & { name: string };

function named(fit: Fit, times: readonly NamedRoomTimes[]): FitInRoom {
  return { ...fit, room: times.find(({ id }) => id === fit.roomId)?.name ?? "" };
}

/** The rooms in use, by name, and when each is taken in a span; a hold whose time is over takes nothing. */
async function listRoomTimes(
  db: StudioDb,
  { from, until }: Span,
  now: Date,
): Promise<NamedRoomTimes[]> {
  const { id, name, minutesBefore, minutesAfter } = rooms;
  const inUse = isNull(rooms.archivedAt);
  const DAY = 24 * 60 * 60_000;
  const earliest = new Date(from.getTime() - (LONGEST_SESSION_DAYS + 1) * DAY);
  const [all, taken] = await Promise.all([
    db
      .select({ id, name, minutesBefore, minutesAfter })
      .from(rooms)
      .where(inUse)
      .orderBy(asc(name)),
    db
      .select({
        roomId: sql<string>`${allocations.roomId}`,
        startsAt: allocations.takenFrom,
        endsAt: allocations.takenUntil,
      })
      .from(allocations)
      .innerJoin(sessions, ofAllocation(sessions, allocations.sessionId))
      .where(
        and(
          inArray(allocations.roomId, db.select({ id }).from(rooms).where(inUse)),
          gte(allocations.takenFrom, earliest),
          lt(allocations.takenFrom, until),
          gt(allocations.takenUntil, from),
          ne(allocations.claim, "none"),
          standing(now),
        ),
      )
      .orderBy(asc(allocations.takenFrom)),
  ]);
  const byRoom = Map.groupBy<string, Timed & { roomId: string }>(taken, ({ roomId }) => roomId);
  return all.map((room) => ({ ...room, taken: byRoom.get(room.id) ?? [] }));
}
