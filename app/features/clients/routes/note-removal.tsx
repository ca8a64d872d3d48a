import { data } from "react-router";
import { may } from "#app/identity/permissions.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { NoteRemoval } from "../note-list.tsx";
import { removeNote, restoreNote } from "../notes.server.ts";
import type { Route } from "./+types/note-removal.ts";

export const middleware = [needs({ write: "clients.write" })];

/** POST removes a note, DELETE puts it back. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const [clientId, noteId] = [foundId(params.clientId), foundId(params.noteId)];
  const command = { POST: removeNote, DELETE: restoreNote }[request.method];
  if (!command) throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  const studio = context.get(studioContext);
  const writer = {
    id: found(context.get(userContext)).id,
    mayChangeAny: may(studio.role, "notes.write"),
  };
  const change = await studio.write((db) => command(db, clientId, noteId, writer));
  if (change === "missing") throw notFound();
  if (change === "refused") throw data(null, { status: 403 });
  return { removed: command === removeNote ? noteId : null } satisfies NoteRemoval;
}
