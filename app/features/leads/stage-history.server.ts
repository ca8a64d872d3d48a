import { and, asc, eq, sql } from "drizzle-orm";
import { audit } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { LeadStage } from "#app/features/clients/lead-stage.ts";

const MOST_STEPS = 100;

/** The stages that a lead came to, the first first, as the audit has them: when, and by which user. */
export function listStageSteps(db: StudioDb, leadId: string) {
  return db
    .select({
      id: audit.id,
      // When it was made, in the order of the ids; `created_at` is when its transaction began.
      at: sql<Date>`uuid_extract_timestamp(${audit.id})`.mapWith(audit.createdAt),
      actor: audit.actor,
      stage: sql<LeadStage>`${audit.after} ->> 'stage'`,
    })
    .from(audit)
    .where(
      and(
        eq(audit.rowId, leadId),
        eq(audit.tableName, "leads"),
        sql`${audit.after} ->> 'stage' is not null`,
      ),
    )
    .orderBy(asc(audit.id))
    .limit(MOST_STEPS);
}
