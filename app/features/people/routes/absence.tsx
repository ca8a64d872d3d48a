import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { RemovalAnswer } from "../absence-list.tsx";
import { removeAbsence } from "../absences.server.ts";
import { absenceTyped } from "../person.ts";
import type { Route } from "./+types/absence.ts";

export const middleware = [needs({ write: "people.write" })];

/** DELETE removes an absence. */
export async function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== "DELETE") throw data(null, { status: 405, headers: { Allow: "DELETE" } });
  const [personId, id] = [foundId(params.personId), foundId(params.absenceId)];
  const studio = context.get(studioContext);
  const removed = found(await studio.write((db) => removeAbsence(db, personId, id)));
  const { firstDay, lastDay, from, to } = absenceTyped(removed, await studio.preferences());
  const reason = removed.reason ?? "";
  return {
    removed: { firstDay, lastDay, from: from ?? "", to: to ?? "", reason },
  } satisfies RemovalAnswer;
}
