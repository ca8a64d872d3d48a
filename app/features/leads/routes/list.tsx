import { Handshake, Plus, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { studioDayOf } from "#app/lib/dates.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { useKeysetPages } from "#app/ui/load-more.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { readLeadFilter } from "../lead.ts";
import { LeadFilters, LeadViews } from "../lead-filters.tsx";
import { LeadTable } from "../lead-table.tsx";
import { listLeads, type ListedLead } from "../leads.server.ts";
import { LossDialog } from "../loss-dialog.tsx";
import { useStageChange } from "../use-stage-change.tsx";
import type { Route } from "./+types/list.ts";

export const middleware = [needs({ read: "leads.read" })];

export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const filter = readLeadFilter(searchParams, today);
  const order = searchParams.get("order") === "follow_up" ? "follow_up" : "latest";
  const after = readCursor(searchParams.get("after"));
  const page = await studio.read((db) => listLeads(db, filter, order, after));
  return { page, today };
}

export default function LeadList({ loaderData }: Route.ComponentProps) {
  const { today } = loaderData;
  const { t } = useTranslation("leads");
  const { href, may, timeZone, currency } = useStudio();
  useLive(["leads"]);
  const [parameters] = useSearchParams();
  const pages = useKeysetPages(loaderData.page);
  const here = href("/leads");
  const mayWrite = may("leads.write");
  const change = useStageChange<ListedLead>(here, loaderData.page);
  const add = mayWrite && (
    <ButtonLink variant="primary" icon={<Plus aria-hidden />} to={`${here}/new`}>
      {t("new")}
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <LeadViews view="list" href={here} search={parameters} />
            {add}
          </>
        }
      />
      <output className="sr-only">{change.said}</output>
      <LeadFilters view="list" />
      {pages.rows.length > 0 ? (
        <LeadTable
          pages={pages}
          reading={{ today, currency, hrefOf: (id) => `${here}/${id}`, mayWrite }}
          timeZone={timeZone}
          change={change}
        />
      ) : parameters.size > 0 ? (
        <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
      ) : (
        <EmptyState icon={Handshake} title={t("empty.title")} text={t("empty.text")} action={add} />
      )}
      <LossDialog lead={change.lost} action={here} onClose={change.keep} />
    </Page>
  );
}
