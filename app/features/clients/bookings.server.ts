import { and, asc, desc, eq, gt, lte, ne, notInArray, or, sql } from "drizzle-orm";
import { projects, rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { PAGE_ROWS, pageOf, type Cursor } from "#app/lib/keyset.ts";
import type { BookingPart } from "./booking.ts";

/** Whose bookings: a client's, or a project's. */
export type BookingsOf = { clientId: string } | { projectId: string };

export type Booking = Awaited<ReturnType<typeof listBookings>>["rows"][number];

interface BookingsWanted {
  part: BookingPart;
  after?: Cursor;
  size?: number;
  now: Date;
}

/**
 * A page of sessions: those that are not over yet, the next first and without what was cancelled, or
 * those that are over, the latest first. Money in cents.
 */
export async function listBookings(
  db: StudioDb,
  of: BookingsOf,
  { part, after, size = PAGE_ROWS, now }: BookingsWanted,
) {
  const { id, kind, state, startsAt, endsAt, priceCents } = sessions;
  const start = Number(after?.key);
  const last =
    after && Number.isSafeInteger(start)
      ? sql`(${new Date(start).toISOString()}::timestamptz, ${after.id}::uuid)`
      : undefined;
  const place = sql`(${startsAt}, ${id})`;
  const rows = await db
    .select({
      id,
      kind,
      state,
      startsAt,
      endsAt,
      priceCents,
      room: rooms.name,
      project: projects.title,
    })
    .from(sessions)
    .innerJoin(rooms, and(eq(rooms.studioId, sessions.studioId), eq(rooms.id, sessions.roomId)))
    .leftJoin(
      projects,
      and(eq(projects.studioId, sessions.studioId), eq(projects.id, sessions.projectId)),
    )
    .where(
      part === "upcoming"
        ? and(
            bookedFor(of),
            gt(endsAt, now),
            ne(state, "cancelled"),
            // A hold whose time is over is none.
            or(ne(state, "hold"), gt(sessions.heldUntil, now)),
            last && sql`${place} > ${last}`,
          )
        : and(bookedFor(of), lte(endsAt, now), last && sql`${place} < ${last}`),
    )
    .orderBy(...(part === "upcoming" ? [asc(startsAt), asc(id)] : [desc(startsAt), desc(id)]))
    .limit(size + 1);
  return pageOf(rows, (row) => row.startsAt.getTime(), size);
}

/** Count, minutes and amount (cents) of all that is booked, past and to come; a hold is not. */
export async function sumBookings(db: StudioDb, of: BookingsOf) {
  const [sums] = await db
    .select({
      count: sql`count(*)`.mapWith(Number),
      minutes:
        sql`coalesce(sum(extract(epoch from ${sessions.endsAt} - ${sessions.startsAt})) / 60, 0)`.mapWith(
          Number,
        ),
      cents: sql`coalesce(sum(${sessions.priceCents}), 0)`.mapWith(Number),
      unpriced: sql`count(*) filter (where ${sessions.priceCents} is null)`.mapWith(Number),
    })
    .from(sessions)
    .where(and(bookedFor(of), notInArray(sessions.state, ["cancelled", "hold"])));
  return sums!;
}

function bookedFor(of: BookingsOf) {
  return "clientId" in of
    ? eq(sessions.clientId, of.clientId)
    : eq(sessions.projectId, of.projectId);
}
