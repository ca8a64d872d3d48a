import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { undoMerge } from "../merging.server.ts";
import type { Route } from "./+types/merge-undoing.ts";

export const middleware = [needs({ write: "clients.write" })];

/** Parts the client of the address from who was merged into them. */
export async function action({ context, params }: Route.ActionArgs) {
  const [keptId, mergeId] = [foundId(params.clientId), foundId(params.mergeId)];
  const undoing = await context
    .get(studioContext)
    .write((db) => undoMerge(db, { keptId, mergeId }));
  if (!undoing.ok && undoing.reason === "missing") throw notFound();
  return data(undoing, { status: undoing.ok ? 200 : 409 });
}
