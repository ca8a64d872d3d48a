import { and, asc, eq, gte, isNotNull, isNull, lte, ne, sql } from "drizzle-orm";
import { consumables } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { ConsumableValues, NewConsumableValues } from "./consumable.ts";

const { id, name, unit, quantity, threshold, location, note, archivedAt } = consumables;
const listed = { id, name, unit, quantity, threshold, location };
const isLow = lte(quantity, threshold);

/** `low`: those to be bought alone. */
export type ConsumableFilter = { archived: boolean; low: boolean };

/** Consumables by name, those in use or the archived ones; a studio has few. */
export function listConsumables(db: StudioDb, { archived, low }: ConsumableFilter) {
  return db
    .select(listed)
    .from(consumables)
    .where(and(archived ? isNotNull(archivedAt) : isNull(archivedAt), low ? isLow : undefined))
    .orderBy(asc(name), asc(id));
}

export type Consumable = Awaited<ReturnType<typeof listConsumables>>[number];

/** Those to be bought, what has run out first. */
export function listLowConsumables(db: StudioDb, limit: number) {
  return db
    .select(listed)
    .from(consumables)
    .where(and(isNull(archivedAt), isLow))
    .orderBy(asc(sql`${quantity} > 0`), asc(name), asc(id))
    .limit(limit);
}

/** A consumable, archived or not. */
export async function findConsumable(db: StudioDb, consumableId: string) {
  const [consumable] = await db
    .select({ ...listed, note, archivedAt })
    .from(consumables)
    .where(eq(id, consumableId));
  return consumable;
}

/** `nameTaken`: one in use is called so. */
export type ConsumableSaved = { ok: true; id: string } | { ok: false; reason: "nameTaken" };

export async function addConsumable(
  db: StudioDb,
  values: NewConsumableValues,
): Promise<ConsumableSaved> {
  const [added] = await db
    .insert(consumables)
    .values(values)
    .onConflictDoNothing()
    .returning({ id });
  return added ? { ok: true, id: added.id } : { ok: false, reason: "nameTaken" };
}

/** Undefined where there is no such consumable. */
export async function editConsumable(
  db: StudioDb,
  consumableId: string,
  values: ConsumableValues,
): Promise<ConsumableSaved | undefined> {
  const [found] = await db
    .select({ archivedAt })
    .from(consumables)
    .where(eq(id, consumableId))
    .for("update");
  if (!found) return undefined;
  if (!found.archivedAt && (await isNameTaken(db, consumableId, values.name))) {
    return { ok: false, reason: "nameTaken" };
  }
  await db.update(consumables).set(values).where(eq(id, consumableId));
  return { ok: true, id: consumableId };
}

/** `left`: how many there are, and fewer than were to go out. */
export type Moved = { ok: true; quantity: number } | { ok: false; left: number };

/**
 * So many come in, or, below zero, go out. Whoever does so at the same time waits for the row and finds what
 * is left then. Undefined where there is no such consumable.
 */
export async function moveConsumable(
  db: StudioDb,
  consumableId: string,
  by: number,
): Promise<Moved | undefined> {
  const [moved] = await db
    .update(consumables)
    .set({ quantity: sql`${quantity} + ${by}` })
    .where(and(eq(id, consumableId), gte(quantity, -by)))
    .returning({ quantity });
  if (moved) return { ok: true, quantity: moved.quantity };
  const found = await findConsumable(db, consumableId);
  return found && { ok: false, left: found.quantity };
}

/** So many were counted. Whether there is such a consumable. */
export async function countConsumable(
  db: StudioDb,
  consumableId: string,
  counted: number,
): Promise<boolean> {
  const set = await db
    .update(consumables)
    .set({ quantity: counted })
    .where(eq(id, consumableId))
    .returning({ id });
  return set.length > 0;
}

/** Takes it out of use. Whether there is such a consumable. */
export async function archiveConsumable(db: StudioDb, consumableId: string): Promise<boolean> {
  const archived = await db
    .update(consumables)
    .set({ archivedAt: sql`coalesce(${archivedAt}, now())` })
    .where(eq(id, consumableId))
    .returning({ id });
  return archived.length > 0;
}

/** Takes it back into use. Undefined where there is no such consumable. */
export async function restoreConsumable(
  db: StudioDb,
  consumableId: string,
): Promise<ConsumableSaved | undefined> {
  const found = await findConsumable(db, consumableId);
  if (!found) return undefined;
  if (await isNameTaken(db, consumableId, found.name)) return { ok: false, reason: "nameTaken" };
  await db.update(consumables).set({ archivedAt: null }).where(eq(id, consumableId));
  return { ok: true, id: consumableId };
}

// The unique index has the last word; this one has the words for the person.
async function isNameTaken(db: StudioDb, consumableId: string, wanted: string): Promise<boolean> {
  const taken = await db
    .select({ id })
    .from(consumables)
    .where(and(sql`lower(${name}) = lower(${wanted})`, isNull(archivedAt), ne(id, consumableId)));
  return taken.length > 0;
}
