import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { inEvenTime, mailMagicLink, originOf } from "#app/identity/link-mails.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { OtherWays, SignInPage } from "#app/identity/sign-in-page.tsx";
import { mailRequestSchema, safeReturnTo } from "#app/identity/user.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/sign-in-link.ts";

export const middleware = [forAnybody];

export function loader({ url }: Route.LoaderArgs) {
  return { returnTo: safeReturnTo(url.searchParams.get("returnTo"), "") };
}

/** Answers alike whether there is an account or not. */
export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: mailRequestSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const origin = originOf(request, context.get(environmentContext));
  const asked = { ...submission.value, origin, visitor: context.get(visitorContext) };
  await inEvenTime(mailMagicLink(context.get(platformContext).control, asked));
  return redirect("/sign-in/mail-sent");
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
