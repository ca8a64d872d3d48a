import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { editPerson, findPerson } from "../people.server.ts";
import { PersonForm } from "../person-form.tsx";
import { personSchema } from "../person.ts";
import type { Route } from "./+types/edit.ts";

export const middleware = [needs({ read: "people.write", write: "people.write" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const id = foundId(params.personId);
  return { person: found(await context.get(studioContext).read((db) => findPerson(db, id))) };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const id = foundId(params.personId);
  const submission = parseWithZod(await request.formData(), { schema: personSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const edited = await studio.write((db) => editPerson(db, id, submission.value));
  if (!edited) throw notFound();
  return redirect(studio.href(`/people/${id}`));
}

export default function EditPerson({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["people", "common"]);
  const { href } = useStudio();
  const { person } = loaderData;
  const page = href(`/people/${person.id}`);
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("title"), href: href("/people") },
          { label: person.name, href: page },
        ]}
      />
      <PersonForm person={person} lastResult={actionData} submit={t("common:save")} back={page} />
    </Page>
  );
}
