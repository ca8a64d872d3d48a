import { data } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { noSelection, readSelection } from "#app/tenancy/read-selection.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { filterOf } from "../client-filter.ts";
import { tagSchema } from "../client.ts";
import { tagAllClients, untagAllClients } from "../clients.server.ts";
import type { Route } from "./+types/tagging.ts";

export const middleware = [needs({ write: "clients.write" })];

/** Of the clients ticked in the list: POST gives them the tag, DELETE takes it from them. */
export async function action({ request, context }: Route.ActionArgs) {
  const command = { POST: tagAllClients, DELETE: untagAllClients }[request.method];
  if (!command) throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  const posted = await readSelection(request);
  if (!posted) return noSelection();
  const tag = tagSchema.safeParse(posted.form.get("tag"));
  if (!tag.success) return data({ error: "clients:tagging.which" }, { status: 422 });
  const { selection } = posted;
  const asked = "ids" in selection ? selection : { filter: filterOf(selection.filter) };
  return { ids: await context.get(studioContext).write((db) => command(db, asked, tag.data)) };
}
