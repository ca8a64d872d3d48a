import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { setClock } from "../session-clock.server.ts";
import type { Route } from "./+types/pause.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST lets the session's clock stand still, DELETE go on; 409 where the session is not in progress. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.sessionId);
  const to = request.method === "DELETE" ? "running" : "paused";
  const ok = found(
    await context.get(studioContext).write((db) => setClock(db, id, to, new Date())),
  );
  return data({ ok }, { status: ok ? 200 : 409 });
}
