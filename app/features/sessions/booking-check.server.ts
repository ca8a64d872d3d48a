import { and, eq } from "drizzle-orm";
import { isUsable } from "#app/features/equipment/equipment.ts";
import { isOpen } from "#app/features/rooms/opening-hours.ts";
import { clients, projects } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { holdResources, type Resources, type Wish } from "./allocations.server.ts";
import { type Clash, findAbsence, findClash, listFreeRooms, listTaken } from "./clashes.server.ts";
import { findUnits } from "./classes.server.ts";
import { freeSlots, SEARCHED_DAYS } from "./free-slots.ts";
import { releaseLapsed } from "./holds.server.ts";
import type { NoneFree } from "./none-free.ts";
import type { Timed } from "./studio-day.ts";

export type BookingClock = { timeZone: string; now: Date };

/**
 * Refused: too few of a class are free; something is booked there; somebody is away; a unit cannot be used; or what it names is not
 * in this studio (or not this client's).
 */
export type Refused =
  | ({ ok: false; reason: "clash" } & ClashReport)
  | { ok: false; reason: "away"; name: string; startsAt: Date; endsAt: Date }
  | { ok: false; reason: "unusable"; name: string }
  | NoneFree
  | { ok: false; reason: "unknown"; field: UnknownField };

export type UnknownField = "roomId" | "clientId" | "projectId" | "crew" | "equipmentIds";

export type ClashReport = {
  clash: Clash;
  /** The nearest slots of that length that are free of all that it needs, the soonest first. */
  free: Timed[];
  /** Rooms that are free at that time, by name. */
  elsewhere: { id: string; name: string; colour: number }[];
};

/** With the units that the wish comes to: those named, and those that were found of a class. */
type Looked = { ok: true; room: Room; equipmentIds: string[] } | Refused;
export type Room = NonNullable<Resources["room"]>;
type How = { isHold: boolean; moved?: { id: string; roomId: string } };
type Named = Wish & { clientId: string; projectId: string | null };

/** Whether a wish may be booked, with all that it takes held: the first thing that speaks against it. */
export async function look(
  db: StudioDb,
  asked: Named,
  clock: BookingClock,
  how: How,
): Promise<Looked> {
  const [resources, unknown] = await Promise.all([
    holdResources(db, asked),
    findUnknown(db, asked),
    releaseLapsed(db, clock.now),
  ]);
  const { room } = resources;
  const missing = missingOf(asked, resources, how) ?? unknown;
  if (!room || missing) return { ok: false, reason: "unknown", field: missing ?? "roomId" };
  const broken = resources.units.find(
    (unit) => asked.equipmentIds.includes(unit.id) && !isUsable(unit),
  );
  if (broken) return { ok: false, reason: "unusable", name: broken.name };
  const besides = how.moved?.id;
  const found = await findUnits(db, asked, resources.units, { isHold: how.isHold, besides });
  if (!found.ok) return found;
  const { equipmentIds } = found;
  const wish = { ...asked, equipmentIds };
  const [absence, clash] = await Promise.all([
    findAbsence(db, wish),
    findClash(db, wish, { room, isHold: how.isHold, besides }),
  ]);
  if (absence) return { ok: false, reason: "away", ...absence };
  if (!clash) return { ok: true, room, equipmentIds };
  const [free, elsewhere] = await Promise.all([
    listFreeSlots(db, wish, clock, { room, besides }),
    listFreeRooms(db, wish, clock.timeZone),
  ]);
  return { ok: false, reason: "clash", clash, free, elsewhere };
}

/** The first of what it names that cannot be booked; what a session has already, it keeps. */
function missingOf(
  { roomId, crew, equipmentIds, anyOf = [] }: Wish,
  { room, persons, units }: Resources,
  { moved }: How,
): UnknownField | undefined {
  if (!room || (room.archivedAt && moved?.roomId !== roomId)) return "roomId";
  const isOff = ({ archivedAt }: { archivedAt: Date | null }) => archivedAt !== null && !moved;
  if (persons.length < new Set(crew.map(({ personId }) => personId)).size || persons.some(isOff)) {
    return "crew";
  }
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const named = equipmentIds.map((id) => known.get(id));
  return named.some((unit) => !unit || isOff(unit)) || anyOf.some((id) => !known.has(id))
    ? "equipmentIds"
    : undefined;
}

/** The first of client and project that this studio does not have. */
export async function findUnknown(
  db: StudioDb,
  { clientId, projectId }: Pick<Named, "clientId" | "projectId">,
) {
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

const DAY = 24 * 60 * 60_000;

async function listFreeSlots(
  db: StudioDb,
  wish: Wish,
  { timeZone, now }: BookingClock,
  { room, besides }: { room: Room; besides: string | undefined },
) {
  const length = wish.endsAt.getTime() - wish.startsAt.getTime();
  const from = new Date(wish.startsAt.getTime() - length - DAY);
  const until = new Date(wish.endsAt.getTime() + length + SEARCHED_DAYS * DAY);
  const taken = await listTaken(db, wish, { room, span: { from, until }, besides });
  // What is proposed lies wholly in what was looked at.
  const slots = freeSlots(wish, taken, {
    ...{ timeZone, now: later(now, from) },
    isOpen: (slot) => isOpen(room.openingHours, slot, timeZone),
  });
  return slots.filter(({ endsAt }) => endsAt <= until);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
