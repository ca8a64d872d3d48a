import { CalendarPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isOpen, meaningOfStage, type LeadStage } from "#app/features/clients/lead-stage.ts";
import { cx } from "#app/lib/cx.ts";
import { formatDate, formatDay, formatTime, type Reader } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Card, Section } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import type { Lead } from "./leads.server.ts";

interface LeadDetailsProps {
  lead: Lead;
  /** The stages that it came to; none where nobody noted them. */
  steps: readonly { id: string; at: Date; stage: LeadStage; by: string | null }[];
  /** The studio's day. */
  today: string;
  reader: Reader;
  currency: string;
  hrefOf: (path: string) => string;
  mayBook: boolean;
}

export function LeadDetails(props: LeadDetailsProps) {
  const { lead, today, reader, currency, hrefOf, mayBook } = props;
  const { t } = useTranslation(["leads", "clients"]);
  const { client, wish, email, phone, valueCents, followUpOn, stage, lostReason } = lead;
  const isDue = followUpOn !== null && followUpOn <= today && isOpen(stage);
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0">
        {lostReason && (
          <p className="mb-6 rounded-md border border-danger/25 bg-danger-soft px-3 py-2 text-13 text-danger-ink">
            {t("loss.because", { reason: lostReason })}
          </p>
        )}
        <Section title={t("wish")}>
          <p className={cx("text-14 break-words whitespace-pre-line", !wish && "text-muted")}>
            {wish ?? t("noWish")}
          </p>
        </Section>
        <Section title={t("history")}>
          <Steps {...props} />
        </Section>
      </div>
      <div className="flex flex-col gap-4">
        {client && (
          <Card title={t("winning.client")}>
            <div className="flex flex-col items-start gap-3 text-13">
              <TextLink to={hrefOf(`/clients/${client.id}`)}>{client.name}</TextLink>
              {mayBook && !client.archivedAt && (
                <ButtonLink
                  size="sm"
                  icon={<CalendarPlus aria-hidden />}
                  to={hrefOf(`/sessions/new?client=${client.id}`)}
                >
                  {t("winning.book")}
                </ButtonLink>
              )}
            </div>
          </Card>
        )}
        <Card title={t("details")}>
          <DescriptionList
            items={[
              { label: t("kind"), value: t(`clients:kinds.${lead.kind}`) },
              { label: t("organisation"), value: lead.organisation },
              {
                label: t("email"),
                value: email && <TextLink to={`mailto:${email}`}>{email}</TextLink>,
              },
              {
                label: t("phone"),
                value: phone && <TextLink to={`tel:${phone.replace(/\s/g, "")}`}>{phone}</TextLink>,
              },
              {
                label: t("value"),
                value:
                  valueCents === null ? null : formatMoney(valueCents, currency, reader.language),
              },
              {
                label: t("followUp"),
                value: followUpOn && (
                  <span className={isDue ? "text-warning-ink" : undefined}>
                    {formatDay(followUpOn, reader.language, "year")}
                  </span>
                ),
              },
            ]}
          />
        </Card>
      </div>
    </div>
  );
}

function Steps({ lead, steps, reader }: LeadDetailsProps) {
  const { t } = useTranslation("leads");
  const day = formatDate(lead.stagedAt, reader, { year: true });
  if (steps.length === 0) return <p className="text-13 text-muted">{t("since", { day })}</p>;
  return (
    <ol className="flex flex-col gap-2 text-13">
      {steps.map(({ id, at, stage, by }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge meaning={meaningOfStage[stage]}>{t(`stages.${stage}`)}</Badge>
          <span className="text-muted">
            <time dateTime={at.toISOString()}>
              {`${formatDate(at, reader, { year: true })}, ${formatTime(at, reader)}`}
            </time>
            {by && ` ${t("byUser", { name: by })}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
