import { and, asc, desc, eq, isNull, lte, ne, sql } from "drizzle-orm";
import { equipment, services } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { dueBy, nextDueOf, type ServiceValues } from "./service.ts";

const { id, kind, doneOn, doneBy, costCents, note, intervalMonths, nextDueOn } = services;

/** What was done to a unit, the latest first. Costs in cents. */
export function listServices(db: StudioDb, equipmentId: string) {
  return db
    .select({ id, kind, doneOn, doneBy, costCents, note, intervalMonths, nextDueOn })
    .from(services)
    .where(eq(services.equipmentId, equipmentId))
    .orderBy(desc(doneOn), desc(id));
}

export type Service = Awaited<ReturnType<typeof listServices>>[number];

/** Undefined where there is no such unit. */
export async function addService(
  db: StudioDb,
  equipmentId: string,
  values: ServiceValues,
): Promise<{ id: string } | undefined> {
  const unit = await db
    .select({ id: equipment.id })
    .from(equipment)
    .where(eq(equipment.id, equipmentId))
    .for("key share");
  if (unit.length === 0) return undefined;
  const [added] = await db
    .insert(services)
    .values({ ...values, nextDueOn: nextDueOf(values), equipmentId })
    .returning({ id });
  return added;
}

/** Undefined where the unit has no such entry. */
export async function editService(
  db: StudioDb,
  equipmentId: string,
  serviceId: string,
  values: ServiceValues,
): Promise<{ id: string } | undefined> {
  const [edited] = await db
    .update(services)
    .set({ ...values, nextDueOn: nextDueOf(values) })
    .where(and(eq(services.equipmentId, equipmentId), eq(id, serviceId)))
    .returning({ id });
  return edited;
}

/** Returns the entry that was removed; undefined where the unit has no such one. */
export async function removeService(db: StudioDb, equipmentId: string, serviceId: string) {
  const [removed] = await db
    .delete(services)
    .where(and(eq(services.equipmentId, equipmentId), eq(id, serviceId)))
    .returning({ kind, doneOn, doneBy, costCents, note, intervalMonths, nextDueOn });
  return removed;
}

/** Of a row of `equipment`: the first day on which something is due, by the latest entry of each kind. */
export const firstDueOn = sql<string | null>`(
  select min(latest.next_due_on)::text from (
    select distinct on (kind) next_due_on from ${services}
    where ${services.studioId} = ${equipment.studioId} and ${services.equipmentId} = ${equipment.id}
    order by kind, done_on desc, ${services.id} desc
  ) as latest)`;

/** Units in use of which something is due or overdue, the longest overdue first. */
export function listDueUnits(db: StudioDb, today: string, limit: number) {
  const { name, maker, condition, archivedAt } = equipment;
  return db
    .select({ id: equipment.id, name, maker, dueOn: sql<string>`${firstDueOn}` })
    .from(equipment)
    .where(and(isNull(archivedAt), ne(condition, "retired"), lte(firstDueOn, dueBy(today))))
    .orderBy(asc(firstDueOn), asc(name), asc(equipment.id))
    .limit(limit);
}
