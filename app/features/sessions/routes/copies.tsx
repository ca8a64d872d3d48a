import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { sendCallSheet } from "../call-sheet-copies.server.ts";
import { copiesSchema } from "../call-sheet-copy.ts";
import type { Route } from "./+types/copies.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST sends the call sheet to those named in `to`. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const submission = parseWithZod(await request.formData(), { schema: copiesSchema });
  const { language } = await studio.preferences();
  // Who names nobody of a session that is not there is told the latter.
  const to = submission.status === "success" ? submission.value.to : [];
  const sent = found(
    await studio.write((db) => sendCallSheet(db, id, to, { language, now: new Date() })),
  );
  return submission.status === "success"
    ? data({ sent })
    : data({ sent, result: submission.reply() }, { status: 422 });
}
