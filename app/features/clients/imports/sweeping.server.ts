import { eq, inArray, and, sql } from "drizzle-orm";
import { importRows, imports, outbox } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { IMPORT_SWEEP, KEPT_DAYS, leaveErrand } from "./import-errands.server.ts";
import { failImport } from "./staging.server.ts";

/**
 * An errand: ends an import whose upload broke off, drops one that nobody confirmed, and forgets the rows of
 * one that can no longer be undone. At whatever else it looks it does nothing.
 */
export async function sweepImport(db: StudioDb, payload: unknown): Promise<[]> {
  const { importId } = payload as { importId: string };
  const old = sql<boolean>`coalesce(${imports.doneAt}, ${imports.updatedAt})
    <= now() - make_interval(days => ${KEPT_DAYS})`;
  const [it] = await db
    .select({
      state: imports.state,
      isOld: old,
      hasErrand: sql<boolean>`exists (select from ${outbox} o where o.done_at is null
        and o.kind <> ${IMPORT_SWEEP} and o.payload->>'importId' = ${importId})`,
      // Some rows an hour come in at least while somebody uploads.
      isStuck: sql<boolean>`not exists (select from ${importRows} r where r.import_id = ${importId}
        and r.created_at > now() - interval '30 minutes') and ${imports.createdAt} < now() - interval '30 minutes'`,
    })
    .from(imports)
    .where(eq(imports.id, importId))
    .for("update");
  if (!it) return [];
  if (it.state === "reading" && it.isStuck) await failImport(db, importId, "interrupted");
  else if (it.state === "reading") await again(db, importId, "reading-again", 60);
  else if (["read", "checked"].includes(it.state)) {
    if (it.isOld) await dropImport(db, importId);
    else await again(db, importId, "draft-again", 1_440);
  } else if (isWork(it.state)) {
    if (it.hasErrand) await again(db, importId, "work-again", 60);
    else await giveUp(db, importId, it.state);
  } else if (["done", "undone"].includes(it.state) && it.isOld) await forgetRows(db, importId);
  return [];
}

const afterWork = { checking: "failed", importing: "checked", undoing: "done" } as const;

function isWork(state: string): state is keyof typeof afterWork {
  return Object.hasOwn(afterWork, state);
}

/** Work whose errand failed once too often: what it was before is what it can be asked for again. */
async function giveUp(db: StudioDb, importId: string, state: keyof typeof afterWork) {
  if (state === "checking") return failImport(db, importId, "other");
  await db
    .update(imports)
    .set({ state: afterWork[state], progress: 0 })
    .where(eq(imports.id, importId));
}

/** Gives up an import that is not confirmed. False where it is, or is gone. */
export async function dropImport(db: StudioDb, importId: string): Promise<boolean> {
  const dropped = await db
    .update(imports)
    .set({ state: "dropped", progress: 0 })
    .where(and(eq(imports.id, importId), inArray(imports.state, ["read", "checking", "checked"])))
    .returning({ id: imports.id });
  if (dropped.length > 0) await forgetRows(db, importId);
  return dropped.length > 0;
}

function forgetRows(db: StudioDb, importId: string) {
  return db.delete(importRows).where(eq(importRows.importId, importId));
}

// Under another key than the one that is being struck off; by turns, so that each begins anew.
function again(db: StudioDb, importId: string, why: string, minutes: number) {
  const key = `${importId}/${why}/${Math.floor(Date.now() / 60_000)}`;
  return leaveErrand(db, IMPORT_SWEEP, { payload: { importId }, key, minutes });
}
