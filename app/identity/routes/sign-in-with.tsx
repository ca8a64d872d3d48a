import { redirect } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { findProvider } from "#app/identity/oauth/providers.server.ts";
import { signInElsewhere, wayOverApex } from "#app/identity/oauth/sign-in-elsewhere.server.ts";
import { environmentContext } from "#app/identity/platform-context.server.ts";
import { found } from "#app/lib/found.ts";
import type { Route } from "./+types/sign-in-with.ts";

export const middleware = [forAnybody];

/** Only by POST: a link on another page must not begin it. */
export function loader({ params, context }: Route.LoaderArgs) {
  found(findProvider(context.get(environmentContext), params.provider));
  throw redirect("/sign-in");
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const elsewhere = await wayOverApex(context, request);
  return elsewhere ?? signInElsewhere(context, request, params.provider);
}
