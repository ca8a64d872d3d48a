import { data } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { noSelection, readSelection } from "#app/tenancy/read-selection.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { filterOf } from "../client-filter.ts";
import { archiveAllClients, restoreAllClients } from "../clients.server.ts";
import type { Route } from "./+types/bulk-archiving.ts";

export const middleware = [needs({ write: "clients.write" })];

/** Of the clients ticked in the list: POST archives, DELETE restores. */
export async function action({ request, context }: Route.ActionArgs) {
  const command = { POST: archiveAllClients, DELETE: restoreAllClients }[request.method];
  if (!command) throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  const posted = await readSelection(request);
  if (!posted) return noSelection();
  const { selection } = posted;
  const asked = "ids" in selection ? selection : { filter: filterOf(selection.filter) };
  return { ids: await context.get(studioContext).write((db) => command(db, asked)) };
}
