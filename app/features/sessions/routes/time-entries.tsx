import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { addEntry } from "../session-clock.server.ts";
import { type EntryAnswer, readEntry } from "../time-entry-form.server.ts";
import type { Route } from "./+types/time-entries.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST writes time down by hand. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const { timeZone } = await studio.preferences();
  const read = readEntry(await request.formData(), timeZone);
  if (!read.ok) return data(read.answer, { status: 422 });
  const added = found(await studio.write((db) => addEntry(db, id, read.entry)));
  return data<EntryAnswer>(read.answerTo(added), { status: added.ok ? 200 : 422 });
}
