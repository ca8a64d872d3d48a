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

/** What a row is written to the database as: a JSON that SQL unpacks again. */
export function asJson(value: unknown) {
  return sql`${JSON.stringify(value)}::text::jsonb`;
}
