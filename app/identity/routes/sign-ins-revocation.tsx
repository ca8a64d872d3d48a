import { redirect } from "react-router";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { recordEvent } from "#app/identity/events.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { revokeSignIns } from "#app/identity/sign-ins.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { found } from "#app/lib/found.ts";
import type { Route } from "./+types/sign-ins-revocation.ts";

export const middleware = [forTheSignedIn];

export function loader() {
  throw redirect("/account/sign-ins");
}

/** Ends all of a person's sign-ins but the one that asks. */
export async function action({ context }: Route.ActionArgs) {
  const { id: userId, signInId } = found(context.get(userContext));
  const { control } = context.get(platformContext);
  const count = await revokeSignIns(control, userId, { except: signInId });
  const event = { kind: "sign-ins-revoked", userId, detail: { count } } as const;
  await recordEvent(control, context.get(visitorContext), event);
  return redirect("/account/sign-ins");
}
