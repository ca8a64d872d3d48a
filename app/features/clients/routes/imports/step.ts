import { data } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { confirmImport, findImport } from "../../imports/imports.server.ts";
import { dropImport } from "../../imports/sweeping.server.ts";
import { undoImport } from "../../imports/undoing.server.ts";
import type { Route } from "./+types/step.ts";

export const middleware = [needs({ write: "clients.import" })];

const steps = new Map([
  ["confirmation", confirmImport],
  ["undoing", undoImport],
  ["dropping", dropImport],
]);

/** POST takes the import a step on; 409 where it stands elsewhere by now. */
export async function action({ request, url, params, context }: Route.ActionArgs) {
  const id = foundId(params.importId);
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const step = steps.get(url.pathname.split("/").at(-1) ?? "");
  if (!step) throw notFound();
  const studio = context.get(studioContext);
  found(await studio.read((db) => findImport(db, id)));
  const ok = await studio.write((db) => step(db, id));
  return data({ ok }, { status: ok ? 200 : 409 });
}
