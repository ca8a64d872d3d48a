import { CalendarPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { formatDuration } from "#app/lib/dates.ts";
import { foundId } from "#app/lib/found.ts";
import { formatMoney } from "#app/lib/money.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Card, Section } from "#app/ui/card.tsx";
import { Stat, StatRow } from "#app/ui/stat.tsx";
import { BookingTable } from "../booking-table.tsx";
import { listBookings, sumBookings } from "../bookings.server.ts";
import { ClientDetails } from "../client-details.tsx";
import type { Client } from "../clients.server.ts";
import { listCustomFields } from "../custom-fields.server.ts";
import { CustomValueList } from "../custom-values.tsx";
import { LinkCard } from "../link-card.tsx";
import { listLinks } from "../links.server.ts";
import { MergedClients } from "../merged-clients.tsx";
import { listMerges } from "../merging.server.ts";
import { OpenLeadCard } from "../open-lead-card.tsx";
import { listOpenLeads } from "../open-leads.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/overview.ts";

export const middleware = [needs({ read: "clients.read" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const clientId = foundId(params.clientId);
  return context.get(studioContext).read(async (db) => {
    const [sums, next, links, fields, merges, asked] = await Promise.all([
      sumBookings(db, { clientId }),
      listBookings(db, { clientId }, { part: "upcoming", size: 5, now: new Date() }),
      listLinks(db, clientId),
      listCustomFields(db),
      listMerges(db, clientId),
      listOpenLeads(db, clientId),
    ]);
    return { sums, next: next.rows, links, fields, merges, asked };
  });
}

export default function ClientOverview({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["clients", "fields"]);
  const { href, may, timeZone, currency } = useStudio();
  const client = useOutletContext<Client>();
  const { sums, next, links, fields, merges, asked } = loaderData;
  useLive(["clients", "client_links", "custom_fields", "leads"]);
  const { language } = i18n;
  return (
    <div className="flex flex-col gap-8">
      <StatRow>
        <Stat
          label={t("sessions")}
          value={sums.count}
          hint={t("figures.withoutCancelled")}
          href={href(`/clients/${client.id}/sessions`)}
        />
        <Stat label={t("figures.booked")} value={formatDuration(sums.minutes)} />
        <Stat
          label={t("figures.amount")}
          value={formatMoney(sums.cents, currency, language)}
          hint={sums.unpriced > 0 && t("figures.unpriced", { count: sums.unpriced })}
        />
      </StatRow>
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Section
          title={t("bookings.next")}
          actions={
            !client.archivedAt &&
            may("sessions.write") && (
              <ButtonLink
                size="sm"
                icon={<CalendarPlus />}
                to={href(`/sessions/new?client=${client.id}`)}
              >
                {t("bookings.book")}
              </ButtonLink>
            )
          }
        >
          {next.length > 0 ? (
            <BookingTable
              label={t("bookings.next")}
              rows={next}
              timeZone={timeZone}
              currency={currency}
              hrefOf={(id) => href(`/sessions/${id}`)}
            />
          ) : (
            <p className="text-13 text-muted">{t("bookings.none")}</p>
          )}
        </Section>
        <div className="flex flex-col gap-4">
          <ClientDetails client={client} reader={{ language, timeZone }} />
          {merges.length > 0 && (
            <MergedClients
              merges={merges}
              reader={{ language, timeZone }}
              undoHref={
                may("clients.write")
                  ? (mergeId) => href(`/clients/${client.id}/merges/${mergeId}/undoing`)
                  : undefined
              }
            />
          )}
          {fields.some(({ id }) => client.custom[id] !== undefined) && (
            <Card title={t("fields:values")}>
              <CustomValueList fields={fields} values={client.custom} />
            </Card>
          )}
          {asked.length > 0 && may("leads.read") && <OpenLeadCard leads={asked} hrefOf={href} />}
          <LinkCard
            links={links}
            client={client}
            action={href(`/clients/${client.id}/links`)}
            hrefOf={href}
            mayWrite={may("clients.write")}
          />
          {client.notes && (
            <Card title={t("notes")}>
              <p className="text-13 whitespace-pre-line">{client.notes}</p>
            </Card>
          )}
        </div>
      </div>
    </div>
  );
}
