import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { projectStateSchema } from "../project.ts";
import { setProjectState } from "../projects.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/state.ts";

export const middleware = [needs({ write: "projects.write" })];

export async function action({ request, context, params }: Route.ActionArgs) {
  const id = foundId(params.projectId);
  const submission = parseWithZod(await request.formData(), { schema: projectStateSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { state } = submission.value;
  const done = await context.get(studioContext).write((db) => setProjectState(db, id, state));
  if (!done) throw notFound();
  return submission.reply();
}
