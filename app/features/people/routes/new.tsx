import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { addPerson } from "../people.server.ts";
import { PersonForm } from "../person-form.tsx";
import { personSchema } from "../person.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "people.write", write: "people.write" })];

export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: personSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const id = await studio.write((db) => addPerson(db, submission.value));
  return redirect(studio.href(`/people/${id}`));
}

export default function NewPerson({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation("people");
  const { href } = useStudio();
  return (
    <Page width="form">
      <PageHeader title={t("new")} breadcrumbs={[{ label: t("title"), href: href("/people") }]} />
      <PersonForm lastResult={actionData} submit={t("add")} back={href("/people")} />
    </Page>
  );
}
