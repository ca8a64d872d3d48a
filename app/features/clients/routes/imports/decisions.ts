import { data } from "react-router";
import { z } from "zod";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { decisions } from "../../imports/import.ts";
import { countRows, decide, findImport } from "../../imports/imports.server.ts";
import type { Route } from "./+types/decisions.ts";

export const middleware = [needs({ write: "clients.import" })];

const schema = z.object({ rowId: z.uuid().optional(), decision: z.enum(decisions) });

/** POST says what becomes of a row that seems to be somebody already; without `rowId`, of all of them. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.importId);
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const studio = context.get(studioContext);
  found(await studio.read((db) => findImport(db, id)));
  const decision = schema.safeParse(Object.fromEntries(await request.formData()));
  if (!decision.success) throw data(null, { status: 400 });
  const ok = await studio.write((db) => decide(db, id, decision.data));
  const counts = await studio.read((db) => countRows(db, id));
  return data({ ok, counts }, { status: ok ? 200 : 409 });
}
