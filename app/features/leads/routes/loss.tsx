import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { lossSchema } from "../lead.ts";
import { loseLead } from "../leads.server.ts";
import type { Route } from "./+types/loss.ts";

export const middleware = [needs({ write: "leads.write" })];

/** Gives a lead up. */
export async function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const id = foundId(params.leadId);
  const submission = parseWithZod(await request.formData(), { schema: lossSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { reason } = submission.value;
  const lost = await context.get(studioContext).write((db) => loseLead(db, id, reason));
  if (!lost) throw notFound();
  return submission.reply();
}
