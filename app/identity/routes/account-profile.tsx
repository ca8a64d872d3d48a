import { parseWithZod } from "@conform-to/zod/v4";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { data } from "react-router";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { changeProfile, findProfile } from "#app/identity/profiles.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { profileSchema } from "#app/identity/user.ts";
import { languages } from "#app/i18n/i18n.ts";
import { found } from "#app/lib/found.ts";
import { SelectField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { toast } from "#app/ui/toast.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/account-profile.ts";

export const middleware = [forTheSignedIn];

export async function loader({ context }: Route.LoaderArgs) {
  const { id } = found(context.get(userContext));
  return found(await findProfile(context.get(platformContext).control, id));
}

export async function action({ request, context }: Route.ActionArgs) {
  const { id } = found(context.get(userContext));
  const submission = parseWithZod(await request.formData(), { schema: profileSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  await changeProfile(context.get(platformContext).control, id, submission.value);
  return data(submission.reply());
}

export default function Profile({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["account", "common"]);
  const { name, language } = loaderData;
  const [form, fields] = useZodForm(profileSchema, {
    lastResult: actionData,
    defaultValue: { name, language },
  });
  useEffect(() => {
    if (actionData?.status === "success") toast(t("saved"));
  }, [actionData, t]);
  return (
    <Form form={form} className="max-w-[26rem]">
      <TextField field={fields.name} label={t("profile.name")} autoComplete="name" />
      <SelectField
        field={fields.language}
        label={t("profile.language")}
        options={languages.map((value) => ({ value, label: t(`common:language.${value}`) }))}
      />
      <FormActions>
        <SubmitButton>{t("profile.submit")}</SubmitButton>
      </FormActions>
    </Form>
  );
}
