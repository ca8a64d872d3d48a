import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { invite } from "#app/identity/invitations.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { answerTeam, teamChangeOf } from "#app/tenancy/team-change.server.ts";
import { invitationSchema } from "../team.ts";
import type { Route } from "./+types/invitations.ts";

export const middleware = [needs({ write: "team.write" })];

export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: invitationSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { appUrl } = context.get(environmentContext);
  const sending = { appUrl, language: languageOf(request) };
  const { control } = context.get(platformContext);
  const answer = await invite(control, teamChangeOf(context), submission.value, sending);
  if (answer.ok) return data(submission.reply({ resetForm: true }));
  const { init } = answerTeam(answer);
  const fieldErrors = { email: [`team:refusals.${answer.because}`] };
  return data(submission.reply({ fieldErrors }), init ?? {});
}
