import { data, redirect } from "react-router";
import { z } from "zod";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { unlinkIdentity } from "#app/identity/oauth/identities.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { found, notFound } from "#app/lib/found.ts";
import type { Route } from "./+types/identity-removal.ts";

export const middleware = [forTheSignedIn];

const identitySchema = z.object({ provider: z.enum(["google", "apple"]), subject: z.string() });

export function loader() {
  throw redirect("/account/identities");
}

export async function action({ request, context }: Route.ActionArgs) {
  const user = found(context.get(userContext));
  const form = Object.fromEntries(await request.formData());
  const identity = found(identitySchema.safeParse(form).data);
  const outcome = await unlinkIdentity(context.get(platformContext).control, user, identity, {
    visitor: context.get(visitorContext),
    appUrl: context.get(environmentContext).appUrl,
  });
  if (outcome === "unknown") throw notFound();
  if (outcome === "last") return data({ isLast: true }, { status: 409 });
  return redirect("/account/identities");
}
