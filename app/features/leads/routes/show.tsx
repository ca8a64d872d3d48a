import { History as HistoryIcon, Pencil, Trophy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { listPeople } from "#app/identity/people.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { meaningOfStage } from "#app/features/clients/lead-stage.ts";
import { formatDate, studioDayOf } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { StageMenu } from "../lead-card.tsx";
import { LeadDetails } from "../lead-details.tsx";
import { findLead, type Lead } from "../leads.server.ts";
import { LossDialog } from "../loss-dialog.tsx";
import { listStageSteps } from "../stage-history.server.ts";
import { useStageChange } from "../use-stage-change.tsx";
import type { Route } from "./+types/show.ts";

export const middleware = [needs({ read: "leads.read" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const id = foundId(params.leadId);
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const { lead, steps } = await studio.read(async (db) => {
    const [lead, steps] = await Promise.all([findLead(db, id), listStageSteps(db, id)]);
    return { lead: found(lead), steps };
  });
  const { control } = context.get(platformContext);
  const actors = [...new Set(steps.flatMap(({ actor }) => actor ?? []))];
  const people = await listPeople(control, studio.placement.studioId, actors);
  return {
    lead,
    today: studioDayOf(new Date(), timeZone, dayStartsAt),
    steps: steps.map(({ id: step, at, stage, actor }) => ({
      ...{ id: step, at, stage },
      by: people.find((person) => person.id === actor)?.name ?? null,
    })),
  };
}

export default function LeadPage({ loaderData }: Route.ComponentProps) {
  const { lead, steps, today } = loaderData;
  const { t, i18n } = useTranslation(["leads", "clients", "common"]);
  const { href, may, timeZone, currency } = useStudio();
  useLive(["leads"]);
  const here = href("/leads");
  const mayWrite = may("leads.write");
  const change = useStageChange<Lead>(here, lead);
  const stage = change.moves[0]?.to ?? lead.stage;
  const reader = { language: i18n.language, timeZone };
  return (
    <Page>
      <PageHeader
        title={lead.name}
        breadcrumbs={[{ label: t("title"), href: here }]}
        mark={
          mayWrite ? (
            <StageMenu
              lead={{ name: lead.name, stage }}
              onChange={(to) => change.change(lead, to)}
            />
          ) : (
            <Badge meaning={meaningOfStage[stage]}>{t(`stages.${stage}`)}</Badge>
          )
        }
        meta={[
          lead.organisation,
          t(`sources.${lead.source}`),
          t("asked", { day: formatDate(lead.createdAt, reader, { year: true }) }),
        ]
          .filter(Boolean)
          .join(" · ")}
        actions={
          <>
            {may("audit.read") && (
              <ButtonLink
                variant="ghost"
                icon={<HistoryIcon aria-hidden />}
                to={href(`/settings/audit?row=${lead.id}`)}
              >
                {t("common:history")}
              </ButtonLink>
            )}
            {mayWrite && (
              <ButtonLink icon={<Pencil aria-hidden />} to={`${here}/${lead.id}/edit`}>
                {t("common:edit")}
              </ButtonLink>
            )}
            {mayWrite && stage !== "won" && (
              <ButtonLink
                variant="primary"
                icon={<Trophy aria-hidden />}
                to={`${here}/${lead.id}/winning`}
              >
                {t("winning.action")}
              </ButtonLink>
            )}
          </>
        }
      />
      <output className="sr-only">{change.said}</output>
      <LeadDetails
        {...{ lead, steps, today, reader, currency }}
        hrefOf={href}
        mayBook={may("sessions.write")}
      />
      <LossDialog lead={change.lost} action={here} onClose={change.keep} />
    </Page>
  );
}
