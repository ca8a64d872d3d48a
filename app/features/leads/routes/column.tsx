import { leadStages } from "#app/features/clients/lead-stage.ts";
import { studioDayOf } from "#app/lib/dates.ts";
import { found } from "#app/lib/found.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { readLeadFilter } from "../lead.ts";
import { listStage } from "../leads.server.ts";
import type { Route } from "./+types/column.ts";

export const middleware = [needs({ read: "leads.read" })];

/** A further page of a column of the board: `?stage=`, `?after=` and the board's filters. */
export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const stage = found(leadStages.find((each) => each === searchParams.get("stage")));
  const filter = readLeadFilter(searchParams, today);
  const after = readCursor(searchParams.get("after"));
  return { page: await studio.read((db) => listStage(db, stage, filter, after)) };
}
