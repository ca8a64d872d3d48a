import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { transferOwnership } from "#app/identity/members.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { answerTeam, teamChangeOf } from "#app/tenancy/team-change.server.ts";
import { ownershipSchema } from "../team.ts";
import type { Route } from "./+types/ownership.ts";

export const middleware = [needs({ write: "ownership.write" })];

export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: ownershipSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { control } = context.get(platformContext);
  const { appUrl } = context.get(environmentContext);
  const wish = { ...submission.value, appUrl };
  return answerTeam(await transferOwnership(control, teamChangeOf(context), wish));
}
