import { and, inArray, isNotNull, sql } from "drizzle-orm";
import { callSheetCopies, outbox } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { noteDueWork } from "#app/lib/due-work.ts";
import { UNDO_SECONDS } from "./call-sheet-copy.ts";

/** The kind of errand that mails a session's call sheet to whoever has not got it as it stands. */
export const CALL_SHEET = "call-sheet";

/**
 * Tells those who have these sessions' call sheets what has changed, once a change by mistake can no
 * longer be undone; where it was, nobody hears of it.
 */
export async function tellChange(
  db: StudioDb,
  sessionIds: readonly string[],
  now: Date,
): Promise<void> {
  if (sessionIds.length === 0) return;
  const told = await db
    .selectDistinct({ id: callSheetCopies.sessionId })
    .from(callSheetCopies)
    .where(
      and(inArray(callSheetCopies.sessionId, [...sessionIds]), isNotNull(callSheetCopies.toldAt)),
    );
  const due = new Date(now.getTime() + UNDO_SECONDS * 1_000);
  await mailCallSheets(
    db,
    told.map(({ id }) => id),
    due,
  );
}

/** Mails these sessions' call sheets from an instant on to those who have not got them as they stand. */
export async function mailCallSheets(
  db: StudioDb,
  sessionIds: readonly string[],
  dueAt: Date,
): Promise<void> {
  if (sessionIds.length === 0) return;
  await db
    .insert(outbox)
    .values(
      sessionIds.map((sessionId) => ({
        ...{ kind: CALL_SHEET, key: sessionId, payload: { sessionId } },
        dueAt,
      })),
    )
    // What waits already waits on: a second change begins the time anew, as the first can be undone too.
    .onConflictDoUpdate({
      target: [outbox.studioId, outbox.kind, outbox.key],
      targetWhere: sql`done_at is null`,
      set: { dueAt: sql`excluded.due_at` },
    });
  noteDueWork(db, dueAt);
}
