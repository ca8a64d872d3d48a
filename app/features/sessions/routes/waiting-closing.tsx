import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { closeWaiting, reopenWaiting } from "../waiting.server.ts";
import type { ClosingAnswer } from "../waiting-list.tsx";
import type { Route } from "./+types/waiting-closing.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST takes an entry off the list, DELETE puts it back. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.waitingId);
  const { method } = request;
  if (method !== "POST" && method !== "DELETE") {
    throw data(null, { status: 405, headers: { Allow: "POST, DELETE" } });
  }
  const closed = method === "POST";
  const done = await studio.write((db) =>
    closed ? closeWaiting(db, id, new Date()) : reopenWaiting(db, id),
  );
  if (!done) throw notFound();
  return data<ClosingAnswer>({ closed });
}
