import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { answerSignIn } from "#app/identity/answer-sign-in.server.ts";
import { ExpiredLink } from "#app/identity/expired-link.tsx";
import { findLink } from "#app/identity/one-time-links.server.ts";
import { resetPassword } from "#app/identity/password-changes.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { SignInPage } from "#app/identity/sign-in-page.tsx";
import { newPasswordSchema } from "#app/identity/user.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/new-password.ts";

export const middleware = [forAnybody];

export async function loader({ params, context }: Route.LoaderArgs) {
  const { control } = context.get(platformContext);
  const link = await findLink(control, "password-reset", params.secret);
  return { email: link?.email };
}

/** The mail proves the address as a first factor does; a second one is asked all the same. */
export async function action({ request, params: { secret }, context }: Route.ActionArgs) {
  const { control } = context.get(platformContext);
  const link = await findLink(control, "password-reset", secret);
  if (!link) return data(null, { status: 410 });
  const schema = newPasswordSchema(link.email);
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== "success") {
    return data(submission.reply({ hideFields: ["password"] }), { status: 422 });
  }
  const { appUrl } = context.get(environmentContext);
  const wish = { secret, password: submission.value.password };
  const circumstances = { visitor: context.get(visitorContext), appUrl };
  const reset = await resetPassword(control, wish, circumstances);
  if (!reset) return data(null, { status: 410 });
  return answerSignIn(context, request, { ...reset, returnTo: null });
}

export default function NewPassword({ loaderData: { email }, actionData }: Route.ComponentProps) {
  return email ? <NewPasswordForm email={email} lastResult={actionData} /> : <ExpiredLink />;
}

interface NewPasswordFormProps {
  email: string;
  lastResult: Route.ComponentProps["actionData"];
}

function NewPasswordForm({ email, lastResult }: NewPasswordFormProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(newPasswordSchema(email), { lastResult });
  return (
    <SignInPage title={t("reset.title")} text={t("reset.chooseText", { email })}>
      <Form form={form}>
        {/* A password manager keeps the new one with its address. */}
        <input type="hidden" name="email" value={email} autoComplete="username" />
        <TextField
          field={fields.password}
          label={t("reset.password")}
          help={t("signUp.passwordHelp")}
          type="password"
          autoComplete="new-password"
          autoFocus
        />
        <SubmitButton>{t("reset.choose")}</SubmitButton>
      </Form>
    </SignInPage>
  );
}
