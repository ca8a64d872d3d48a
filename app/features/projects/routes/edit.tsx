import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ProjectForm } from "../project-form.tsx";
import { projectSchema } from "../project.ts";
import { editProject, findProject } from "../projects.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/edit.ts";

export const middleware = [needs({ read: "projects.write", write: "projects.write" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const id = foundId(params.projectId);
  return { project: found(await context.get(studioContext).read((db) => findProject(db, id))) };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const id = foundId(params.projectId);
  const submission = parseWithZod(await request.formData(), { schema: projectSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const edited = await studio.write((db) => editProject(db, id, submission.value));
  if (edited.ok) return redirect(studio.href(`/projects/${id}`));
  if (edited.missing === "project") throw notFound();
  const fieldErrors = { clientId: ["projects:errors.client"] };
  return data(submission.reply({ fieldErrors }), { status: 422 });
}

export default function EditProject({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["projects", "common"]);
  const { href, currency } = useStudio();
  const { project } = loaderData;
  const page = href(`/projects/${project.id}`);
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("title"), href: href("/projects") },
          { label: project.title, href: page },
        ]}
      />
      <ProjectForm
        project={project}
        client={{ id: project.clientId, name: project.clientName }}
        clientSource={href("/clients/options")}
        currency={currency}
        lastResult={actionData}
        submit={t("common:save")}
        back={page}
      />
    </Page>
  );
}
