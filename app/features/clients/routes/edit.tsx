import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ClientForm } from "../client-form.tsx";
import { clientSchemaWith } from "../client.ts";
import { listTags } from "../client-lists.server.ts";
import { listCustomFields } from "../custom-fields.server.ts";
import { editClient, findClient } from "../clients.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/edit.ts";

export const middleware = [needs({ read: "clients.write", write: "clients.write" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const id = foundId(params.clientId);
  return context.get(studioContext).read(async (db) => {
    const [client, custom, tags] = await Promise.all([
      findClient(db, id),
      listCustomFields(db),
      listTags(db),
    ]);
    return { client: found(client), custom, tags };
  });
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const id = foundId(params.clientId);
  const studio = context.get(studioContext);
  const [schema, formData] = await Promise.all([
    studio.read(async (db) => {
      const [client, custom] = await Promise.all([findClient(db, id), listCustomFields(db)]);
      return clientSchemaWith(custom, found(client).custom);
    }),
    request.formData(),
  ]);
  const submission = parseWithZod(formData, { schema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const edited = await studio.write((db) => editClient(db, id, submission.value));
  if (!edited) throw notFound();
  return redirect(studio.href(`/clients/${id}`));
}

export default function EditClient({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["clients", "common"]);
  const { href } = useStudio();
  const { client, custom, tags } = loaderData;
  const page = href(`/clients/${client.id}`);
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("title"), href: href("/clients") },
          { label: client.name, href: page },
        ]}
      />
      <ClientForm
        client={client}
        lastResult={actionData}
        custom={custom}
        tags={tags}
        submit={t("common:save")}
        back={page}
      />
    </Page>
  );
}
