import { BellRing } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import {
  isOpen,
  leadStages,
  meaningOfStage,
  type LeadStage,
} from "#app/features/clients/lead-stage.ts";
import { cx } from "#app/lib/cx.ts";
import { formatDay } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { StateMenu } from "#app/ui/state-menu.tsx";
import type { ListedLead } from "./leads.server.ts";

export interface LeadReading {
  /** The studio's day. */
  today: string;
  currency: string;
  hrefOf: (id: string) => string;
  mayWrite: boolean;
}

/** What a card says of a lead: who, from where, what it may bring in, and when to call. */
export function LeadFace({ lead, reading }: { lead: ListedLead; reading: LeadReading }) {
  const { t, i18n } = useTranslation("leads");
  const { language } = i18n;
  const { organisation, source, valueCents, followUpOn, stage } = lead;
  const day = isOpen(stage) ? followUpOn : null;
  const isDue = day !== null && day <= reading.today;
  return (
    <>
      <span className="block truncate text-12 text-muted">
        {[organisation, t(`sources.${source}`)].filter(Boolean).join(" · ")}
      </span>
      {(day !== null || valueCents !== null) && (
        <span className="mt-0.5 flex flex-wrap items-center justify-between gap-x-2 text-12">
          <span
            className={cx("flex items-center gap-1", isDue ? "text-warning-ink" : "text-muted")}
          >
            {day !== null && (
              <>
                <BellRing className="size-3.5" aria-hidden />
                <span className="sr-only">{t("followUp")}</span>
                {formatDay(day, language)}
              </>
            )}
          </span>
          {valueCents !== null && (
            <span className="tabular-nums">
              {formatMoney(valueCents, reading.currency, language)}
            </span>
          )}
        </span>
      )}
    </>
  );
}

export function LeadLink({ lead, href }: { lead: ListedLead; href: string }) {
  return (
    <Link
      to={href}
      prefetch="intent"
      draggable={false}
      className="block truncate font-medium outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      {lead.name}
    </Link>
  );
}

interface StageMenuProps {
  lead: Pick<ListedLead, "name" | "stage">;
  onChange: (stage: LeadStage) => void;
}

/** The stage of a lead, as a badge that opens to the others. */
export function StageMenu({ lead, onChange }: StageMenuProps) {
  const { t } = useTranslation("leads");
  return (
    <StateMenu
      label={t("stageOf", { name: lead.name })}
      value={lead.stage}
      options={leadStages.map((value) => ({
        value,
        label: t(`stages.${value}`),
        meaning: meaningOfStage[value],
      }))}
      onChange={onChange}
    />
  );
}
