import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { changeRole } from "#app/identity/members.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { answerTeam, teamChangeOf } from "#app/tenancy/team-change.server.ts";
import { roleSchema } from "../team.ts";
import type { Route } from "./+types/member-role.ts";

export const middleware = [needs({ write: "team.write" })];

export async function action({ request, context, params }: Route.ActionArgs) {
  const userId = foundId(params.userId);
  const submission = parseWithZod(await request.formData(), { schema: roleSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { control } = context.get(platformContext);
  const change = teamChangeOf(context);
  const { role } = submission.value;
  const answer = await changeRole(control, change, { userId, role });
  // Who stepped down may not see the team any more.
  if (answer.ok && userId === change.by) {
    return redirect(context.get(studioContext).href("/settings"));
  }
  return answerTeam(answer);
}
