import { parseWithZod } from "@conform-to/zod/v4";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { languages } from "#app/i18n/i18n.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { countStudiosMade, MOST_STUDIOS, openNewStudio } from "#app/identity/new-studio.server.ts";
import { newStudioSchema, slugOf } from "#app/identity/new-studio.ts";
import { onApex } from "#app/identity/on-apex.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { found } from "#app/lib/found.ts";
import { listTimeZones } from "#app/lib/time-zones.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Centered } from "#app/ui/centered.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { SelectField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/new-studio.ts";

export const middleware = [onApex, forTheSignedIn];

export async function loader({ request, context }: Route.LoaderArgs) {
  const { id } = found(context.get(userContext));
  const made = await countStudiosMade(context.get(platformContext).control, id);
  return {
    isAllowed: made < MOST_STUDIOS,
    host: new URL(context.get(environmentContext).appUrl).host,
    language: languageOf(request),
    timeZones: listTimeZones("Europe/Paris"),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: newStudioSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { id: userId } = found(context.get(userContext));
  const person = { userId, visitor: context.get(visitorContext) };
  const made = await openNewStudio(context.get(platformContext), person, submission.value);
  if (made.ok) return redirect(`/s/${submission.value.slug}`);
  const errors =
    made.because === "slugTaken"
      ? { fieldErrors: { slug: ["team:errors.slugTaken"] } }
      : { formErrors: ["team:errors.tooManyStudios"] };
  return data(submission.reply(errors), { status: 409 });
}

export default function NewStudio({ loaderData, actionData }: Route.ComponentProps) {
  const { isAllowed } = loaderData;
  const { t } = useTranslation("team");
  return (
    <Centered
      title={t("newStudio.title")}
      text={t(isAllowed ? "newStudio.text" : "errors.tooManyStudios")}
    >
      <DocumentTitle>{t("newStudio.title")}</DocumentTitle>
      {isAllowed ? (
        <NewStudioForm {...loaderData} lastResult={actionData} />
      ) : (
        <ButtonLink to="/studios?choose" size="lg">
          {t("newStudio.back")}
        </ButtonLink>
      )}
    </Centered>
  );
}

type NewStudioFormProps = Pick<
  Route.ComponentProps["loaderData"],
  "host" | "language" | "timeZones"
> & { lastResult: Route.ComponentProps["actionData"] };

function NewStudioForm({ host, language, timeZones, lastResult }: NewStudioFormProps) {
  const { t } = useTranslation(["team", "settings", "common"]);
  const [form, fields] = useZodForm(newStudioSchema, {
    lastResult,
    defaultValue: { language, timeZone: "Europe/Paris" },
  });
  // The address follows the name until somebody types one.
  const [proposed, propose] = useState("");
  const { value } = fields.slug;
  return (
    <Form
      form={form}
      onChange={({ target }) => {
        if (!(target instanceof HTMLInputElement) || target.name !== fields.name.name) return;
        if (value && value !== proposed) return;
        const slug = slugOf(target.value);
        propose(slug);
        form.update({ name: fields.slug.name, value: slug });
      }}
    >
      <TextField
        field={fields.name}
        label={t("newStudio.name")}
        autoComplete="organization"
        autoFocus
      />
      <TextField
        field={fields.slug}
        label={t("newStudio.slug")}
        help={t("newStudio.slugHelp")}
        prefix={`${host}/s/`}
        autoComplete="off"
        mono
      />
      <SelectField
        field={fields.language}
        label={t("settings:studio.language")}
        options={languages.map((it) => ({
          value: it,
          label: t(`settings:studio.languages.${it}`),
        }))}
      />
      <SelectField
        field={fields.timeZone}
        label={t("settings:studio.timeZone")}
        options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
      />
      <FormActions>
        <SubmitButton>{t("newStudio.submit")}</SubmitButton>
        <ButtonLink variant="ghost" to="/studios?choose">
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
