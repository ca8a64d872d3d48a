import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, Form as RouterForm, redirect } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { homeOf, secondFactorPath } from "#app/identity/answer-sign-in.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import {
  findPersonOf,
  newSecretHeader,
  secondFactorWork,
} from "#app/identity/second-factor-request.server.ts";
import { proveSecondFactor, secondFactorSince } from "#app/identity/second-factor.server.ts";
import { SignInPage } from "#app/identity/sign-in-page.tsx";
import { codeSchema, safeReturnTo } from "#app/identity/user.ts";
import { Button } from "#app/ui/button.tsx";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/second-factor.ts";

// For a sign-in that is pending: nobody is signed in by it yet.
export const middleware = [forAnybody];

export async function loader({ request, url, context }: Route.LoaderArgs) {
  const returnTo = safeReturnTo(url.searchParams.get("returnTo"), "");
  const person = await findPersonOf(context, request);
  if (!person) throw redirect("/sign-in");
  if (person.hasSecondFactor) throw redirect(returnTo || "/");
  if (!(await secondFactorSince(context.get(platformContext).control, person.id))) {
    throw redirect(secondFactorPath(returnTo, "/set-up"));
  }
  return { returnTo };
}

export async function action({ request, context }: Route.ActionArgs) {
  const person = await findPersonOf(context, request);
  if (!person) throw redirect("/sign-in");
  const submission = parseWithZod(await request.formData(), { schema: codeSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { code, returnTo } = submission.value;
  const proved = await proveSecondFactor(secondFactorWork(context, person), code);
  if (proved.ok) {
    const home = await homeOf(context.get(platformContext).control, person);
    const headers = await newSecretHeader(context, proved.secret);
    return redirect(safeReturnTo(returnTo, home), { headers });
  }
  if (proved.why === "sign-in ended") throw redirect("/sign-in");
  const fieldErrors = { code: ["sign-in:errors.code"] };
  return data(submission.reply({ fieldErrors, hideFields: ["code"] }), { status: 422 });
}

export default function SecondFactor({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(codeSchema, { lastResult: actionData });
  return (
    <SignInPage title={t("secondFactor.title")} text={t("secondFactor.text")}>
      <Form form={form}>
        <TextField
          field={fields.code}
          label={t("secondFactor.code")}
          help={t("secondFactor.codeHelp")}
          autoComplete="one-time-code"
          mono
          autoFocus
        />
        <input type="hidden" name={fields.returnTo.name} value={loaderData.returnTo} />
        <SubmitButton>{t("secondFactor.submit")}</SubmitButton>
      </Form>
      <RouterForm method="post" action="/sign-out" className="-ml-3">
        <Button type="submit" variant="ghost">
          {t("secondFactor.other")}
        </Button>
      </RouterForm>
    </SignInPage>
  );
}
