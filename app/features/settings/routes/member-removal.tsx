import { removeMember } from "#app/identity/members.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { answerTeam, teamChangeOf } from "#app/tenancy/team-change.server.ts";
import type { Route } from "./+types/member-removal.ts";

export const middleware = [needs({ write: "team.write" })];

export async function action({ context, params }: Route.ActionArgs) {
  const { control } = context.get(platformContext);
  return answerTeam(await removeMember(control, teamChangeOf(context), foundId(params.userId)));
}
