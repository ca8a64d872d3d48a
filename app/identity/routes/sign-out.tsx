import { redirect } from "react-router";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { signInCookie } from "#app/identity/sign-in-cookie.server.ts";
import { endSignIn } from "#app/identity/sign-ins.server.ts";
import { signInSecret } from "#app/identity/user-context.server.ts";
import type { Route } from "./+types/sign-out.ts";

/** Only by POST: a picture's address must not sign anybody out. */
export function loader() {
  throw redirect("/");
}

export async function action({ request, context }: Route.ActionArgs) {
  const secret = await signInSecret(request, context);
  if (secret) await endSignIn(context.get(platformContext).control, secret);
  const cookie = signInCookie(context.get(environmentContext));
  const gone = await cookie.serialize("", { maxAge: 0 });
  return redirect("/sign-in", { headers: { "Set-Cookie": gone } });
}
