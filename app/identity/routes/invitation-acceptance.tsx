import { data, redirect } from "react-router";
import { acceptInvitation } from "#app/identity/accept-invitation.server.ts";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { onApex } from "#app/identity/on-apex.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { signInCookie } from "#app/identity/sign-in-cookie.server.ts";
import { rotateSignIn } from "#app/identity/sign-ins.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { found } from "#app/lib/found.ts";
import type { Route } from "./+types/invitation-acceptance.ts";

export const middleware = [onApex, forTheSignedIn];

/** Makes who is signed in a member; where the invitation does not allow it, its page says why. */
export async function action({ context, params: { secret } }: Route.ActionArgs) {
  const user = found(context.get(userContext));
  const { control } = context.get(platformContext);
  const wish = { secret, userId: user.id };
  const accepted = await acceptInvitation(control, context.get(visitorContext), wish);
  if (!accepted.ok && accepted.because === "notVerified") throw data(null, { status: 403 });
  if (!accepted.ok) return redirect(`/invitations/${secret}`);
  // More rights, another secret: one that was seen before has none of them.
  const rotated = await rotateSignIn(control, user.signInId);
  const cookie = signInCookie(context.get(environmentContext));
  const headers = rotated ? { "Set-Cookie": await cookie.serialize(rotated) } : undefined;
  return redirect(`/s/${accepted.slug}`, { headers });
}
