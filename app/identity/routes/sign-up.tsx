import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { inEvenTime } from "#app/identity/link-mails.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { signUpCookie } from "#app/identity/sign-in-cookie.server.ts";
import { OtherWays, SignInPage } from "#app/identity/sign-in-page.tsx";
import { signUp } from "#app/identity/sign-up.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { signUpSchema } from "#app/identity/user.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/sign-up.ts";

export const middleware = [forAnybody];

export function loader({ context }: Route.LoaderArgs) {
  if (context.get(userContext)) throw redirect("/");
  return null;
}

/** Answers alike whether the address has an account or not; signs nobody in. */
export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: signUpSchema });
  if (submission.status !== "success") {
    return data(submission.reply({ hideFields: ["password"] }), { status: 422 });
  }
  const environment = context.get(environmentContext);
  const account = { ...submission.value, language: languageOf(request) };
  // The apex: whoever has no studio yet goes on there.
  const asked = { origin: environment.appUrl, visitor: context.get(visitorContext) };
  const mark = await inEvenTime(signUp(context.get(platformContext).control, account, asked));
  const cookie = await signUpCookie(environment).serialize(mark);
  return redirect("/sign-in/mail-sent", { headers: { "Set-Cookie": cookie } });
}

export default function SignUp({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(signUpSchema, { lastResult: actionData });
  return (
    <SignInPage title={t("signUp.title")} text={t("signUp.text")}>
      <Form form={form}>
        <TextField field={fields.name} label={t("signUp.name")} autoComplete="name" autoFocus />
        <TextField field={fields.email} label={t("email")} type="email" autoComplete="username" />
        <TextField
          field={fields.password}
          label={t("password")}
          help={t("signUp.passwordHelp")}
          type="password"
          autoComplete="new-password"
        />
        <SubmitButton>{t("signUp.submit")}</SubmitButton>
      </Form>
      <OtherWays>
        <TextLink to="/sign-in">{t("signUp.known")}</TextLink>
      </OtherWays>
    </SignInPage>
  );
}
