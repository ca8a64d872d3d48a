import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { ArchivingResult } from "#app/ui/archive-button.tsx";
import { archivePerson, restorePerson } from "../people.server.ts";
import type { Route } from "./+types/archiving.ts";

export const middleware = [needs({ write: "people.write" })];

/** POST archives, DELETE takes it back. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const id = foundId(params.personId);
  const command = { POST: archivePerson, DELETE: restorePerson }[request.method];
  if (!command) throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  const done = await context.get(studioContext).write((db) => command(db, id));
  if (!done) throw notFound();
  return { archived: command === archivePerson } satisfies ArchivingResult;
}
