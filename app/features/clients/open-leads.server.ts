import { and, desc, eq, inArray } from "drizzle-orm";
import { leads } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { openStages } from "./lead-stage.ts";

const MOST_LISTED = 10;

/** What a client asks for now, the latest first. */
export function listOpenLeads(db: StudioDb, clientId: string) {
  const { id, name, wish, stage, followUpOn } = leads;
  return db
    .select({ id, name, wish, stage, followUpOn })
    .from(leads)
    .where(and(eq(leads.clientId, clientId), inArray(stage, [...openStages])))
    .orderBy(desc(id))
    .limit(MOST_LISTED);
}

export type OpenLead = Awaited<ReturnType<typeof listOpenLeads>>[number];
