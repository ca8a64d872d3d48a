import { and, asc, desc, eq, isNotNull, isNull, max, ne, sql } from "drizzle-orm";
import { customFields, settings } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { CustomField, CustomFieldValues } from "./custom-fields.ts";

const { id, name, kind, choices, position, archivedAt } = customFields;

/** The fields in use, in their order. */
export function listCustomFields(db: StudioDb): Promise<CustomField[]> {
  return db
    .select({ id, name, kind, choices })
    .from(customFields)
    .where(isNull(archivedAt))
    .orderBy(asc(position), asc(id));
}

/** Those out of use, the last first. What was noted under them stays. */
export function listArchivedFields(db: StudioDb): Promise<CustomField[]> {
  return db
    .select({ id, name, kind, choices })
    .from(customFields)
    .where(isNotNull(archivedAt))
    .orderBy(desc(archivedAt), asc(id));
}

/** `taken`: a field in use is called so. */
export type FieldSaved = { ok: true; id: string } | { ok: false; because: "taken" };

/** Adds a field after the others. */
export async function addCustomField(db: StudioDb, values: CustomFieldValues): Promise<FieldSaved> {
  await lockFields(db);
  if (await isTaken(db, values.name)) return { ok: false, because: "taken" };
  const [last] = await db.select({ position: max(position) }).from(customFields);
  const [added] = await db
    .insert(customFields)
    .values({ ...values, choices: choicesOf(values), position: (last?.position ?? 0) + 1 })
    .returning({ id });
  return { ok: true, id: added!.id };
}

/** Changes name and choices. Undefined where there is no such field of that kind. */
export async function editCustomField(
  db: StudioDb,
  fieldId: string,
  values: CustomFieldValues,
): Promise<FieldSaved | undefined> {
  await lockFields(db);
  if (await isTaken(db, values.name, fieldId)) return { ok: false, because: "taken" };
  const [edited] = await db
    .update(customFields)
    .set({ name: values.name, choices: choicesOf(values) })
    .where(and(eq(id, fieldId), eq(kind, values.kind)))
    .returning({ id });
  return edited && { ok: true, id: edited.id };
}

/** False where there is no such field. Archiving twice keeps the first time. */
export async function archiveCustomField(db: StudioDb, fieldId: string): Promise<boolean> {
  await lockFields(db);
  const archived = await db
    .update(customFields)
    .set({ archivedAt: sql`coalesce(${archivedAt}, now())` })
    .where(eq(id, fieldId))
    .returning({ id });
  return archived.length > 0;
}

/** Takes a field into use again, at its place. Undefined where there is no such field. */
export async function restoreCustomField(
  db: StudioDb,
  fieldId: string,
): Promise<FieldSaved | undefined> {
  await lockFields(db);
  const [field] = await db.select({ name }).from(customFields).where(eq(id, fieldId));
  if (!field) return undefined;
  if (await isTaken(db, field.name, fieldId)) return { ok: false, because: "taken" };
  await db.update(customFields).set({ archivedAt: null }).where(eq(id, fieldId));
  return { ok: true, id: fieldId };
}

/** False, and nothing is done, where `ids` are not those of all fields in use. */
export async function orderCustomFields(db: StudioDb, ids: readonly string[]): Promise<boolean> {
  await lockFields(db);
  const present = await listCustomFields(db);
  const wanted = new Set(ids);
  const isWhole =
    wanted.size === ids.length &&
    wanted.size === present.length &&
    present.every((field) => wanted.has(field.id));
  if (!isWhole) return false;
  const place = sql`array_position(${`{${ids.join(",")}}`}::uuid[], ${id})`;
  await db
    .update(customFields)
    .set({ position: place })
    .where(and(isNull(archivedAt), sql`${position} <> ${place}`));
  return true;
}

function choicesOf({ kind: of, choices: typed }: CustomFieldValues): string[] {
  return of === "choice" ? typed : [];
}

// A studio's fields are changed by one at a time: names are compared, and places counted.
async function lockFields(db: StudioDb) {
  await db.select({ id: settings.id }).from(settings).for("no key update");
}

async function isTaken(db: StudioDb, wanted: string, except?: string): Promise<boolean> {
  const [taken] = await db
    .select({ id })
    .from(customFields)
    .where(
      and(
        isNull(archivedAt),
        eq(sql`lower(${name})`, sql`lower(${wanted})`),
        except === undefined ? undefined : ne(id, except),
      ),
    );
  return taken !== undefined;
}
