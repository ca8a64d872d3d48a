import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { z } from "zod";
import { findClient } from "#app/features/clients/clients.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { leadSchema } from "../lead.ts";
import { LeadForm } from "../lead-form.tsx";
import { addLead } from "../leads.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "leads.write", write: "leads.write" })];

/** `?client=`: who asks is known already. */
export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const id = z.uuid().safeParse(searchParams.get("client")).data;
  const client =
    id === undefined
      ? undefined
      : await context.get(studioContext).read((db) => findClient(db, id));
  if (!client) return { lead: {}, client: null };
  const { kind, name, organisation, email, phone } = client;
  return { lead: { kind, name, organisation, email, phone }, client: { id: client.id, name } };
}

export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: leadSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const added = await studio.write((db) => addLead(db, submission.value));
  if (added.ok) return redirect(studio.href(`/leads/${added.id}`));
  const fieldErrors = { [added.field]: ["leads:winning.unknown"] };
  return data(submission.reply({ fieldErrors }), { status: 422 });
}

export default function NewLead({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("leads");
  const { href, currency } = useStudio();
  return (
    <Page width="form">
      <PageHeader title={t("new")} breadcrumbs={[{ label: t("title"), href: href("/leads") }]} />
      <LeadForm
        lead={loaderData.lead}
        client={loaderData.client}
        clientSource={href("/clients/options")}
        currency={currency}
        lastResult={actionData}
        submit={t("add")}
        back={href("/leads")}
      />
    </Page>
  );
}
