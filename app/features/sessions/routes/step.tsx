import { data } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { isSessionStep } from "../session-steps.ts";
import { takeStep, takeStepBack } from "../session-steps.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/step.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST takes the step, DELETE takes it back; 409 where the session stands elsewhere by now. */
export async function action({ request, url, params, context }: Route.ActionArgs) {
  const id = foundId(params.sessionId);
  const step = url.pathname.split("/").at(-1);
  if (!isSessionStep(step)) throw notFound();
  const isBack = request.method === "DELETE";
  const stepped = found(
    await context
      .get(studioContext)
      .write((db) => (isBack ? takeStepBack(db, id, step) : takeStep(db, id, step, new Date()))),
  );
  return data(stepped, { status: stepped.ok ? 200 : 409 });
}
