import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { viewerOf } from "#app/tenancy/list-request.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { removeView, restoreView } from "../views.server.ts";
import type { Route } from "./+types/removal.ts";

export const middleware = [needs({ write: "views.write" })];

/** POST removes a view, DELETE takes it back. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.viewId);
  const command = { POST: removeView, DELETE: restoreView }[request.method];
  if (!command) throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  const changed = await context
    .get(studioContext)
    .write((db) => command(db, id, viewerOf(context)));
  if (changed === "unknown") throw notFound();
  if (changed === "refused") throw data(null, { status: 403 });
  return { removed: command === removeView };
}
