import { data } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { FieldArchiving } from "../custom-field-list.tsx";
import { archiveCustomField, restoreCustomField } from "../custom-fields.server.ts";
import type { Route } from "./+types/field-archiving.ts";

export const middleware = [needs({ write: "clients.configure" })];

/** POST archives a field, DELETE takes it into use again. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const fieldId = foundId(params.fieldId);
  const studio = context.get(studioContext);
  if (request.method === "POST") {
    if (!(await studio.write((db) => archiveCustomField(db, fieldId)))) throw notFound();
    return data<FieldArchiving>({ archived: true });
  }
  if (request.method !== "DELETE") {
    throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  }
  const restored = found(await studio.write((db) => restoreCustomField(db, fieldId)));
  return restored.ok
    ? data<FieldArchiving>({ archived: false })
    : data<FieldArchiving>({ taken: true }, { status: 409 });
}
