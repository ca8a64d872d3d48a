import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { findImport } from "../../imports/imports.server.ts";
import { setHeader } from "../../imports/staging.server.ts";
import type { Route } from "./+types/header.ts";

export const middleware = [needs({ write: "clients.import" })];

/** POST says that the first row names the columns, DELETE that it is a client. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.importId);
  if (!["POST", "DELETE"].includes(request.method)) {
    throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  }
  const studio = context.get(studioContext);
  found(await studio.read((db) => findImport(db, id)));
  const ok = await studio.write((db) => setHeader(db, id, request.method === "POST"));
  return data({ ok }, { status: ok ? 200 : 409 });
}
