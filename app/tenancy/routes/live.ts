import { data } from "react-router";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { EVENT_STREAM, userContext } from "#app/identity/user-context.server.ts";
import { found } from "#app/lib/found.ts";
import { liveContext } from "../live/live.server.ts";
import { roleByNow } from "../live/recheck.server.ts";
import { needs } from "../needs.server.ts";
import { studioContext } from "../studio-context.server.ts";
import type { Route } from "./+types/live.ts";

export const middleware = [needs({ read: "live.read" })];

/** What changes in the studio, as server-sent events, from the last that the browser knows of. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  // Who does not read a stream would hold one open.
  if (request.method !== "GET") throw data(null, { status: 405 });
  if (request.headers.get("Accept") !== EVENT_STREAM) throw data(null, { status: 406 });
  const { slug, role, placement } = context.get(studioContext);
  const { id: userId, signInId } = found(context.get(userContext));
  const { control } = context.get(platformContext);
  const body = await context.get(liveContext).follow({
    ...{ placement, userId, signInId, role },
    after: request.headers.get("Last-Event-ID") ?? url.searchParams.get("after"),
    recheck: () => roleByNow(control, { signInId, userId, slug }),
  });
  if (!body) throw data(null, { status: 429, headers: { "Retry-After": "60" } });
  return new Response(body, {
    headers: {
      "Content-Type": EVENT_STREAM,
      "Cache-Control": "no-store, no-transform",
      // What nginx would gather comes at once.
      "X-Accel-Buffering": "no",
    },
  });
}
