import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { stageSchema } from "../lead.ts";
import { moveLead } from "../leads.server.ts";
import type { StageAnswer } from "../use-stage-change.tsx";
import type { Route } from "./+types/stage.ts";

export const middleware = [needs({ write: "leads.write" })];

/** Puts a lead at an open stage. */
export async function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const id = foundId(params.leadId);
  const submission = parseWithZod(await request.formData(), { schema: stageSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { stage } = submission.value;
  const moved = await context.get(studioContext).write((db) => moveLead(db, id, stage));
  if (!moved) throw notFound();
  return { stage } satisfies StageAnswer;
}
