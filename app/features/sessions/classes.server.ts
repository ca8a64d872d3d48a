import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { allocations, clients, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { isSameClass, isUsable, modelOf } from "#app/features/equipment/equipment.ts";
import { ofAllocation, type Resources, type Wish } from "./allocations.server.ts";
import { overlapping } from "./clashes.server.ts";
import type { NoneFree } from "./none-free.ts";

type Unit = Resources["units"][number];
type Found = { ok: true; equipmentIds: string[] } | NoneFree;

/**
 * The units that a wish comes to: those that it names and, of each class that it asks for, the first by
 * id that is usable and free. Whoever calls holds all units of these classes.
 */
export async function findUnits(
  db: StudioDb,
  { equipmentIds, anyOf = [], startsAt, endsAt }: Wish,
  units: readonly Unit[],
  { isHold, besides }: { isHold: boolean; besides: string | undefined },
): Promise<Found> {
  const taken = new Set(equipmentIds);
  if (anyOf.length === 0) return { ok: true, equipmentIds: [...taken] };
  const busy = await listBusy(
    db,
    units.map(({ id }) => id),
    and(
      overlapping({ from: startsAt, until: endsAt }),
      isHold ? eq(allocations.claim, "firm") : ne(allocations.claim, "none"),
      besides === undefined ? undefined : ne(allocations.sessionId, besides),
    ),
  );
  const isBusy = new Set(busy.map(({ unitId }) => unitId));
  for (const id of anyOf) {
    const one = units.find((unit) => unit.id === id)!;
    const all = units.filter((unit) => isSameClass(unit, one) && unit.archivedAt === null);
    const free = all.find((unit) => isUsable(unit) && !isBusy.has(unit.id) && !taken.has(unit.id));
    if (!free) return { ok: false, reason: "noneFree", ...reportOf(one, all, busy) };
    taken.add(free.id);
  }
  return { ok: true, equipmentIds: [...taken] };
}

function reportOf(one: Unit, all: readonly Unit[], busy: Awaited<ReturnType<typeof listBusy>>) {
  const ids = new Set(all.map(({ id }) => id));
  return {
    name: modelOf(one),
    total: all.length,
    broken: all.filter((unit) => !isUsable(unit)).length,
    takenBy: busy
      .filter(({ unitId }) => ids.has(unitId))
      .map(({ client, startsAt, endsAt }) => ({ client, startsAt, endsAt })),
  };
}

function listBusy(db: StudioDb, ids: readonly string[], taken: ReturnType<typeof and>) {
  const { startsAt, endsAt } = sessions;
  return db
    .select({
      unitId: sql<string>`${allocations.equipmentId}`,
      client: clients.name,
      startsAt,
      endsAt,
    })
    .from(allocations)
    .innerJoin(sessions, ofAllocation(sessions, allocations.sessionId))
    .innerJoin(clients, ofAllocation(clients, sessions.clientId))
    .where(and(inArray(allocations.equipmentId, [...ids]), taken))
    .orderBy(asc(startsAt), asc(allocations.id));
}
