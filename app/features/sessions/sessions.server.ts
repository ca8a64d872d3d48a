import { and, asc, eq, isNotNull, ne, sql } from "drizzle-orm";
import {
  allocations,
  clients,
  equipment,
  people,
  projects,
  rooms,
  sessions,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { allocate, crewOf, reallocate, takenFor, type Wish } from "./allocations.server.ts";
import { tellChange } from "./call-sheet-changes.server.ts";
import { type BookingClock, look, type Refused } from "./booking-check.server.ts";
import type { RoomRates } from "#app/features/rooms/room.ts";
import { heldUntilBy, keepsItsPlace } from "./hold.ts";
import { rankOf } from "./holds.server.ts";
import { proposedPrice, type BookableState, type CrewRole, type SessionKind } from "./session.ts";
import type { Timed } from "./studio-day.ts";

export type { BookingClock, ClashReport, Refused } from "./booking-check.server.ts";
export type { Clash } from "./clashes.server.ts";

/** What is asked for. `priceCents` null takes the room's rates. */
export type Booking = Wish & {
  clientId: string;
  projectId: string | null;
  kind: SessionKind;
  priceCents: number | null;
  notes: string | null;
};

export type Booked = { ok: true; id: string } | Refused;

export type Moved = Booked | { ok: false; reason: "moved" };

/** Books half-open, `[startsAt, endsAt)`: sessions back to back do not clash. */
export async function bookSession(
  db: StudioDb,
  { state, ...booking }: Booking & { state: BookableState },
  clock: BookingClock,
): Promise<Booked> {
  const looked = await look(db, booking, clock, { isHold: state === "hold" });
  if (!looked.ok) return looked;
  const { crew: _crew, equipmentIds: _units, anyOf: _any, ...values } = booking;
  const [booked] = await db
    .insert(sessions)
    .values({
      ...values,
      state,
      priceCents: priceIn(looked.room, booking),
      ...(state === "hold" && holdFrom(clock.now, booking)),
    })
    .returning({ id: sessions.id });
  await allocate(db, booked!.id, takenFor({ ...booking, equipmentIds: looked.equipmentIds }));
  return { ok: true, id: booked!.id };
}

/** Changes or moves a session; undefined where there is none that stands (a cancelled one is restored first). */
export async function rescheduleSession(
  db: StudioDb,
  id: string,
  booking: Booking,
  clock: BookingClock,
): Promise<Booked | undefined>;
/** The same where it still is when the person saw it; "moved" where somebody was faster. */
export async function rescheduleSession(
  db: StudioDb,
  id: string,
  booking: Booking,
  clock: BookingClock,
  seen: Timed,
): Promise<Moved | undefined>;
export async function rescheduleSession(
  db: StudioDb,
  id: string,
  booking: Booking,
  clock: BookingClock,
  seen?: Timed,
): Promise<Moved | undefined> {
  const session = await findStanding(db, id);
  if (!session) return undefined;
  const looked = await look(db, booking, clock, {
    isHold: session.state === "hold",
    moved: { id, roomId: session.roomId },
  });
  if (!looked.ok) return looked;
  // After what it takes, as everywhere. Who was faster has changed what was looked at.
  const held = await findStanding(db, id, "hold");
  if (seen && held && !isSameTime(held, seen)) return { ok: false, reason: "moved" };
  if (held?.state !== session.state) return rescheduleSession(db, id, booking, clock);
  const { crew: _crew, equipmentIds: _units, anyOf: _any, ...values } = booking;
  await reallocate(db, id, { ...booking, equipmentIds: looked.equipmentIds }, () =>
    db
      .update(sessions)
      .set({ ...values, priceCents: priceIn(looked.room, booking) })
      .where(eq(sessions.id, id)),
  );
  await tellChange(db, [id], clock.now);
  return { ok: true, id };
}

/** Brings a cancelled session back, if all that it took is still free. Undefined where there is no such session. */
export async function restoreSession(
  db: StudioDb,
  id: string,
  state: BookableState,
  clock: BookingClock,
): Promise<Booked | undefined> {
  const { roomId, startsAt, endsAt, clientId, projectId, cancelledAt, heldUntil } = sessions;
  const [session] = await db
    .select({ roomId, startsAt, endsAt, clientId, projectId, cancelledAt, heldUntil })
    .from(sessions)
    .where(eq(sessions.id, id));
  if (!session) return undefined;
  const wish = { ...session, ...(await crewOf(db, id)) };
  const looked = await look(db, wish, clock, {
    isHold: state === "hold",
    moved: { id, roomId: session.roomId },
  });
  if (!looked.ok) return looked;
  await db
    .update(sessions)
    .set({
      state,
      cancelledAt: null,
      cancellationReason: null,
      ...(state === "hold" && !keepsItsPlace(session, clock.now) && holdFrom(clock.now, session)),
    })
    .where(and(eq(sessions.id, id), eq(sessions.state, "cancelled")));
  await tellChange(db, [id], clock.now);
  return { ok: true, id };
}

/**
 * One session with everything that its page says, or undefined. `id` is a uuid; money in cents. `rank`
 * is a hold's place in the line for its slot, 1 the first.
 */
export async function findSession(db: StudioDb, id: string) {
  const { kind, state, startsAt, endsAt, priceCents, notes, createdAt, updatedAt } = sessions;
  const [session] = await db
    .select({
      ...{ id: sessions.id, kind, state, startsAt, endsAt, priceCents, notes },
      ...{ createdAt, updatedAt, cancelledAt: sessions.cancelledAt },
      cancellationReason: sessions.cancellationReason,
      ...{ heldAt: sessions.heldAt, heldUntil: sessions.heldUntil },
      ...{ challengedAt: sessions.challengedAt, sequence: sessions.sequence },
      room: { id: rooms.id, name: rooms.name, colour: rooms.colour },
      client: { id: clients.id, name: clients.name, phone: clients.phone, email: clients.email },
      project: { id: projects.id, title: projects.title },
    })
    .from(sessions)
    .innerJoin(rooms, and(eq(rooms.studioId, sessions.studioId), eq(rooms.id, sessions.roomId)))
    .innerJoin(
      clients,
      and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
    )
    .leftJoin(
      projects,
      and(eq(projects.studioId, sessions.studioId), eq(projects.id, sessions.projectId)),
    )
    .where(eq(sessions.id, id));
  if (!session) return undefined;
  const [crew, units, rank] = await Promise.all([
    listCrew(db, id),
    listUnits(db, id),
    session.state === "hold" ? rankOf(db, id) : null,
  ]);
  return { ...session, crew, units, rank };
}

export type Session = NonNullable<Awaited<ReturnType<typeof findSession>>>;

function listCrew(db: StudioDb, sessionId: string) {
  const { personId, role } = allocations;
  return db
    .select({
      personId: people.id,
      name: people.name,
      email: people.email,
      role: sql<CrewRole>`${role}`,
    })
    .from(allocations)
    .innerJoin(people, and(eq(people.studioId, allocations.studioId), eq(people.id, personId)))
    .where(and(eq(allocations.sessionId, sessionId), isNotNull(personId)))
    .orderBy(asc(allocations.id));
}

function listUnits(db: StudioDb, sessionId: string) {
  const { equipmentId } = allocations;
  return db
    .select({
      ...{ id: equipment.id, name: equipment.name, maker: equipment.maker },
      serialNumber: equipment.serialNumber,
    })
    .from(allocations)
    .innerJoin(
      equipment,
      and(eq(equipment.studioId, allocations.studioId), eq(equipment.id, equipmentId)),
    )
    .where(and(eq(allocations.sessionId, sessionId), isNotNull(equipmentId)))
    .orderBy(asc(equipment.name), asc(equipment.id));
}

async function findStanding(db: StudioDb, id: string, how: "read" | "hold" = "read") {
  const { roomId, state, startsAt, endsAt } = sessions;
  const standing = db
    .select({ roomId, state, startsAt, endsAt })
    .from(sessions)
    .where(and(eq(sessions.id, id), ne(sessions.state, "cancelled")));
  const [session] = await (how === "hold" ? standing.for("update") : standing);
  return session;
}

type Priced = Timed & Pick<Booking, "kind" | "priceCents">;

/** What is asked for, or what the room's rates ask, in cents. */
export function priceIn(room: RoomRates, booking: Priced): number | null {
  return booking.priceCents ?? proposedPrice(booking.kind, room, booking);
}

function isSameTime(a: Timed, b: Timed): boolean {
  return a.startsAt.getTime() === b.startsAt.getTime() && a.endsAt.getTime() === b.endsAt.getTime();
}

/** Since when and until when a hold stands that begins now. */
export function holdFrom(now: Date, { startsAt }: Timed) {
  return { heldAt: now, heldUntil: heldUntilBy(now, startsAt), challengedAt: null };
}
