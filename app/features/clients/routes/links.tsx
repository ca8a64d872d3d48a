import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { linkSchema } from "../links.ts";
import { addLink } from "../links.server.ts";
import type { Route } from "./+types/links.ts";

export const middleware = [needs({ write: "clients.write" })];

/** Links the client with another, who is there or is added with it. */
export async function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const clientId = foundId(params.clientId);
  const submission = parseWithZod(await request.formData(), { schema: linkSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const linking = found(await studio.write((db) => addLink(db, clientId, submission.value)));
  if (linking.ok) return submission.reply();
  const fieldErrors = { other: [`links:errors.${linking.because}`] };
  return data(submission.reply({ fieldErrors }), { status: 422 });
}
