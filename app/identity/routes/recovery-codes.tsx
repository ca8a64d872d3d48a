import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data } from "react-router";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { CodeForm } from "#app/identity/code-form.tsx";
import { RecoveryCodes } from "#app/identity/recovery-codes.tsx";
import { secondFactorWork } from "#app/identity/second-factor-request.server.ts";
import { replaceRecoveryCodes } from "#app/identity/second-factor.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { codeSchema } from "#app/identity/user.ts";
import { found } from "#app/lib/found.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import type { Route } from "./+types/recovery-codes.ts";

export const middleware = [forTheSignedIn];

export async function action({ request, context }: Route.ActionArgs) {
  const user = found(context.get(userContext));
  const submission = parseWithZod(await request.formData(), { schema: codeSchema });
  if (submission.status !== "success") {
    return data({ codes: null, reply: submission.reply() }, { status: 422 });
  }
  const work = secondFactorWork(context, { ...user, isPending: false });
  const replaced = await replaceRecoveryCodes(work, submission.value.code);
  if (replaced.ok) return { codes: replaced.codes, reply: null };
  const fieldErrors = { code: ["sign-in:errors.code"] };
  const reply = submission.reply({ fieldErrors, hideFields: ["code"] });
  return data({ codes: null, reply }, { status: 422 });
}

export default function Renewal({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation("account");
  if (actionData?.codes) {
    return (
      <div className="flex max-w-[26rem] flex-col items-start gap-4">
        <RecoveryCodes codes={actionData.codes} />
        <ButtonLink variant="primary" to="/account/second-factor">
          {t("renewal.back")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <CodeForm
      title={t("renewal.title")}
      text={t("renewal.text")}
      submit={t("renewal.submit")}
      lastResult={actionData?.reply}
    />
  );
}
