import { parseWithZod } from "@conform-to/zod/v4";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { data } from "react-router";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { changePassword, hasPassword } from "#app/identity/password-changes.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { newSecretHeader } from "#app/identity/second-factor-request.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { passwordChangeSchema } from "#app/identity/user.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { found } from "#app/lib/found.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { toast } from "#app/ui/toast.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/account-password.ts";

export const middleware = [forTheSignedIn];

export async function loader({ context }: Route.LoaderArgs) {
  const { id, email } = found(context.get(userContext));
  return { email, hasPassword: await hasPassword(context.get(platformContext).control, id) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const user = found(context.get(userContext));
  const schema = passwordChangeSchema(user.email);
  const submission = parseWithZod(await request.formData(), { schema });
  const hideFields = ["current", "password"];
  if (submission.status !== "success") {
    return data(submission.reply({ hideFields }), { status: 422 });
  }
  const { appUrl } = context.get(environmentContext);
  const { control } = context.get(platformContext);
  const circumstances = { visitor: context.get(visitorContext), appUrl };
  const changed = await changePassword(control, user, submission.value, circumstances);
  if (!changed.ok) {
    const fieldErrors = { current: ["sign-in:errors.password"] };
    return data(submission.reply({ fieldErrors, hideFields }), { status: 422 });
  }
  const headers = await newSecretHeader(context, changed.secret);
  return data(submission.reply({ resetForm: true }), { headers });
}

export default function Password({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("account");
  const { email } = loaderData;
  const [form, fields] = useZodForm(passwordChangeSchema(email), { lastResult: actionData });
  useEffect(() => {
    if (actionData && actionData.status !== "error") toast(t("password.changed"));
  }, [actionData, t]);
  if (!loaderData.hasPassword) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="text-14 text-muted">{t("password.none")}</p>
        <ButtonLink variant="primary" to="/sign-in/reset">
          {t("password.choose")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <Form form={form} className="max-w-[26rem]">
      {/* A password manager keeps the new one with its address. */}
      <input type="hidden" name="email" value={email} autoComplete="username" />
      <TextField
        field={fields.current}
        label={t("password.current")}
        type="password"
        autoComplete="current-password"
      />
      <TextField
        field={fields.password}
        label={t("password.new")}
        help={t("password.newHelp")}
        type="password"
        autoComplete="new-password"
      />
      <FormActions>
        <SubmitButton>{t("password.submit")}</SubmitButton>
      </FormActions>
    </Form>
  );
}
