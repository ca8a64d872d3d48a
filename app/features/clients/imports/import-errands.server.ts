import { sql } from "drizzle-orm";
import { outbox } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { noteDueWork } from "#app/lib/due-work.ts";

/** Kinds of errands: rows are checked, taken in, taken back, and forgotten. */
export const IMPORT_CHECK = "import-check";
export const IMPORT_RUN = "import-run";
export const IMPORT_UNDO = "import-undo";
export const IMPORT_SWEEP = "import-sweep";

/** How long rows stay: an import can be undone, or confirmed, as many days. */
export const KEPT_DAYS = 30;

type Later = { payload: object; key?: string; minutes?: number };

/** Leaves the first of a work's errands, and one that looks after an hour whether it was given up. */
export async function beginWork(
  db: StudioDb,
  kind: typeof IMPORT_CHECK | typeof IMPORT_RUN | typeof IMPORT_UNDO,
  importId: string,
  payload: object = {},
): Promise<void> {
  await leaveErrand(db, kind, { payload: { ...payload, importId } });
  await leaveErrand(db, IMPORT_SWEEP, {
    ...{ payload: { importId }, key: `${importId}/${kind}`, minutes: 60 },
  });
}

/** Leaves an errand, from so many minutes on. With a key, it is one of its kind that waits. */
export async function leaveErrand(
  db: StudioDb,
  kind: string,
  { payload, key, minutes = 0 }: Later,
): Promise<void> {
  const [left] = await db
    .insert(outbox)
    .values({ kind, key, payload, dueAt: sql`now() + make_interval(mins => ${minutes})` })
    .onConflictDoUpdate({
      target: [outbox.studioId, outbox.kind, outbox.key],
      targetWhere: sql`done_at is null`,
      set: { dueAt: sql`excluded.due_at` },
    })
    .returning({ dueAt: outbox.dueAt });
  noteDueWork(db, left!.dueAt);
}

/** What rows are written to the database as: a JSON that SQL unpacks again. */
export function asJson(value: unknown) {
  return sql`${jsonText(value)}::text::jsonb`;
}

/** PostgreSQL takes no NUL, nor half of a pair as it is left where a text was cut. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes("\\u")) return text;
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "string" ? each.toWellFormed().replaceAll("\0", "") : each,
  );
}
