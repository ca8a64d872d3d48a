import { languageOf } from "#app/i18n/i18n.server.ts";
import { resendInvitation } from "#app/identity/invitations.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { answerTeam, teamChangeOf } from "#app/tenancy/team-change.server.ts";
import type { Route } from "./+types/invitation-resending.ts";

export const middleware = [needs({ write: "team.write" })];

export async function action({ request, context, params }: Route.ActionArgs) {
  const { control } = context.get(platformContext);
  const { appUrl } = context.get(environmentContext);
  const id = foundId(params.invitationId);
  const sending = { appUrl, language: languageOf(request) };
  return answerTeam(await resendInvitation(control, teamChangeOf(context), id, sending));
}
