import { redirect } from "react-router";
import { leaveStudio } from "#app/identity/members.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { answerTeam, teamChangeOf } from "#app/tenancy/team-change.server.ts";
import type { Route } from "./+types/leaving.ts";

export const middleware = [needs({ write: "membership.end" })];

/** Ends one's own membership. */
export async function action({ context }: Route.ActionArgs) {
  const answer = await leaveStudio(context.get(platformContext).control, teamChangeOf(context));
  if (answer.ok) return redirect(`${context.get(environmentContext).appUrl}/studios`);
  return answerTeam(answer);
}
