import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { trackStateSchema } from "../track.ts";
import { setTrackState } from "../tracks.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/track-state.ts";

export const middleware = [needs({ write: "projects.write" })];

export async function action({ request, context, params }: Route.ActionArgs) {
  const [projectId, id] = [foundId(params.projectId), foundId(params.trackId)];
  const submission = parseWithZod(await request.formData(), { schema: trackStateSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { state } = submission.value;
  const done = await context
    .get(studioContext)
    .write((db) => setTrackState(db, projectId, id, state));
  if (!done) throw notFound();
  return submission.reply();
}
