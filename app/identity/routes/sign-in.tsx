import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { answerSignIn } from "#app/identity/answer-sign-in.server.ts";
import {
  authenticatorOf,
  EmailUnverified,
  SignInRefused,
} from "#app/identity/authenticator.server.ts";
import { problemOf } from "#app/identity/oauth/provider.ts";
import { listProviders } from "#app/identity/oauth/providers.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { ProviderButtons, ProviderProblem } from "#app/identity/provider-buttons.tsx";
import { OtherWays, SignInPage } from "#app/identity/sign-in-page.tsx";
import { signUpCookie } from "#app/identity/sign-in-cookie.server.ts";
import { mailVerificationAgain } from "#app/identity/sign-up.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { safeReturnTo, signInSchema } from "#app/identity/user.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/sign-in.ts";

export const middleware = [forAnybody];

export function loader({ url, context }: Route.LoaderArgs) {
  const returnTo = safeReturnTo(url.searchParams.get("returnTo"), "");
  if (context.get(userContext)) throw redirect(returnTo || "/");
  const providers = listProviders(context.get(environmentContext));
  return { returnTo, providers, problem: problemOf(url.searchParams) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const { control } = context.get(platformContext);
  const visitor = context.get(visitorContext);
  try {
    const signedIn = await authenticatorOf(control, visitor).authenticate("password", request);
    return await answerSignIn(context, request, signedIn);
  } catch (error) {
    if (error instanceof SignInRefused) return data(error.reply, { status: 422 });
    if (!(error instanceof EmailUnverified)) throw error;
    const environment = context.get(environmentContext);
    const asked = { origin: environment.appUrl, visitor };
    const mark = await mailVerificationAgain(control, error.userId, asked);
    const cookie = await signUpCookie(environment).serialize(mark);
    return redirect("/sign-in/mail-sent", { headers: { "Set-Cookie": cookie } });
  }
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(signInSchema, {
    lastResult: actionData,
    defaultValue: { returnTo: loaderData.returnTo },
  });
  const onTheWay = loaderData.returnTo
    ? `?${new URLSearchParams({ returnTo: loaderData.returnTo }).toString()}`
    : "";
  return (
    <SignInPage title={t("title")} text={t("text")}>
      <ProviderProblem problem={actionData ? null : loaderData.problem} />
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
      <ProviderButtons providers={loaderData.providers} returnTo={loaderData.returnTo} />
      <OtherWays>
        <TextLink to={`/sign-in/link${onTheWay}`}>{t("ways.link")}</TextLink>
        <TextLink to="/sign-in/reset">{t("ways.reset")}</TextLink>
        <TextLink to="/sign-up">{t("ways.signUp")}</TextLink>
      </OtherWays>
    </SignInPage>
  );
}
