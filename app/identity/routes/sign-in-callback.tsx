import { forAnybody } from "#app/identity/access.server.ts";
import { signInElsewhere } from "#app/identity/oauth/sign-in-elsewhere.server.ts";
import type { Route } from "./+types/sign-in-callback.ts";

export const middleware = [forAnybody];

/** Google's answer. */
export function loader({ request, params, context }: Route.LoaderArgs) {
  return signInElsewhere(context, request, params.provider);
}

/** Apple's, which its page posts. It shows nothing: React Router asks only pages for their origin. */
export function action({ request, params, context }: Route.ActionArgs) {
  return signInElsewhere(context, request, params.provider);
}
