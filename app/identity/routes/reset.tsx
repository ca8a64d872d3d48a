import { useTranslation } from "react-i18next";
import { forAnybody } from "#app/identity/access.server.ts";
import { mailPasswordReset } from "#app/identity/link-mails.server.ts";
import { answerMailRequest } from "#app/identity/mail-request.server.ts";
import { OtherWays, SignInPage } from "#app/identity/sign-in-page.tsx";
import { userContext } from "#app/identity/user-context.server.ts";
import { mailRequestSchema } from "#app/identity/user.ts";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/reset.ts";

export const middleware = [forAnybody];

export function loader({ context }: Route.LoaderArgs) {
  return { email: context.get(userContext)?.email ?? "" };
}

export function action({ request, context }: Route.ActionArgs) {
  return answerMailRequest(context, request, mailPasswordReset);
}

export default function Reset({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(mailRequestSchema, {
    lastResult: actionData,
    defaultValue: loaderData,
  });
  return (
    <SignInPage title={t("reset.title")} text={t("reset.text")}>
      <Form form={form}>
        <TextField
          field={fields.email}
          label={t("email")}
          type="email"
          autoComplete="username"
          autoFocus
        />
        <SubmitButton>{t("reset.submit")}</SubmitButton>
      </Form>
      <OtherWays>
        <TextLink to="/sign-in">{t("ways.back")}</TextLink>
      </OtherWays>
    </SignInPage>
  );
}
