import { eq } from "drizzle-orm";
import { rooms } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { isOpen } from "#app/features/rooms/opening-hours.ts";
import type { Timed } from "./studio-day.ts";

/** It lies outside of the room's opening hours, and nobody said that this is meant. */
export type Outside = { ok: false; reason: "outside" };

/**
 * What a form is told of a slot that it asks for; undefined where nothing speaks against it. A rule for
 * who types a slot: whoever drags one sees the hours, and a series or an import has nobody to ask.
 */
export async function askHours(
  db: StudioDb,
  slot: Timed & { roomId: string },
  { isMeant, timeZone }: { isMeant: boolean; timeZone: string },
): Promise<Outside | undefined> {
  if (isMeant || (await isWithinHours(db, slot, timeZone))) return undefined;
  return { ok: false, reason: "outside" };
}

/** Whether a room is open all the time from start to end; true where there is no such room. */
export async function isWithinHours(
  db: StudioDb,
  { roomId, ...times }: Timed & { roomId: string },
  timeZone: string,
): Promise<boolean> {
  const [room] = await db
    .select({ openingHours: rooms.openingHours })
    .from(rooms)
    .where(eq(rooms.id, roomId));
  return !room || isOpen(room.openingHours, times, timeZone);
}
