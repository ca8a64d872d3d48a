import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { homeOf, secondFactorPath } from "#app/identity/answer-sign-in.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { QrCode } from "#app/identity/qr-code.tsx";
import { RecoveryCodes } from "#app/identity/recovery-codes.tsx";
import {
  findPersonOf,
  newSecretHeader,
  secondFactorWork,
} from "#app/identity/second-factor-request.server.ts";
import { confirmKey, offerKey } from "#app/identity/second-factor.server.ts";
import { SignInPage } from "#app/identity/sign-in-page.tsx";
import { findSignedInUser } from "#app/identity/sign-ins.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { codeSchema, safeReturnTo } from "#app/identity/user.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/second-factor-set-up.ts";

// For a sign-in that is pending too: an operator sets it up before being signed in at all.
export const middleware = [forAnybody];

export async function loader({ request, url, context }: Route.LoaderArgs) {
  const person = await findPersonOf(context, request);
  if (!person) throw redirect("/sign-in");
  const { control, seals } = context.get(platformContext);
  const home = person.isPending ? await homeOf(control, person) : "/account/second-factor";
  const returnTo = safeReturnTo(url.searchParams.get("returnTo"), home);
  const { isOperator } = person;
  // It is on: the page that has just turned it on still shows the recovery codes.
  if (person.hasSecondFactor) return { offer: null, returnTo, isOperator };
  const offer = await offerKey({ control, seals }, { userId: person.id, email: person.email });
  if (!offer) throw redirect(secondFactorPath(returnTo));
  return data({ offer, returnTo, isOperator }, { headers: { "Cache-Control": "no-store" } });
}

export async function action({ request, context }: Route.ActionArgs) {
  const person = await findPersonOf(context, request);
  if (!person) throw redirect("/sign-in");
  const submission = parseWithZod(await request.formData(), { schema: codeSchema });
  if (submission.status !== "success") {
    return data({ codes: null, reply: submission.reply() }, { status: 422 });
  }
  const confirmed = await confirmKey(secondFactorWork(context, person), submission.value.code);
  if (confirmed.ok) {
    // Where the whole document was asked for, its loaders run with the cookie of before.
    const { control } = context.get(platformContext);
    context.set(userContext, (await findSignedInUser(control, confirmed.secret)) ?? null);
    const headers = await newSecretHeader(context, confirmed.secret);
    return data({ codes: confirmed.codes, reply: null }, { headers });
  }
  if (confirmed.why === "sign-in ended") throw redirect("/sign-in");
  const fieldErrors = { code: ["sign-in:errors.code"] };
  return data({ codes: null, reply: submission.reply({ fieldErrors }) }, { status: 422 });
}

export const headers: Route.HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export default function SetUp({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  const [form, fields] = useZodForm(codeSchema, { lastResult: actionData?.reply });
  const { offer, returnTo, isOperator } = loaderData;
  if (!offer) {
    return (
      <SignInPage title={t("setUp.done")} text={t("setUp.doneText")}>
        {actionData?.codes && <RecoveryCodes codes={actionData.codes} />}
        <ButtonLink variant="primary" prefetch="none" to={returnTo}>
          {t("setUp.continue")}
        </ButtonLink>
      </SignInPage>
    );
  }
  return (
    <SignInPage title={t("setUp.title")} text={t(isOperator ? "setUp.operatorText" : "setUp.text")}>
      <QrCode label={t("setUp.qr")} {...offer.qr} />
      <p className="flex flex-col gap-1 text-13 text-muted">
        {t("setUp.key")}
        <code className="font-mono text-13 break-all text-ink select-all">
          {offer.key.replace(/(.{4})(?=.)/g, "$1 ")}
        </code>
      </p>
      <Form form={form}>
        <TextField
          field={fields.code}
          label={t("setUp.code")}
          autoComplete="one-time-code"
          inputMode="numeric"
          mono
          autoFocus
        />
        <SubmitButton>{t("setUp.submit")}</SubmitButton>
      </Form>
    </SignInPage>
  );
}
