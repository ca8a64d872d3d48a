import { useTranslation } from "react-i18next";
import { forAnybody } from "#app/identity/access.server.ts";
import { mailMagicLink } from "#app/identity/link-mails.server.ts";
import { answerMailRequest } from "#app/identity/mail-request.server.ts";
import { OtherWays, SignInPage } from "#app/identity/sign-in-page.tsx";
import { mailRequestSchema, safeReturnTo } from "#app/identity/user.ts";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/sign-in-link.ts";

export const middleware = [forAnybody];

export function loader({ url }: Route.LoaderArgs) {
  return { returnTo: safeReturnTo(url.searchParams.get("returnTo"), "") };
}

export function action({ request, context }: Route.ActionArgs) {
  return answerMailRequest(context, request, mailMagicLink);
}

export default function SignInLink({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(mailRequestSchema, { lastResult: actionData });
  return (
    <SignInPage title={t("link.title")} text={t("link.text")}>
      <Form form={form}>
        <TextField
          field={fields.email}
          label={t("email")}
          type="email"
          autoComplete="username"
          autoFocus
        />
        <input type="hidden" name={fields.returnTo.name} value={loaderData.returnTo} />
        <SubmitButton>{t("link.submit")}</SubmitButton>
      </Form>
      <OtherWays>
        <TextLink to="/sign-in">{t("ways.back")}</TextLink>
      </OtherWays>
    </SignInPage>
  );
}
