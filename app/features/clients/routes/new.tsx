import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ClientForm } from "../client-form.tsx";
import { clientSchemaWith } from "../client.ts";
import { listTags } from "../client-lists.server.ts";
import { listCustomFields } from "../custom-fields.server.ts";
import { addClient } from "../clients.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "clients.write", write: "clients.write" })];

export async function loader({ context }: Route.LoaderArgs) {
  return context.get(studioContext).read(async (db) => {
    const [custom, tags] = await Promise.all([listCustomFields(db), listTags(db)]);
    return { custom, tags };
  });
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const [custom, formData] = await Promise.all([studio.read(listCustomFields), request.formData()]);
  const submission = parseWithZod(formData, { schema: clientSchemaWith(custom) });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
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
        {...loaderData}
        submit={t("add")}
        back={href("/clients")}
      />
    </Page>
  );
}
