import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { MOST_TRACKS, newTrackSchema } from "../track.ts";
import { addTrack } from "../tracks.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/tracks.ts";

export const middleware = [needs({ write: "projects.write" })];

export async function action({ request, context, params }: Route.ActionArgs) {
  const projectId = foundId(params.projectId);
  const submission = parseWithZod(await request.formData(), { schema: newTrackSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { title } = submission.value;
  const added = await context.get(studioContext).write((db) => addTrack(db, projectId, title));
  if (added.ok) return submission.reply({ resetForm: true });
  if (added.because === "no project") throw notFound();
  const fieldErrors = { title: [`projects:errors.full?limit=${MOST_TRACKS}`] };
  return data(submission.reply({ fieldErrors }), { status: 422 });
}
