import { listPersonRows, listUnitRows } from "#app/features/sessions/calendar/resources.server.ts";
import { listSessionsIn } from "#app/features/sessions/session-lists.server.ts";
import { type Span, spanOf, weekOf } from "#app/features/sessions/studio-day.ts";
import { listArchivedRooms, listRooms } from "#app/features/rooms/rooms.server.ts";
import { studioDayOf } from "#app/lib/dates.ts";
import type { StudioDb } from "#db/studio.server.ts";

export const CLOCK = { timeZone: "Europe/Paris", dayStartsAt: "06:00" };
export const BY = ["room", "person", "equipment"] as const;
export type By = (typeof BY)[number];

export function thisWeek(): Span {
  const [monday = ""] = weekOf(studioDayOf(new Date(), CLOCK.timeZone, CLOCK.dayStartsAt));
  return spanOf(monday, 7, CLOCK);
}

/** What the page asks the studio for a week of its timeline, in the order in which it asks. */
export async function loadWeek(db: StudioDb, span: Span, by: By) {
  const [rooms, , , sessions] = await Promise.all([
    listRooms(db),
    listArchivedRooms(db),
    listPersonRows(db, [], ""),
    listSessionsIn(db, span, { now: new Date() }),
  ]);
  const units = new Set(sessions.flatMap(({ unitIds }) => unitIds));
  const booked = new Set(sessions.flatMap(({ people }) => people.map(({ id }) => id)));
  const rows =
    by === "room"
      ? rooms
      : by === "person"
        ? await listPersonRows(db, [...booked], "")
        : await listUnitRows(db, [...units], "");
  return { sessions, rows };
}
