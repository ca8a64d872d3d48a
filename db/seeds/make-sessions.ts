import type { rooms, sessions } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { Booking } from "./make-calendar.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { cancellationReasons, sessionNotes, voiceNotes } from "./words/session-notes.ts";

type Room = RowOf<typeof rooms>;
type Session = RowOf<typeof sessions>;

const anHour = 60 * 60 * 1000;
const aDay = 24 * anHour;

/** The rows of the bookings as the studio knows them at `now`, in the order of their making. */
export function makeSessions(bookings: readonly Booking[], now: Date, random: Random): Session[] {
  return bookings.map((booking) => {
    const { room, client, work, kind, startsAt, endsAt, isCancelled } = booking;
    const createdAt = bookedAt(booking, now, random);
    const cancelledAt = isCancelled
      ? momentBetween(createdAt, earlier(startsAt, now), random)
      : null;
    const state = cancelledAt ? "cancelled" : stateAt(now, booking, random);
    return {
      id: idAt(createdAt, random),
      createdAt,
      updatedAt: cancelledAt ?? (state === "done" ? endsAt : createdAt),
      roomId: room.id,
      clientId: client.id,
      projectId: work?.project.id ?? null,
      kind,
      state,
      startsAt,
      endsAt,
      priceCents: priceOf(booking),
      notes: random.chance(0.24) ? random.pick(notesOn(booking)) : null,
      heldAt: null,
      heldUntil: null,
      challengedAt: null,
      ...{ seriesId: null, occurrenceDay: null },
      cancelledAt,
      cancellationReason:
        cancelledAt && random.chance(0.85) ? random.pick(cancellationReasons) : null,
      sequence: cancelledAt ? 1 : 0,
    };
  });
}

function notesOn({ kind, room }: Booking): readonly string[] {
  return kind === "recording" && room.kind === "booth" ? voiceNotes : sessionNotes[kind];
}

/** After its client and project came, before it starts, and never after `now`. */
function bookedAt({ client, work, startsAt }: Booking, now: Date, random: Random): Date {
  const known = Math.max(client.createdAt.getTime(), work?.project.createdAt.getTime() ?? 0);
  const lead = random.pick([1, 3, 6, 9, 14, 21, 30, 45]) * aDay + random.between(0, 600) * 60_000;
  const latest = Math.min(
    startsAt.getTime() - anHour,
    now.getTime() - random.between(0, 20) * anHour,
  );
  return new Date(Math.max(known, Math.min(startsAt.getTime() - lead, latest)));
}

function stateAt(now: Date, { startsAt, endsAt, work }: Booking, random: Random): Session["state"] {
  if (endsAt <= now) return !work && random.chance(0.022) ? "no_show" : "done";
  if (startsAt <= now) return "in_progress";
  const daysAhead = (startsAt.getTime() - now.getTime()) / aDay;
  return daysAhead > 1 && random.chance(0.1 + daysAhead / 80) ? "tentative" : "confirmed";
}

/**
 * In cents, by the room's rates: whole days of 8 hours, then the rest by the hour up to the price of
 * a half-day (4 hours) or a day. A lockout pays each of its calendar days, a visit nothing.
 */
export function priceOf({
  room,
  kind,
  startsAt,
  endsAt,
}: Pick<Booking, "room" | "kind" | "startsAt" | "endsAt">): number {
  if (kind === "visit") return 0;
  const { hourly, halfDay, day } = ratesOf(room);
  const hours = (endsAt.getTime() - startsAt.getTime()) / anHour;
  if (kind === "lockout") return Math.ceil(hours / 24) * day;
  const rest = hours % 8;
  const byHour = Math.round(rest * hourly);
  return Math.floor(hours / 8) * day + Math.min(byHour, rest <= 4 ? halfDay : day);
}

function ratesOf({ hourlyRateCents, halfDayRateCents, dayRateCents }: Room) {
  const hourly = hourlyRateCents ?? 0;
  const halfDay = halfDayRateCents ?? hourly * 4;
  return { hourly, halfDay, day: dayRateCents ?? halfDay * 2 };
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function momentBetween(from: Date, to: Date, random: Random): Date {
  const span = Math.max(0, to.getTime() - from.getTime());
  return new Date(from.getTime() + Math.floor(random.fraction() * span));
}
