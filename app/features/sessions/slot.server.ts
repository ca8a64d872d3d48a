import { eq } from "drizzle-orm";
import { rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { crewOf } from "./allocations.server.ts";
import type { BookingClock } from "./booking-check.server.ts";
import type { ResourceKind } from "./calendar/draft.ts";
import { proposedPrice } from "./session.ts";
import { type Booking, type Moved, rescheduleSession } from "./sessions.server.ts";
import type { Timed } from "./studio-day.ts";

/** Another slot for a session: when, and one resource in the place of another. */
export type Slot = Timed & {
  swap?: { kind: ResourceKind; from: string; to: string };
  /** Where the person saw it. Somebody else may have moved it since. */
  seen: Timed;
};

/** What the calendar is told of a move; "gone" where there is no session that stands. */
export type SlotAnswer =
  Exclude<Moved, { ok: true }> | { ok: true } | { ok: false; reason: "gone" };

/**
 * Puts a session into another slot, with all that it takes. A price that was the room's stays the
 * room's; one that was agreed stays. Undefined where there is none that stands.
 */
export async function moveSession(
  db: StudioDb,
  id: string,
  { startsAt, endsAt, swap, seen }: Slot,
  clock: BookingClock,
): Promise<Moved | undefined> {
  const session = await findBooking(db, id);
  if (!session) return undefined;
  const { booking, rates } = session;
  const isByRates = booking.priceCents === proposedPrice(booking.kind, rates, booking);
  return rescheduleSession(
    db,
    id,
    {
      ...swapped(booking, swap),
      ...{ startsAt, endsAt },
      priceCents: isByRates ? null : booking.priceCents,
    },
    clock,
    seen,
  );
}

async function findBooking(db: StudioDb, id: string) {
  const [session] = await db.select().from(sessions).where(eq(sessions.id, id));
  if (!session) return undefined;
  const { hourlyRateCents, halfDayRateCents, dayRateCents } = rooms;
  const [crew, [rates]] = await Promise.all([
    crewOf(db, id),
    db
      .select({ hourlyRateCents, halfDayRateCents, dayRateCents })
      .from(rooms)
      .where(eq(rooms.id, session.roomId)),
  ]);
  const { roomId, clientId, projectId, kind, startsAt, endsAt, priceCents, notes } = session;
  const booking: Booking = {
    ...{ roomId, clientId, projectId, kind, startsAt, endsAt, priceCents, notes },
    ...crew,
  };
  return { booking, rates: rates! };
}

function swapped(booking: Booking, swap: Slot["swap"]): Booking {
  if (!swap || swap.from === swap.to) return booking;
  const { kind, from, to } = swap;
  switch (kind) {
    case "room":
      return { ...booking, roomId: to };
    case "person": {
      const others = booking.crew.filter(({ personId }) => personId !== to);
      const crew = others.map((it) => (it.personId === from ? { ...it, personId: to } : it));
      return { ...booking, crew };
    }
    case "equipment": {
      const others = booking.equipmentIds.filter((it) => it !== to);
      return { ...booking, equipmentIds: others.map((it) => (it === from ? to : it)) };
    }
  }
}
