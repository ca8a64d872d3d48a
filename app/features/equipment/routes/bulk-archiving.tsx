import { data } from "react-router";
import { studioDayOf } from "#app/lib/dates.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { noSelection, readSelection } from "#app/tenancy/read-selection.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { archiveAllEquipment, restoreAllEquipment } from "../equipment.server.ts";
import { filterOf } from "../equipment.ts";
import { dueBy } from "../service.ts";
import type { Route } from "./+types/bulk-archiving.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** Of the pieces ticked in the list: POST archives, DELETE restores. */
export async function action({ request, context }: Route.ActionArgs) {
  const command = { POST: archiveAllEquipment, DELETE: restoreAllEquipment }[request.method];
  if (!command) throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  const posted = await readSelection(request);
  if (!posted) return noSelection();
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const { selection } = posted;
  const asked =
    "ids" in selection ? selection : { filter: filterOf(selection.filter, dueBy(today)) };
  return { ids: await studio.write((db) => command(db, asked)) };
}
