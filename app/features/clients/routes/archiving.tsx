import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { archiveClient, restoreClient } from "../clients.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/archiving.ts";

export const middleware = [needs({ write: "clients.write" })];

/** POST archives, DELETE takes it back. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const id = foundId(params.clientId);
  const command = { POST: archiveClient, DELETE: restoreClient }[request.method];
  if (!command) throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  const done = await context.get(studioContext).write((db) => command(db, id));
  if (!done) throw notFound();
  return { archived: command === archiveClient };
}
