import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { ServiceAnswer } from "../service-dialog.tsx";
import { serviceSchema } from "../service.ts";
import { editService, removeService } from "../services.server.ts";
import type { Route } from "./+types/service.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** POST changes an entry of a unit's log, DELETE removes it. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const [equipmentId, id] = [foundId(params.equipmentId), foundId(params.serviceId)];
  const studio = context.get(studioContext);
  if (request.method === "DELETE") {
    const { costCents, ...removed } = found(
      await studio.write((db) => removeService(db, equipmentId, id)),
    );
    const typed = { ...removed, costCents: costCents === null ? null : costCents / 100 };
    const fields = Object.entries(typed).map(([name, value]) => [name, value?.toString() ?? ""]);
    return data<ServiceAnswer>({ removed: Object.fromEntries(fields) });
  }
  if (request.method !== "POST") {
    throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  }
  const submission = parseWithZod(await request.formData(), { schema: serviceSchema });
  if (submission.status !== "success") {
    return data<ServiceAnswer>({ refused: submission.reply() }, { status: 422 });
  }
  const { value } = submission;
  const edited = found(await studio.write((db) => editService(db, equipmentId, id, value)));
  return data<ServiceAnswer>({ saved: edited.id });
}
