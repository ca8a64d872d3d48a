import { data } from "react-router";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { correctEntry, removeEntry } from "../session-clock.server.ts";
import { type EntryAnswer, formOf, readEntry } from "../time-entry-form.server.ts";
import type { Route } from "./+types/time-entry.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST corrects an entry that has ended, DELETE removes it. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const [sessionId, id] = [foundId(params.sessionId), foundId(params.timeEntryId)];
  const { timeZone } = await studio.preferences();
  if (request.method === "DELETE") {
    const removed = found(await studio.write((db) => removeEntry(db, sessionId, id)));
    const form = formOf(removed, { timeZone, language: languageOf(request) });
    return data<EntryAnswer>({ ok: true, removed: form });
  }
  const read = readEntry(await request.formData(), timeZone);
  if (!read.ok) return data(read.answer, { status: 422 });
  const corrected = found(await studio.write((db) => correctEntry(db, sessionId, id, read.entry)));
  return data<EntryAnswer>(read.answerTo(corrected), { status: corrected.ok ? 200 : 422 });
}
