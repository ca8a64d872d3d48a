import { findClash } from "#app/features/sessions/clashes.server.ts";
import type { Span } from "#app/features/sessions/studio-day.ts";
import { equipment, people, rooms } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";

/** Looks what stands in the way of a session in the week, with two people and two units. */
export async function findingClash(db: StudioDb, { until }: Span) {
  const [[room], persons, units] = await Promise.all([
    db.select({ id: rooms.id }).from(rooms).limit(1),
    db.select({ id: people.id }).from(people).limit(2),
    db.select({ id: equipment.id }).from(equipment).limit(2),
  ]);
  if (!room) throw new Error("the studio has no room");
  const startsAt = new Date(until.getTime() - 66 * 3_600_000);
  const wish = {
    ...{ roomId: room.id, startsAt, endsAt: new Date(startsAt.getTime() + 2 * 3_600_000) },
    crew: persons.map(({ id }) => ({ personId: id, role: "engineer" as const })),
    equipmentIds: units.map(({ id }) => id),
  };
  const buffers = { minutesBefore: 0, minutesAfter: 15 };
  return findClash(db, wish, { room: buffers, isHold: false, besides: undefined });
}
