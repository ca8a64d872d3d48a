import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { extensionSchema } from "../session-clock.ts";
import { extendSession, type ExtensionAnswer } from "../session-clock.server.ts";
import type { Route } from "./+types/extension.ts";

export const middleware = [needs({ write: "sessions.write" })];

/** POST makes a session in progress longer, if all that it takes is free. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const typed = extensionSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!typed.success) throw data(null, { status: 400 });
  const { minutes, seenStartsAt: startsAt, seenEndsAt: endsAt } = typed.data;
  const { timeZone } = await studio.preferences();
  const extended = found(
    await studio.write((db) =>
      extendSession(db, id, { minutes, seen: { startsAt, endsAt } }, { timeZone, now: new Date() }),
    ),
  );
  return data<ExtensionAnswer>(extended.ok ? { ok: true } : extended, {
    status: extended.ok ? 200 : 409,
  });
}
