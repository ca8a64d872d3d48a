import { redirect } from "react-router";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { recordEvent } from "#app/identity/events.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { revokeSignIn } from "#app/identity/sign-ins.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { found, foundId, notFound } from "#app/lib/found.ts";
import type { Route } from "./+types/sign-in-revocation.ts";

export const middleware = [forTheSignedIn];

export function loader() {
  throw redirect("/account/sign-ins");
}

export async function action({ params, context }: Route.ActionArgs) {
  const { id: userId } = found(context.get(userContext));
  const { control } = context.get(platformContext);
  if (!(await revokeSignIn(control, userId, foundId(params.signInId)))) throw notFound();
  const event = { kind: "sign-ins-revoked", userId, detail: { count: 1 } } as const;
  await recordEvent(control, context.get(visitorContext), event);
  return redirect("/account/sign-ins");
}
