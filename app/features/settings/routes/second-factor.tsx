import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { requireSecondFactor } from "#app/identity/members.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { answerTeam, teamChangeOf } from "#app/tenancy/team-change.server.ts";
import { secondFactorSchema } from "../team.ts";
import type { Route } from "./+types/second-factor.ts";

export const middleware = [needs({ write: "settings.write" })];

/** Whether the studio asks a second factor of all its members. */
export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: secondFactorSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { control } = context.get(platformContext);
  const { required } = submission.value;
  return answerTeam(await requireSecondFactor(control, teamChangeOf(context), required));
}
