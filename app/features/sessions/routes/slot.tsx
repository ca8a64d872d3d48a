import { data } from "react-router";
import { foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { slotSchema } from "../calendar/slot.ts";
import { moveSession, type SlotAnswer } from "../slot.server.ts";
import type { Route } from "./+types/slot.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST puts the session into another slot, if all that it takes is free there. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const typed = slotSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!typed.success) throw data(null, { status: 400 });
  const { startsAt, endsAt, seenStartsAt, seenEndsAt, kind, from, to } = typed.data;
  const { timeZone } = await studio.preferences();
  const moved = await studio.write((db) =>
    moveSession(
      db,
      id,
      {
        ...{ startsAt, endsAt },
        seen: { startsAt: seenStartsAt, endsAt: seenEndsAt },
        ...(kind && from && to && { swap: { kind, from, to } }),
      },
      { timeZone, now: new Date() },
    ),
  );
  if (!moved) return data<SlotAnswer>({ ok: false, reason: "gone" }, { status: 404 });
  return moved.ok ? data<SlotAnswer>({ ok: true }) : data<SlotAnswer>(moved, { status: 409 });
}
