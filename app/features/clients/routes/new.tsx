import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ClientForm } from "../client-form.tsx";
import { clientSchema } from "../client.ts";
import { addClient, listTags } from "../clients.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "clients.write", write: "clients.write" })];

export async function loader({ context }: Route.LoaderArgs) {
  return { tags: await context.get(studioContext).read(listTags) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: clientSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const id = await studio.write((db) => addClient(db, submission.value));
  return redirect(studio.href(`/clients/${id}`));
}

export default function NewClient({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("clients");
  const { href } = useStudio();
  return (
    <Page width="form">
      <PageHeader title={t("new")} breadcrumbs={[{ label: t("title"), href: href("/clients") }]} />
      <ClientForm
        lastResult={actionData}
        tags={loaderData.tags}
        submit={t("add")}
        back={href("/clients")}
      />
    </Page>
  );
}
