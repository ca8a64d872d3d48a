import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { authenticatorOf, SignInRefused } from "#app/identity/authenticator.server.ts";
import { listMemberships } from "#app/identity/memberships.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { signInCookie } from "#app/identity/sign-in-cookie.server.ts";
import { startSignIn } from "#app/identity/sign-ins.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { safeReturnTo, signInSchema } from "#app/identity/user.ts";
import { Centered } from "#app/ui/centered.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { LanguageSwitch, ThemeSwitch } from "#app/ui/preferences.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/sign-in.ts";

export function loader({ url, context }: Route.LoaderArgs) {
  const returnTo = safeReturnTo(url.searchParams.get("returnTo"), "");
  if (context.get(userContext)) throw redirect(returnTo || "/");
  return { returnTo };
}

export async function action({ request, context }: Route.ActionArgs) {
  const { control } = context.get(platformContext);
  try {
    const { userId, isOperator, returnTo } = await authenticatorOf(control).authenticate(
      "password",
      request,
    );
    const secret = await startSignIn(control, userId, request.headers.get("User-Agent"));
    const cookie = await signInCookie(context.get(environmentContext)).serialize(secret);
    const memberships = await listMemberships(control, userId);
    const home = isOperator && memberships.length === 0 ? "/operations" : "/";
    return redirect(safeReturnTo(returnTo, home), { headers: { "Set-Cookie": cookie } });
  } catch (error) {
    if (error instanceof SignInRefused) return data(error.reply, { status: 422 });
    throw error;
  }
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(signInSchema, {
    lastResult: actionData,
    defaultValue: loaderData,
  });
  return (
    <Centered
      title={t("title")}
      text={t("text")}
      footer={
        <>
          <LanguageSwitch />
          <ThemeSwitch />
        </>
      }
    >
      <DocumentTitle>{t("title")}</DocumentTitle>
      <Form form={form}>
        <TextField
          field={fields.email}
          label={t("email")}
          type="email"
          autoComplete="username"
          autoFocus
        />
        <TextField
          field={fields.password}
          label={t("password")}
          type="password"
          autoComplete="current-password"
        />
        <input type="hidden" name={fields.returnTo.name} value={loaderData.returnTo} />
        <SubmitButton>{t("submit")}</SubmitButton>
      </Form>
    </Centered>
  );
}
