import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { may } from "#app/identity/permissions.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { noteSchema } from "../notes.ts";
import { editNote } from "../notes.server.ts";
import type { Route } from "./+types/note.ts";

export const middleware = [needs({ write: "clients.write" })];

/** Changes a note: one's own, or any for who may. */
export async function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const [clientId, noteId] = [foundId(params.clientId), foundId(params.noteId)];
  const submission = parseWithZod(await request.formData(), { schema: noteSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const { timeZone } = await studio.preferences();
  const writer = {
    id: found(context.get(userContext)).id,
    mayChangeAny: may(studio.role, "notes.write"),
  };
  const change = await studio.write((db) =>
    editNote(db, clientId, noteId, submission.value, { writer, timeZone }),
  );
  if (change === "missing") throw notFound();
  if (change === "refused") throw data(null, { status: 403 });
  return submission.reply();
}
