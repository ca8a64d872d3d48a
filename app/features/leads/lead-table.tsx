import { useTranslation } from "react-i18next";
import { isOpen, meaningOfStage } from "#app/features/clients/lead-stage.ts";
import { cx } from "#app/lib/cx.ts";
import { formatDate, formatDay, type Reader } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Badge } from "#app/ui/badge.tsx";
import { LoadMore, type useKeysetPages } from "#app/ui/load-more.tsx";
import { Table } from "#app/ui/table.tsx";
import { StageMenu, type LeadReading } from "./lead-card.tsx";
import type { ListedLead } from "./leads.server.ts";
import type { useStageChange } from "./use-stage-change.tsx";

interface LeadTableProps {
  pages: ReturnType<typeof useKeysetPages<ListedLead>>;
  reading: LeadReading;
  timeZone: string;
  change: ReturnType<typeof useStageChange<ListedLead>>;
}

export function LeadTable({ pages, reading, timeZone, change }: LeadTableProps) {
  const { t, i18n } = useTranslation("leads");
  const { language } = i18n;
  const reader: Reader = { language, timeZone };
  const stageOf = (lead: ListedLead) =>
    change.moves.find((move) => move.lead.id === lead.id)?.to ?? lead.stage;
  return (
    <Table
      label={t("title")}
      rows={pages.rows}
      rowKey={(lead) => lead.id}
      rowHref={(lead) => reading.hrefOf(lead.id)}
      columns={[
        {
          id: "name",
          header: t("name"),
          width: "minmax(0, 1.6fr)",
          cell: (lead) => lead.name,
        },
        {
          id: "organisation",
          header: t("organisation"),
          from: "lg",
          cell: (lead) => lead.organisation,
        },
        {
          id: "stage",
          header: t("stage"),
          width: "9rem",
          cell: (lead) =>
            reading.mayWrite ? (
              <StageMenu
                lead={{ name: lead.name, stage: stageOf(lead) }}
                onChange={(to) => change.change(lead, to)}
              />
            ) : (
              <Badge meaning={meaningOfStage[lead.stage]}>{t(`stages.${lead.stage}`)}</Badge>
            ),
        },
        {
          id: "source",
          header: t("source"),
          width: "9rem",
          from: "md",
          cell: (lead) => <span className="text-muted">{t(`sources.${lead.source}`)}</span>,
        },
        {
          id: "followUp",
          header: t("followUp"),
          width: "8rem",
          from: "md",
          cell: ({ followUpOn, stage }) =>
            followUpOn && (
              <span
                className={cx(
                  isOpen(stage) && followUpOn <= reading.today ? "text-warning-ink" : "text-muted",
                )}
              >
                {formatDay(followUpOn, language)}
              </span>
            ),
        },
        {
          id: "asked",
          header: t("askedShort"),
          width: "9rem",
          from: "lg",
          cell: (lead) => (
            <span className="text-muted">{formatDate(lead.createdAt, reader, { year: true })}</span>
          ),
        },
        {
          id: "value",
          header: t("valueShort"),
          width: "7rem",
          align: "end",
          from: "md",
          cell: ({ valueCents }) =>
            valueCents === null ? null : formatMoney(valueCents, reading.currency, language),
        },
      ]}
      footer={<LoadMore pages={pages} />}
    />
  );
}
