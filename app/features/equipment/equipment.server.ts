import {
  and,
  asc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lte,
  notInArray,
  sql,
  type SQL,
} from "drizzle-orm";
import { equipment, rooms } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { PageWish } from "#app/lib/keyset.ts";
import { byPlaceIn, keysetPage, type SortKey } from "#app/lib/keyset.server.ts";
import { contains } from "#app/lib/search.server.ts";
import { isAmong } from "#app/lib/selection.server.ts";
import {
  conditions,
  type EquipmentFilter,
  equipmentKinds,
  type EquipmentSort,
  type EquipmentValues,
  NO_ROOM,
} from "./equipment.ts";
import { firstDueOn } from "./services.server.ts";

const ofItsRoom = and(eq(rooms.studioId, equipment.studioId), eq(rooms.id, equipment.roomId));

const room = { id: rooms.id, name: rooms.name, colour: rooms.colour };

const sortKeys: Record<EquipmentSort, SortKey> = {
  name: equipment.name,
  maker: equipment.maker,
  kind: byPlaceIn(equipment.kind, equipmentKinds),
  serial: equipment.serialNumber,
  room: rooms.name,
  condition: byPlaceIn(equipment.condition, conditions),
  bought: equipment.purchasedOn,
  price: equipment.purchasePriceCents,
};

const byName = { by: "name", descending: false } as const;

/** A page of equipment, with the room where each stands. */
export function listEquipment(
  db: StudioDb,
  filter: EquipmentFilter,
  { sort = byName, after, size }: PageWish<EquipmentSort> = {},
) {
  const { id, name, kind, maker, serialNumber, code, condition } = equipment;
  const { purchasedOn, purchasePriceCents } = equipment;
  return keysetPage({ keys: sortKeys, id, sort, after, size }, (part) =>
    db
      .select({
        ...{ id, name, kind, maker, serialNumber, code, condition },
        ...{ purchasedOn, purchasePriceCents, room },
        dueOn: firstDueOn,
        sortKey: part.key,
      })
      .from(equipment)
      .leftJoin(rooms, ofItsRoom)
      .where(and(matching(filter), part.where))
      .orderBy(...part.orderBy)
      .limit(part.limit),
  );
}

export type ListedEquipment = Awaited<ReturnType<typeof listEquipment>>["rows"][number];

/** How many pieces the filter finds, and what they cost to buy, in cents; without a price counts as 0. */
export async function sumEquipment(db: StudioDb, filter: EquipmentFilter) {
  const [sum] = await db
    .select({
      count: sql<number>`count(*)::int`,
      purchaseCents: sql<number>`coalesce(sum(${equipment.purchasePriceCents}), 0)::float8`,
    })
    .from(equipment)
    .where(matching(filter));
  return sum!;
}

/** At most so many labels are printed at once. */
const MOST_LABELS = 200;

/** What stands on labels, by name: of these units, archived or not, or else of what the filter finds. */
export function listLabels(db: StudioDb, asked: { ids: string[] } | EquipmentFilter) {
  const { id, name, maker, code } = equipment;
  return db
    .select({ id, name, maker, code })
    .from(equipment)
    .where("ids" in asked ? inArray(id, asked.ids) : matching(asked))
    .orderBy(asc(name), asc(id))
    .limit(MOST_LABELS);
}

/** A piece of equipment, archived or not, with the room where it stands. */
export async function findEquipment(db: StudioDb, id: string) {
  const [piece] = await db
    .select({
      id: equipment.id,
      name: equipment.name,
      kind: equipment.kind,
      maker: equipment.maker,
      serialNumber: equipment.serialNumber,
      condition: equipment.condition,
      roomId: equipment.roomId,
      purchasedOn: equipment.purchasedOn,
      purchasePriceCents: equipment.purchasePriceCents,
      notes: equipment.notes,
      code: equipment.code,
      dueOn: firstDueOn,
      archivedAt: equipment.archivedAt,
      room,
    })
    .from(equipment)
    .leftJoin(rooms, ofItsRoom)
    .where(eq(equipment.id, id));
  return piece;
}

export type Unit = NonNullable<Awaited<ReturnType<typeof findEquipment>>>;

/** Units that can be booked, the first twenty by name. */
export function listEquipmentOptions(db: StudioDb, typed: string) {
  const { id, name, maker, serialNumber, code, condition, archivedAt } = equipment;
  return db
    .select({ value: id, label: name, maker, serialNumber })
    .from(equipment)
    .where(
      and(
        isNull(archivedAt),
        notInArray(condition, ["in_repair", "retired"]),
        contains(typed, name, maker, serialNumber, code),
      ),
    )
    .orderBy(asc(name), asc(id))
    .limit(20);
}

/** Models of which there are several units that can be booked; `id` is one of them. The first ten by name. */
export function listClassOptions(db: StudioDb, typed: string) {
  const { name, maker, condition, archivedAt } = equipment;
  return db
    .select({
      id: sql<string>`(array_agg(${equipment.id} order by ${equipment.id}))[1]`,
      ...{ name, maker, count: sql<number>`count(*)::int` },
    })
    .from(equipment)
    .where(
      and(
        isNull(archivedAt),
        notInArray(condition, ["in_repair", "retired"]),
        contains(typed, name, maker),
      ),
    )
    .groupBy(name, maker)
    .having(sql`count(*) > 1`)
    .orderBy(asc(name), asc(maker))
    .limit(10);
}

/** `serialTaken`: the maker has given that number to another piece. `noRoom`: the room is not there. */
export type EquipmentSaved =
  { ok: true; id: string } | { ok: false; reason: "serialTaken" | "noRoom" };

export async function addEquipment(db: StudioDb, values: EquipmentValues): Promise<EquipmentSaved> {
  if (!(await isRoom(db, values.roomId))) return { ok: false, reason: "noRoom" };
  const [added] = await db
    .insert(equipment)
    .values(values)
    .onConflictDoNothing({
      target: [equipment.studioId, equipment.maker, equipment.serialNumber],
    })
    .returning({ id: equipment.id });
  return added ? { ok: true, ...added } : { ok: false, reason: "serialTaken" };
}

/** Undefined where there is no such piece. */
export async function editEquipment(
  db: StudioDb,
  id: string,
  values: EquipmentValues,
): Promise<EquipmentSaved | undefined> {
  if (!(await isRoom(db, values.roomId))) return { ok: false, reason: "noRoom" };
  if (await isSerialTaken(db, id, values)) return { ok: false, reason: "serialTaken" };
  const [edited] = await db
    .update(equipment)
    .set(values)
    .where(eq(equipment.id, id))
    .returning({ id: equipment.id });
  return edited && { ok: true, ...edited };
}

/** Takes a piece out of the lists. False where there is no such piece; restoring too. */
export function archiveEquipment(db: StudioDb, id: string): Promise<boolean> {
  return setArchived(db, id, sql`coalesce(${equipment.archivedAt}, now())`);
}

export function restoreEquipment(db: StudioDb, id: string): Promise<boolean> {
  return setArchived(db, id, null);
}

/** Several, named or found by a filter: returns the ids of those that were in use, and are no more. */
export function archiveAllEquipment(db: StudioDb, asked: EquipmentAsked): Promise<string[]> {
  return setAllArchived(db, and(isAsked(asked), isNull(equipment.archivedAt)), sql`now()`);
}

/** Returns the ids of those that were archived. */
export function restoreAllEquipment(db: StudioDb, asked: EquipmentAsked): Promise<string[]> {
  return setAllArchived(db, and(isAsked(asked), isNotNull(equipment.archivedAt)), null);
}

export type EquipmentAsked = { ids: string[] } | { filter: EquipmentFilter };

function isAsked(asked: EquipmentAsked) {
  return "ids" in asked ? isAmong(equipment.id, asked.ids) : matching(asked.filter);
}

async function setAllArchived(db: StudioDb, where: SQL | undefined, archivedAt: SQL | null) {
  const changed = await db
    .update(equipment)
    .set({ archivedAt })
    .where(where)
    .returning({ id: equipment.id });
  return changed.map(({ id }) => id);
}

function matching({ typed, kind, condition, room: inRoom, archived, dueBy }: EquipmentFilter) {
  const { name, maker, serialNumber, code, archivedAt, roomId } = equipment;
  return and(
    archived ? isNotNull(archivedAt) : isNull(archivedAt),
    kind && eq(equipment.kind, kind),
    condition && eq(equipment.condition, condition),
    inRoom === NO_ROOM ? isNull(roomId) : inRoom ? eq(roomId, inRoom) : undefined,
    contains(typed, name, maker, serialNumber, code),
    dueBy === undefined ? undefined : lte(firstDueOn, dueBy),
  );
}

async function isRoom(db: StudioDb, id: string | null): Promise<boolean> {
  if (id === null) return true;
  const found = await db.select({ id: rooms.id }).from(rooms).where(eq(rooms.id, id));
  return found.length > 0;
}

// The unique index has the last word; this one has the words for the person.
async function isSerialTaken(
  db: StudioDb,
  id: string,
  { maker, serialNumber }: EquipmentValues,
): Promise<boolean> {
  if (maker === null || serialNumber === null) return false;
  const taken = await db
    .select({ id: equipment.id })
    .from(equipment)
    .where(and(eq(equipment.maker, maker), eq(equipment.serialNumber, serialNumber)));
  return taken.some((piece) => piece.id !== id);
}

async function setArchived(db: StudioDb, id: string, archivedAt: ReturnType<typeof sql> | null) {
  const changed = await db
    .update(equipment)
    .set({ archivedAt })
    .where(eq(equipment.id, id))
    .returning({ id: equipment.id });
  return changed.length > 0;
}
