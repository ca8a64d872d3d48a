import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { leadSchema } from "../lead.ts";
import { LeadForm } from "../lead-form.tsx";
import { editLead, findLead } from "../leads.server.ts";
import type { Route } from "./+types/edit.ts";

export const middleware = [needs({ read: "leads.write", write: "leads.write" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const id = foundId(params.leadId);
  return { lead: found(await context.get(studioContext).read((db) => findLead(db, id))) };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const id = foundId(params.leadId);
  const submission = parseWithZod(await request.formData(), { schema: leadSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const edited = found(await studio.write((db) => editLead(db, id, submission.value)));
  if (edited.ok) return redirect(studio.href(`/leads/${id}`));
  const fieldErrors = { [edited.field]: ["leads:winning.unknown"] };
  return data(submission.reply({ fieldErrors }), { status: 422 });
}

export default function EditLead({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["leads", "common"]);
  const { href, currency } = useStudio();
  const { lead } = loaderData;
  const page = href(`/leads/${lead.id}`);
  const { name, kind, organisation, email, phone, source, wish, valueCents, followUpOn } = lead;
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("title"), href: href("/leads") },
          { label: name, href: page },
        ]}
      />
      <LeadForm
        lead={{ name, kind, organisation, email, phone, source, wish, valueCents, followUpOn }}
        client={lead.client}
        clientSource={lead.stage === "won" ? undefined : href("/clients/options")}
        currency={currency}
        lastResult={actionData}
        submit={t("common:save")}
        back={page}
      />
    </Page>
  );
}
