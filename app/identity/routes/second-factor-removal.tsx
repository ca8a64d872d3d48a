import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { CodeForm } from "#app/identity/code-form.tsx";
import { newSecretHeader, secondFactorWork } from "#app/identity/second-factor-request.server.ts";
import { removeSecondFactor } from "#app/identity/second-factor.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { codeSchema } from "#app/identity/user.ts";
import { found, notFound } from "#app/lib/found.ts";
import type { Route } from "./+types/second-factor-removal.ts";

export const middleware = [forTheSignedIn];

/** An operator keeps it. */
export function loader({ context }: Route.LoaderArgs) {
  if (found(context.get(userContext)).isOperator) throw notFound();
  return null;
}

export async function action({ request, context }: Route.ActionArgs) {
  const user = found(context.get(userContext));
  const submission = parseWithZod(await request.formData(), { schema: codeSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const work = secondFactorWork(context, { ...user, isPending: false });
  const removed = await removeSecondFactor(work, submission.value.code);
  if (!removed.ok) {
    const fieldErrors = { code: ["sign-in:errors.code"] };
    return data(submission.reply({ fieldErrors, hideFields: ["code"] }), { status: 422 });
  }
  const headers = await newSecretHeader(context, removed.secret);
  return redirect("/account/second-factor", { headers });
}

export default function Removal({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation("account");
  return (
    <CodeForm
      title={t("removal.title")}
      text={t("removal.text")}
      submit={t("removal.submit")}
      variant="danger"
      lastResult={actionData}
    />
  );
}
