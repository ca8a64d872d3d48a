import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { challengeHold } from "../holds.server.ts";
import type { Route } from "./+types/challenge.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST asks who is first in the line for a hold's slot for an answer; 409 where nobody can be asked. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.sessionId);
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const asked = found(
    await context.get(studioContext).write((db) => challengeHold(db, id, new Date())),
  );
  return data(asked, { status: asked.ok ? 200 : 409 });
}
