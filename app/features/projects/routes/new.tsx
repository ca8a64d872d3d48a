import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { z } from "zod";
import { findClient } from "#app/features/clients/clients.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ProjectForm } from "../project-form.tsx";
import { projectSchema } from "../project.ts";
import { addProject } from "../projects.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "projects.write", write: "projects.write" })];

/** `?client=` chooses the client. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const id = z.uuid().safeParse(url.searchParams.get("client")).data;
  const client = id && (await context.get(studioContext).read((db) => findClient(db, id)));
  return { client: client ? { id: client.id, name: client.name } : null };
}

export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: projectSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const added = await studio.write((db) => addProject(db, submission.value));
  if (!added.ok) {
    const fieldErrors = { clientId: ["projects:errors.client"] };
    return data(submission.reply({ fieldErrors }), { status: 422 });
  }
  return redirect(studio.href(`/projects/${added.id}`));
}

export default function NewProject({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("projects");
  const { href, currency } = useStudio();
  const { client } = loaderData;
  return (
    <Page width="form">
      <PageHeader title={t("new")} breadcrumbs={[{ label: t("title"), href: href("/projects") }]} />
      <ProjectForm
        client={client}
        clientSource={href("/clients/options")}
        currency={currency}
        lastResult={actionData}
        submit={t("add")}
        back={href(client ? `/clients/${client.id}/projects` : "/projects")}
      />
    </Page>
  );
}
