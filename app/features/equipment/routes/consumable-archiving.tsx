import { data } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { archiveConsumable, restoreConsumable } from "../consumables.server.ts";
import type { Route } from "./+types/consumable-archiving.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** POST archives a consumable, DELETE takes it back into use. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.consumableId);
  const studio = context.get(studioContext);
  if (request.method === "POST") {
    if (!(await studio.write((db) => archiveConsumable(db, id)))) throw notFound();
    return { archived: true };
  }
  if (request.method !== "DELETE") {
    throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  }
  const restored = found(await studio.write((db) => restoreConsumable(db, id)));
  if (restored.ok) return { archived: false };
  return data({ error: `equipment:errors.consumable.${restored.reason}` }, { status: 409 });
}
