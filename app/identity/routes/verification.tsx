import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, type RouterContextProvider } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { answerSignIn } from "#app/identity/answer-sign-in.server.ts";
import { ExpiredLink } from "#app/identity/expired-link.tsx";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { signUpCookie } from "#app/identity/sign-in-cookie.server.ts";
import { SignInPage } from "#app/identity/sign-in-page.tsx";
import { findVerification, verifyEmail } from "#app/identity/sign-up.server.ts";
import { verificationSchema } from "#app/identity/user.ts";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/verification.ts";

export const middleware = [forAnybody];

/** Leaves the link unused: programs that look through mail open its links. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const { control } = context.get(platformContext);
  const mark = await markOf(request, context);
  return { verification: (await findVerification(control, params.secret, mark)) ?? null };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const mark = await markOf(request, context);
  const submission = parseWithZod(await request.formData(), { schema: verificationSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { password } = submission.value;
  const given = { secret: params.secret, mark, password };
  const verified = await verifyEmail(context.get(platformContext).control, given);
  if (verified === "expired") return data(null, { status: 410 });
  if (verified === "wrong password") {
    const fieldErrors = { password: ["sign-in:errors.password"] };
    return data(submission.reply({ fieldErrors, hideFields: ["password"] }), { status: 422 });
  }
  const cookie = signUpCookie(context.get(environmentContext));
  const headers = { "Set-Cookie": await cookie.serialize("", { maxAge: 0 }) };
  return answerSignIn(context, request, { ...verified, returnTo: "/studios", headers });
}

export default function Verification({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(verificationSchema, { lastResult: actionData });
  const { verification } = loaderData;
  if (!verification) return <ExpiredLink />;
  const { email, asksPassword } = verification;
  return (
    <SignInPage
      title={t("verification.title")}
      text={t(asksPassword ? "verification.passwordText" : "verification.text", { email })}
    >
      <Form form={form}>
        {asksPassword && (
          <TextField
            field={{ ...fields.password, required: true }}
            label={t("password")}
            type="password"
            autoComplete="current-password"
            autoFocus
          />
        )}
        <SubmitButton>{t("verification.submit")}</SubmitButton>
      </Form>
    </SignInPage>
  );
}

async function markOf(request: Request, context: Readonly<RouterContextProvider>) {
  const cookie = signUpCookie(context.get(environmentContext));
  const mark: unknown = await cookie.parse(request.headers.get("Cookie"));
  return typeof mark === "string" ? mark : null;
}
