import { revokeInvitation } from "#app/identity/invitations.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { answerTeam, teamChangeOf } from "#app/tenancy/team-change.server.ts";
import type { Route } from "./+types/invitation-revocation.ts";

export const middleware = [needs({ write: "team.write" })];

export async function action({ context, params }: Route.ActionArgs) {
  const { control } = context.get(platformContext);
  const id = foundId(params.invitationId);
  return answerTeam(await revokeInvitation(control, teamChangeOf(context), id));
}
