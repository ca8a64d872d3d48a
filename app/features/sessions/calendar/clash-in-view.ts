import type { SessionState } from "../session.ts";
import type { Timed } from "../studio-day.ts";
import type { ResourceKind } from "./draft.ts";

type Booked = Timed & {
  id: string;
  state: SessionState;
  roomId: string;
  people: readonly { id: string }[];
  unitIds: readonly string[];
};

/** What would be booked: a session at another time, or a new one, which has no id yet. */
export type Wanted = Omit<Booked, "id"> & { id: string | null };

type Buffers = { id: string; minutesBefore: number; minutesAfter: number };

/**
 * What of the sessions shown stands in the way of a wish, by the rules of the database (which decides):
 * nothing beside what is firm, a hold beside holds. Tells before the drop what would be refused after it.
 */
export function clashInView<Session extends Booked>(
  wanted: Wanted,
  sessions: readonly Session[],
  rooms: readonly Buffers[],
): { session: Session; takes: ResourceKind } | undefined {
  const room = rooms.find(({ id }) => id === wanted.roomId);
  const around = room ? (room.minutesBefore + room.minutesAfter) * 60_000 : 0;
  for (const session of sessions) {
    if (session.id === wanted.id || session.state === "cancelled") continue;
    if (session.state === "hold" && wanted.state === "hold") continue;
    if (session.roomId === wanted.roomId && overlap(session, wanted, around)) {
      return { session, takes: "room" };
    }
    if (!overlap(session, wanted, 0)) continue;
    if (session.people.some(({ id }) => wanted.people.some((it) => it.id === id))) {
      return { session, takes: "person" };
    }
    if (session.unitIds.some((id) => wanted.unitIds.includes(id))) {
      return { session, takes: "equipment" };
    }
  }
  return undefined;
}

/** Half-open; `apart` milliseconds between the two are no overlap yet. */
function overlap(a: Timed, b: Timed, apart: number): boolean {
  return (
    a.startsAt.getTime() < b.endsAt.getTime() + apart &&
    b.startsAt.getTime() < a.endsAt.getTime() + apart
  );
}
