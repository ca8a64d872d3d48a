import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { savedViewSchema } from "#app/lib/saved-view.ts";
import { viewerOf } from "#app/tenancy/list-request.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { ViewAnswer } from "#app/ui/list/view-dialog.tsx";
import { addView } from "../views.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "views.write", write: "views.write" })];

/** Saves what a list shows under a name. */
export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: savedViewSchema });
  if (submission.status !== "success") {
    return data<ViewAnswer>({ refused: submission.reply() }, { status: 422 });
  }
  const id = await context
    .get(studioContext)
    .write((db) => addView(db, submission.value, viewerOf(context)));
  return data<ViewAnswer>({ saved: { id, query: submission.value.query } });
}
