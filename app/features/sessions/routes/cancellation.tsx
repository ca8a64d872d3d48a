import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { seriesCancellationSchema } from "../series.ts";
import { cancelFollowing } from "../series-changes.server.ts";
import { BOOKABLE_STATES } from "../session.ts";
import { cancelSession } from "../session-steps.server.ts";
import type { StepAnswer } from "../session-actions.tsx";
import { restoreSession } from "../sessions.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/cancellation.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST cancels, with a reason, of a series those that follow too where `scope` says so; DELETE restores, as `state` says, where the room is still free. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const formData = await request.formData();
  const now = new Date();
  if (request.method !== "DELETE") {
    const submission = parseWithZod(formData, { schema: seriesCancellationSchema });
    if (submission.status !== "success") {
      return data<StepAnswer>({ ok: false, result: submission.reply() }, { status: 422 });
    }
    const { reason, scope } = submission.value;
    if (scope === "following") {
      const many = await studio.write((db) => cancelFollowing(db, id, reason, now));
      if (many) return data<StepAnswer>({ ok: true, state: "cancelled", count: many.count });
    }
    const cancelled = found(await studio.write((db) => cancelSession(db, id, reason, now)));
    return data<StepAnswer>(cancelled, { status: cancelled.ok ? 200 : 409 });
  }
  const state = BOOKABLE_STATES.find((it) => it === formData.get("state")) ?? "tentative";
  const { timeZone } = await studio.preferences();
  const restored = found(
    await studio.write((db) => restoreSession(db, id, state, { timeZone, now })),
  );
  if (restored.ok) return data<StepAnswer>({ ok: true, state });
  const clash = restored.reason === "clash" ? restored.clash : undefined;
  return data<StepAnswer>({ ok: false, state: "cancelled", clash }, { status: 409 });
}
