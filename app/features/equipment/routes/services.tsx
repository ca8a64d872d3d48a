import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { ServiceAnswer } from "../service-dialog.tsx";
import { serviceSchema } from "../service.ts";
import { addService } from "../services.server.ts";
import type { Route } from "./+types/services.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** POST notes what was done to a unit. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const equipmentId = foundId(params.equipmentId);
  const submission = parseWithZod(await request.formData(), { schema: serviceSchema });
  if (submission.status !== "success") {
    return data<ServiceAnswer>({ refused: submission.reply() }, { status: 422 });
  }
  const { value } = submission;
  const added = found(
    await context.get(studioContext).write((db) => addService(db, equipmentId, value)),
  );
  return data<ServiceAnswer>({ saved: added.id });
}
