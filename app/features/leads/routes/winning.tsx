import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { winningSchema } from "../lead.ts";
import { findLead } from "../leads.server.ts";
import { WinningChoices } from "../winning-choices.tsx";
import { findLikelyClients, winLead } from "../winning.server.ts";
import type { Route } from "./+types/winning.ts";

export const middleware = [needs({ read: "leads.write", write: "leads.write" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const id = foundId(params.leadId);
  const studio = context.get(studioContext);
  const { lead, likely } = await studio.read(async (db) => {
    const lead = found(await findLead(db, id));
    return { lead, likely: await findLikelyClients(db, lead) };
  });
  if (lead.stage === "won") throw redirect(studio.href(`/leads/${id}`));
  const { name, email, phone, client } = lead;
  return {
    ...{ lead: { id, name, email, phone }, client },
    likely: likely.filter(({ clientId }) => clientId !== client?.id),
  };
}

/** Wins the lead as a client that is there, or as a new one. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const id = foundId(params.leadId);
  const submission = parseWithZod(await request.formData(), { schema: winningSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const won = found(await studio.write((db) => winLead(db, id, submission.value.client)));
  if (won.ok) return redirect(studio.href(`/leads/${id}`));
  const fieldErrors = { client: ["leads:winning.unknown"] };
  return data(submission.reply({ fieldErrors }), { status: 422 });
}

export default function Winning({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("leads");
  const { href } = useStudio();
  const { lead } = loaderData;
  return (
    <Page width="form">
      <PageHeader
        title={t("winning.title", { name: lead.name })}
        meta={t("winning.text")}
        breadcrumbs={[
          { label: t("title"), href: href("/leads") },
          { label: lead.name, href: href(`/leads/${lead.id}`) },
        ]}
      />
      <WinningChoices
        {...loaderData}
        clientSource={href("/clients/options")}
        lastResult={actionData}
      />
    </Page>
  );
}
