import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import {
  allocations,
  clients,
  equipment,
  kitItems,
  kits,
  sessions,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { contains } from "#app/lib/search.server.ts";
import { itemsOf, type KitItem, type KitValues } from "./kit.ts";

const itsUnit = and(
  eq(equipment.studioId, kitItems.studioId),
  eq(equipment.id, kitItems.equipmentId),
);

/** Kits by name, those in use or the archived ones; a studio has few. `units`: how many each comes to. */
export function listKits(db: StudioDb, { archived }: { archived: boolean }) {
  return db
    .select({
      ...{ id: kits.id, name: kits.name },
      units: sql<number>`coalesce(sum(coalesce(${kitItems.anyCount}, 1)), 0)::int`,
    })
    .from(kits)
    .leftJoin(kitItems, and(eq(kitItems.studioId, kits.studioId), eq(kitItems.kitId, kits.id)))
    .where(archived ? isNotNull(kits.archivedAt) : isNull(kits.archivedAt))
    .groupBy(kits.studioId, kits.id)
    .orderBy(asc(kits.name), asc(kits.id));
}

/** A kit with what it holds, archived or not. */
export async function findKit(db: StudioDb, id: string) {
  const { name, notes, archivedAt } = kits;
  const [[kit], items] = await Promise.all([
    db.select({ id: kits.id, name, notes, archivedAt }).from(kits).where(eq(kits.id, id)),
    listItems(db, [id]),
  ]);
  return kit && { ...kit, items };
}

/** Kits in use that are called so, with what they hold and what of it cannot be had at that time. */
export async function listKitOptions(db: StudioDb, typed: string, span: Span | undefined) {
  const found = await db
    .select({ id: kits.id, name: kits.name })
    .from(kits)
    .where(and(isNull(kits.archivedAt), contains(typed, kits.name)))
    .orderBy(asc(kits.name))
    .limit(5);
  const items = await listItems(
    db,
    found.map(({ id }) => id),
  );
  const taken = span ? await listTaken(db, items, span) : new Map<string, string>();
  return found.map((kit) => ({
    ...kit,
    items: items
      .filter(({ kitId }) => kitId === kit.id)
      .map((item) => ({ ...item, takenBy: taken.get(item.equipmentId) ?? null })),
  }));
}

type Span = { from: Date; until: Date };

/** `nameTaken`: a kit in use is called so. `noUnit`: a unit is not there. */
export type KitSaved = { ok: true; id: string } | { ok: false; reason: "nameTaken" | "noUnit" };

export async function addKit(db: StudioDb, { asked, ...values }: KitValues): Promise<KitSaved> {
  const items = itemsOf(asked);
  if (!(await areUnits(db, items))) return { ok: false, reason: "noUnit" };
  const [kit] = await db
    .insert(kits)
    .values(values)
    .onConflictDoNothing()
    .returning({ id: kits.id });
  if (!kit) return { ok: false, reason: "nameTaken" };
  await db.insert(kitItems).values(items.map((item) => ({ ...item, kitId: kit.id })));
  return { ok: true, id: kit.id };
}

/** Undefined where there is no such kit. What is booked already stays as it was booked. */
export async function editKit(
  db: StudioDb,
  id: string,
  { asked, ...values }: KitValues,
): Promise<KitSaved | undefined> {
  const [kit] = await db
    .select({ archivedAt: kits.archivedAt })
    .from(kits)
    .where(eq(kits.id, id))
    .for("update");
  if (!kit) return undefined;
  if (!kit.archivedAt && (await isNameTaken(db, id, values.name))) {
    return { ok: false, reason: "nameTaken" };
  }
  const items = itemsOf(asked);
  if (!(await areUnits(db, items))) return { ok: false, reason: "noUnit" };
  await db.update(kits).set(values).where(eq(kits.id, id));
  await db.delete(kitItems).where(eq(kitItems.kitId, id));
  await db.insert(kitItems).values(items.map((item) => ({ ...item, kitId: id })));
  return { ok: true, id };
}

/** Takes a kit out of use. Whether there is such a kit. */
export async function archiveKit(db: StudioDb, id: string): Promise<boolean> {
  const archived = await db
    .update(kits)
    .set({ archivedAt: sql`coalesce(${kits.archivedAt}, now())` })
    .where(eq(kits.id, id))
    .returning({ id: kits.id });
  return archived.length > 0;
}

/** Takes it back into use. Undefined where there is no such kit. */
export async function restoreKit(db: StudioDb, id: string): Promise<KitSaved | undefined> {
  const [kit] = await db.select({ name: kits.name }).from(kits).where(eq(kits.id, id));
  if (!kit) return undefined;
  if (await isNameTaken(db, id, kit.name)) return { ok: false, reason: "nameTaken" };
  await db.update(kits).set({ archivedAt: null }).where(eq(kits.id, id));
  return { ok: true, id };
}

function listItems(db: StudioDb, kitIds: readonly string[]) {
  const { kitId, equipmentId, anyCount } = kitItems;
  const { name, maker, serialNumber, condition, archivedAt } = equipment;
  return db
    .select({ kitId, equipmentId, anyCount, name, maker, serialNumber, condition, archivedAt })
    .from(kitItems)
    .innerJoin(equipment, itsUnit)
    .where(inArray(kitId, [...kitIds]))
    .orderBy(asc(name), asc(kitItems.id));
}

/** By unit the client who has it in a time. */
async function listTaken(db: StudioDb, items: readonly KitItem[], { from, until }: Span) {
  const ids = items.map(({ equipmentId }) => equipmentId);
  const rows = await db
    .select({ unitId: sql<string>`${allocations.equipmentId}`, client: clients.name })
    .from(allocations)
    .innerJoin(
      sessions,
      and(eq(sessions.studioId, allocations.studioId), eq(sessions.id, allocations.sessionId)),
    )
    .innerJoin(
      clients,
      and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
    )
    .where(
      and(
        inArray(allocations.equipmentId, ids),
        ne(allocations.claim, "none"),
        lt(allocations.takenFrom, until),
        gt(allocations.takenUntil, from),
      ),
    );
  return new Map(rows.map(({ unitId, client }) => [unitId, client]));
}

async function areUnits(db: StudioDb, items: readonly KitItem[]): Promise<boolean> {
  const ids = [...new Set(items.map(({ equipmentId }) => equipmentId))];
  const found = await db
    .select({ id: equipment.id })
    .from(equipment)
    .where(inArray(equipment.id, ids));
  return found.length === ids.length;
}

// The unique index has the last word; this one has the words for the person.
async function isNameTaken(db: StudioDb, id: string, name: string): Promise<boolean> {
  const taken = await db
    .select({ id: kits.id })
    .from(kits)
    .where(
      and(sql`lower(${kits.name}) = lower(${name})`, isNull(kits.archivedAt), ne(kits.id, id)),
    );
  return taken.length > 0;
}
