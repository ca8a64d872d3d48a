import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { savedViewSchema } from "#app/lib/saved-view.ts";
import { viewerOf } from "#app/tenancy/list-request.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { ViewAnswer } from "#app/ui/list/view-dialog.tsx";
import { editView } from "../views.server.ts";
import type { Route } from "./+types/view.ts";

export const middleware = [needs({ write: "views.write" })];

/** Renames a view, shares it, or has it keep what its list shows now. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.viewId);
  const submission = parseWithZod(await request.formData(), { schema: savedViewSchema });
  if (submission.status !== "success") {
    return data<ViewAnswer>({ refused: submission.reply() }, { status: 422 });
  }
  const changed = await context
    .get(studioContext)
    .write((db) => editView(db, id, submission.value, viewerOf(context)));
  if (changed === "unknown") throw notFound();
  if (changed === "refused") throw data(null, { status: 403 });
  return data<ViewAnswer>({ saved: { id, query: submission.value.query } });
}
