import { data } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { ArchivingResult } from "#app/ui/archive-button.tsx";
import { archiveRoom, restoreRoom } from "../rooms.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/archiving.ts";

export const middleware = [needs({ write: "rooms.write" })];

/** POST takes the room out of use, DELETE back into it. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.roomId);
  if (request.method === "POST") {
    if (!(await studio.write((db) => archiveRoom(db, id)))) throw notFound();
    return data<ArchivingResult>({ archived: true });
  }
  if (request.method === "DELETE") {
    const restored = found(await studio.write((db) => restoreRoom(db, id)));
    if (restored.ok) return data<ArchivingResult>({ archived: false });
    return data<ArchivingResult>({ error: `rooms:errors.${restored.reason}` }, { status: 409 });
  }
  throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
}
