import { redirect } from "react-router";
import { recordEvent } from "#app/identity/events.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { signInCookie } from "#app/identity/sign-in-cookie.server.ts";
import { endSignIn } from "#app/identity/sign-ins.server.ts";
import { signInSecret, userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { forAnybody } from "#app/identity/access.server.ts";
import type { Route } from "./+types/sign-out.ts";

export const middleware = [forAnybody];

/** Only by POST: a picture's address must not sign anybody out. */
export function loader() {
  throw redirect("/");
}

export async function action({ request, context }: Route.ActionArgs) {
  const secret = await signInSecret(request, context);
  const { control } = context.get(platformContext);
  const user = context.get(userContext);
  if (secret) await endSignIn(control, secret);
  if (user) {
    const event = { kind: "signed-out", userId: user.id } as const;
    await recordEvent(control, context.get(visitorContext), event);
  }
  const cookie = signInCookie(context.get(environmentContext));
  const gone = await cookie.serialize("", { maxAge: 0 });
  return redirect("/sign-in", { headers: { "Set-Cookie": gone } });
}
