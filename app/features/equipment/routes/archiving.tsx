import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { archiveEquipment, restoreEquipment } from "../equipment.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/archiving.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** POST archives, DELETE takes it back. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.equipmentId);
  const command = { POST: archiveEquipment, DELETE: restoreEquipment }[request.method];
  if (!command) throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  const done = await context.get(studioContext).write((db) => command(db, id));
  if (!done) throw notFound();
  return { archived: command === archiveEquipment };
}
