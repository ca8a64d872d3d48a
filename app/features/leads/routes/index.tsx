import { Handshake, Plus, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { studioDayOf } from "#app/lib/dates.ts";
import { useLive, useLiveHold } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { readLeadFilter } from "../lead.ts";
import { LeadBoard } from "../lead-board.tsx";
import { LeadFilters, LeadViews } from "../lead-filters.tsx";
import { listStage, sumStages, type ListedLead } from "../leads.server.ts";
import { LossDialog } from "../loss-dialog.tsx";
import { useCardDrag } from "../use-card-drag.tsx";
import { useStageChange } from "../use-stage-change.tsx";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "leads.read" })];

export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const filter = readLeadFilter(searchParams, today);
  const columns = await studio.read(async (db) => {
    const sums = await sumStages(db, filter);
    return Promise.all(
      sums.map(async (sum) => ({
        ...sum,
        page: sum.count === 0 ? { rows: [], next: null } : await listStage(db, sum.stage, filter),
      })),
    );
  });
  return { columns, today };
}

export default function Leads({ loaderData }: Route.ComponentProps) {
  const { columns, today } = loaderData;
  const { t } = useTranslation("leads");
  const { href, may, currency } = useStudio();
  useLive(["leads"]);
  const [parameters] = useSearchParams();
  const here = href("/leads");
  const mayWrite = may("leads.write");
  const change = useStageChange<ListedLead>(here, columns);
  const drag = useCardDrag(change.change);
  useLiveHold(drag.dragged !== null);
  const isEmpty = columns.every(({ count }) => count === 0);
  const add = mayWrite && (
    <ButtonLink variant="primary" icon={<Plus aria-hidden />} to={`${here}/new`}>
      {t("new")}
    </ButtonLink>
  );
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        actions={
          <>
            <LeadViews view="board" href={here} search={parameters} />
            {add}
          </>
        }
      />
      {isEmpty && parameters.size === 0 ? (
        <EmptyState icon={Handshake} title={t("empty.title")} text={t("empty.text")} action={add} />
      ) : (
        <>
          <LeadFilters view="board" />
          {isEmpty ? (
            <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
          ) : (
            <LeadBoard
              columns={columns}
              source={`${here}/column`}
              reading={{ today, currency, hrefOf: (id) => `${here}/${id}`, mayWrite }}
              change={change}
              drag={drag}
            />
          )}
        </>
      )}
      <LossDialog lead={change.lost} action={here} onClose={change.keep} />
    </Page>
  );
}
