import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { customFieldSchema } from "../custom-fields.ts";
import { editCustomField } from "../custom-fields.server.ts";
import type { Route } from "./+types/field.ts";

export const middleware = [needs({ write: "clients.configure" })];

/** Changes a field's name and choices. */
export async function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const fieldId = foundId(params.fieldId);
  const submission = parseWithZod(await request.formData(), { schema: customFieldSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const edited = found(await studio.write((db) => editCustomField(db, fieldId, submission.value)));
  if (edited.ok) return submission.reply();
  return data(submission.reply({ fieldErrors: { name: ["fields:errors.taken"] } }), {
    status: 422,
  });
}
