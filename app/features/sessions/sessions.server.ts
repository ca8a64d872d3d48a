import { and, asc, eq, gt, isNull, lt, ne, sql } from "drizzle-orm";
import { clients, projects, rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { freeSlots, SEARCHED_DAYS } from "./free-slots.ts";
import { proposedPrice, type BookableState, type SessionKind } from "./session.ts";
import { reachingInto } from "./session-lists.server.ts";
import type { Timed } from "./studio-day.ts";

/** What is asked for. `priceCents` null takes the room's rates. */
export type Booking = Timed & {
  roomId: string;
  clientId: string;
  projectId: string | null;
  kind: SessionKind;
  priceCents: number | null;
  notes: string | null;
};

export type BookingClock = { timeZone: string; now: Date };

export type Booked = { ok: true; id: string } | Refused;

/** Refused: something is booked there, or what it names is not in this studio (or not this client's). */
export type Refused =
  | ({ ok: false; reason: "clash" } & ClashReport)
  | { ok: false; reason: "unknown"; field: "roomId" | "clientId" | "projectId" };

export type ClashReport = {
  clash: Clash;
  /** The nearest free slots of that length in that room, the soonest first. */
  free: Timed[];
  /** Rooms that are free at that time, by name. */
  elsewhere: { id: string; name: string; colour: number }[];
};

/** The first session that stands in the way. */
export type Clash = NonNullable<Awaited<ReturnType<typeof findClash>>>;

/** Books half-open, `[startsAt, endsAt)`: sessions back to back do not clash. */
export async function bookSession(
  db: StudioDb,
  { state, ...booking }: Booking & { state: BookableState },
  clock: BookingClock,
): Promise<Booked> {
  const [room, unknown] = await Promise.all([
    holdRoom(db, booking.roomId),
    findUnknown(db, booking),
  ]);
  if (!room || room.archivedAt) return { ok: false, reason: "unknown", field: "roomId" };
  if (unknown) return { ok: false, reason: "unknown", field: unknown };
  const values = { ...booking, state, priceCents: priceIn(room, booking) };
  for (;;) {
    const [booked] = await db
      .insert(sessions)
      .values(values)
      .onConflictDoNothing()
      .returning({ id: sessions.id });
    if (booked) return { ok: true, id: booked.id };
    const refused = await refuse(db, booking, clock);
    // What stood in the way was cancelled in the meantime.
    if (refused) return refused;
  }
}

/** Changes or moves a session; undefined where there is none that stands (a cancelled one is restored first). */
export async function rescheduleSession(
  db: StudioDb,
  id: string,
  booking: Booking,
  clock: BookingClock,
): Promise<Booked | undefined> {
  const [room, unknown, session] = await Promise.all([
    holdRoom(db, booking.roomId),
    findUnknown(db, booking),
    findStanding(db, id),
  ]);
  if (!session) return undefined;
  if (!room || (room.archivedAt && session.roomId !== booking.roomId)) {
    return { ok: false, reason: "unknown", field: "roomId" };
  }
  if (unknown) return { ok: false, reason: "unknown", field: unknown };
  const refused = await refuse(db, booking, clock, id);
  if (refused) return refused;
  const [changed] = await db
    .update(sessions)
    .set({ ...booking, priceCents: priceIn(room, booking) })
    .where(and(eq(sessions.id, id), ne(sessions.state, "cancelled")))
    .returning({ id: sessions.id });
  return changed && { ok: true, id };
}

/** Brings a cancelled session back, if its room is still free. Undefined where there is no such session. */
export async function restoreSession(
  db: StudioDb,
  id: string,
  state: BookableState,
  clock: BookingClock,
): Promise<Booked | undefined> {
  const { roomId, startsAt, endsAt } = sessions;
  const [session] = await db
    .select({ roomId, startsAt, endsAt })
    .from(sessions)
    .where(eq(sessions.id, id));
  if (!session) return undefined;
  await holdRoom(db, session.roomId);
  const refused = await refuse(db, session, clock, id);
  if (refused) return refused;
  await db
    .update(sessions)
    .set({ state, cancelledAt: null, cancellationReason: null })
    .where(and(eq(sessions.id, id), eq(sessions.state, "cancelled")));
  return { ok: true, id };
}

/** One session with everything that its page says, or undefined. `id` is a uuid; money in cents. */
export async function findSession(db: StudioDb, id: string) {
  const { kind, state, startsAt, endsAt, priceCents, notes, createdAt, updatedAt } = sessions;
  const [session] = await db
    .select({
      ...{ id: sessions.id, kind, state, startsAt, endsAt, priceCents, notes },
      ...{ createdAt, updatedAt, cancelledAt: sessions.cancelledAt },
      cancellationReason: sessions.cancellationReason,
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
  return session;
}

export type Session = NonNullable<Awaited<ReturnType<typeof findSession>>>;

/**
 * The room with its rates, held to the end of the transaction: who moves a session into it stands in
 * line, so that nobody meets the exclusion constraint in an UPDATE, where its refusal would end the
 * transaction. The constraint stays the guarantee, also for whoever does not ask here.
 */
async function holdRoom(db: StudioDb, id: string) {
  const { hourlyRateCents, halfDayRateCents, dayRateCents, archivedAt } = rooms;
  const [room] = await db
    .select({ hourlyRateCents, halfDayRateCents, dayRateCents, archivedAt })
    .from(rooms)
    .where(eq(rooms.id, id))
    .for("no key update");
  return room;
}

type Held = NonNullable<Awaited<ReturnType<typeof holdRoom>>>;

function priceIn(room: Held, booking: Booking): number | null {
  return booking.priceCents ?? proposedPrice(booking.kind, room, booking);
}

/** The first of client and project that this studio does not have. */
async function findUnknown(db: StudioDb, { clientId, projectId }: Booking) {
  const [client, project] = await Promise.all([
    db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId)),
    projectId === null
      ? undefined
      : db
          .select({ id: projects.id })
          .from(projects)
          .where(and(eq(projects.id, projectId), eq(projects.clientId, clientId))),
  ]);
  if (client.length === 0) return "clientId";
  return project?.length === 0 ? "projectId" : undefined;
}

async function findStanding(db: StudioDb, id: string) {
  const [session] = await db
    .select({ roomId: sessions.roomId })
    .from(sessions)
    .where(and(eq(sessions.id, id), ne(sessions.state, "cancelled")));
  return session;
}

type Wish = Timed & { roomId: string };

async function refuse(db: StudioDb, wish: Wish, clock: BookingClock, movedId?: string) {
  const clash = await findClash(db, wish, movedId);
  if (!clash) return undefined;
  const [free, elsewhere] = await Promise.all([
    listFreeSlots(db, wish, clock, movedId),
    listFreeRooms(db, wish),
  ]);
  return { ok: false, reason: "clash", clash, free, elsewhere } as const;
}

async function findClash(db: StudioDb, { roomId, startsAt, endsAt }: Wish, movedId?: string) {
  const [clash] = await db
    .select({
      id: sessions.id,
      kind: sessions.kind,
      state: sessions.state,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      client: clients.name,
      room: rooms.name,
    })
    .from(sessions)
    .innerJoin(rooms, and(eq(rooms.studioId, sessions.studioId), eq(rooms.id, sessions.roomId)))
    .innerJoin(
      clients,
      and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
    )
    .where(
      and(
        eq(sessions.roomId, roomId),
        lt(sessions.startsAt, endsAt),
        gt(sessions.endsAt, startsAt),
        ne(sessions.state, "cancelled"),
        movedId === undefined ? undefined : ne(sessions.id, movedId),
      ),
    )
    .orderBy(asc(sessions.startsAt))
    .limit(1);
  return clash;
}

const DAY = 24 * 60 * 60_000;

async function listFreeSlots(db: StudioDb, wish: Wish, clock: BookingClock, movedId?: string) {
  const length = wish.endsAt.getTime() - wish.startsAt.getTime();
  const from = new Date(wish.startsAt.getTime() - length - DAY);
  const until = new Date(wish.endsAt.getTime() + length + SEARCHED_DAYS * DAY);
  const booked = await db
    .select({ startsAt: sessions.startsAt, endsAt: sessions.endsAt })
    .from(sessions)
    .where(
      and(
        reachingInto({ from, until }),
        eq(sessions.roomId, wish.roomId),
        ne(sessions.state, "cancelled"),
        movedId === undefined ? undefined : ne(sessions.id, movedId),
      ),
    );
  // What is proposed lies wholly in what was looked at.
  const slots = freeSlots(wish, booked, { ...clock, now: later(clock.now, from) });
  return slots.filter(({ endsAt }) => endsAt <= until);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function listFreeRooms(db: StudioDb, { roomId, startsAt, endsAt }: Wish) {
  const taken = db
    .select({ one: sql`1` })
    .from(sessions)
    .where(
      and(
        eq(sessions.studioId, rooms.studioId),
        eq(sessions.roomId, rooms.id),
        reachingInto({ from: startsAt, until: endsAt }),
        ne(sessions.state, "cancelled"),
      ),
    );
  return db
    .select({ id: rooms.id, name: rooms.name, colour: rooms.colour })
    .from(rooms)
    .where(and(isNull(rooms.archivedAt), ne(rooms.id, roomId), sql`not exists (${taken})`))
    .orderBy(asc(rooms.name))
    .limit(4);
}
