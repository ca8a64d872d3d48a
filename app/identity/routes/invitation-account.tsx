import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { acceptWithNewAccount, findInvitation } from "#app/identity/accept-invitation.server.ts";
import { forAnybody } from "#app/identity/access.server.ts";
import { answerSignIn } from "#app/identity/answer-sign-in.server.ts";
import { onApex } from "#app/identity/on-apex.server.ts";
import { hashPassword } from "#app/identity/passwords.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { invitedAccountSchema } from "#app/identity/user.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { found } from "#app/lib/found.ts";
import type { Route } from "./+types/invitation-account.ts";

export const middleware = [onApex, forAnybody];

/** Makes the account of who has none yet, and signs in; else the invitation's page says what to do. */
export async function action({ request, context, params: { secret } }: Route.ActionArgs) {
  const { control } = context.get(platformContext);
  const { email, state, hasAccount } = found(await findInvitation(control, secret));
  const page = `/invitations/${secret}`;
  // Before the costly hash of a password: the link alone gives work to nobody.
  if (state !== "open" || hasAccount) return redirect(page);
  const schema = invitedAccountSchema(email);
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== "success") {
    return data(submission.reply({ hideFields: ["password"] }), { status: 422 });
  }
  const { name, password } = submission.value;
  const accepted = await acceptWithNewAccount(control, context.get(visitorContext), {
    secret,
    name,
    passwordHash: await hashPassword(password),
    language: languageOf(request),
  });
  if (!accepted.ok) return redirect(page);
  const { userId, slug } = accepted;
  return answerSignIn(context, request, { userId, returnTo: `/s/${slug}` });
}
