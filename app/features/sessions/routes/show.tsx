import { CalendarPlus, Copy, History as HistoryIcon, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  dayOf,
  formatDate,
  formatDuration,
  formatRange,
  formatTime,
  type Reader,
} from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { formatMoney } from "#app/lib/money.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { listCopies } from "../call-sheet-copies.server.ts";
import { CallSheetCopies } from "../call-sheet-copies.tsx";
import { FreedSlot } from "../freed-slot.tsx";
import { stateAt } from "../hold.ts";
import { SeriesCard } from "../series-card.tsx";
import { findSeriesOf } from "../series.server.ts";
import { minutesOf } from "../session.ts";
import { listTimeEntries } from "../session-clock.server.ts";
import { SessionActions } from "../session-actions.tsx";
import { SessionTabs } from "../session-tabs.tsx";
import { SessionTime } from "../session-time.tsx";
import { SessionStateBadge } from "../session-state.tsx";
import { findSession, type Session } from "../sessions.server.ts";
import { listTakers } from "../waiting.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/show.ts";

export const middleware = [needs({ read: "sessions.read" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const id = foundId(params.sessionId);
  const now = new Date();
  const studio = context.get(studioContext);
  const { timeZone } = await studio.preferences();
  return studio.read(async (db) => {
    const it = found(await findSession(db, id));
    const session = { ...it, state: stateAt(it, now) };
    const { startsAt, endsAt, room } = session;
    const isFree = session.state === "cancelled";
    const [series, takers, copies, entries] = await Promise.all([
      findSeriesOf(db, id, now),
      isFree ? listTakers(db, { startsAt, endsAt, roomId: room.id }, { timeZone, now }) : [],
      listCopies(db, id),
      listTimeEntries(db, id),
    ]);
    return { session, series, takers, copies, entries, now };
  });
}

export default function ShowSession({
  loaderData: { session, series, takers, copies, entries, now },
}: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["sessions", "feeds", "common", "series"]);
  const { timeZone, currency, href, may } = useStudio();
  useLive([
    "sessions",
    "allocations",
    "call_sheet_copies",
    "time_entries",
    "rooms",
    "clients",
    "people",
    "equipment",
    "projects",
  ]);
  const reader = { language: i18n.language, timeZone };
  const week = `${href("/sessions")}?week=${dayOf(session.startsAt, timeZone)}`;
  return (
    <Page>
      <PageHeader
        title={session.client.name}
        mark={<SessionStateBadge state={session.state} rank={session.rank} />}
        meta={formatRange(session.startsAt, session.endsAt, reader, { year: true })}
        breadcrumbs={[{ label: t("title"), href: week }]}
        actions={
          <>
            {may("audit.read") && (
              <ButtonLink
                variant="ghost"
                icon={<HistoryIcon aria-hidden />}
                to={href(`/settings/audit?row=${session.id}`)}
              >
                {t("common:history")}
              </ButtonLink>
            )}
            <ButtonLink
              variant="ghost"
              icon={<CalendarPlus aria-hidden />}
              to="calendar"
              prefetch="none"
              reloadDocument
            >
              {t("feeds:download")}
            </ButtonLink>
            {may("sessions.write") && (
              <>
                {session.state !== "cancelled" && (
                  <ButtonLink icon={<Pencil aria-hidden />} to="edit">
                    {t("common:edit")}
                  </ButtonLink>
                )}
                <ButtonLink
                  icon={<Copy aria-hidden />}
                  to={`${href("/sessions/new")}?copy=${session.id}`}
                >
                  {t("series:copy")}
                </ButtonLink>
                <SessionActions
                  session={session}
                  isInSeries={series !== undefined}
                  now={now}
                  here={href(`/sessions/${session.id}`)}
                  reader={reader}
                />
              </>
            )}
          </>
        }
      />
      <SessionTabs here={href(`/sessions/${session.id}`)} />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] items-start gap-4 max-lg:grid-cols-1">
        <div className="flex flex-col gap-4">
          <FreedSlot takers={takers} reader={reader} href={href} mayBook={may("sessions.write")} />
          <SessionTime
            session={session}
            entries={entries}
            now={now}
            reader={reader}
            currency={currency}
            hrefOf={(id) => href(`/sessions/${id}`)}
            mayWrite={may("sessions.write")}
          >
            <Card title={t("details")}>
              <Details session={session} />
            </Card>
          </SessionTime>
        </div>
        <div className="flex flex-col gap-4">
          <Card title={t("contact")}>
            <Contact client={session.client} />
          </Card>
          <CallSheetCopies
            copies={copies}
            addressees={[
              { key: "client", name: session.client.name, email: session.client.email },
              ...session.crew.map(({ personId, name, email }) => ({ key: personId, name, email })),
            ]}
            action={href(`/sessions/${session.id}/copies`)}
            reader={reader}
            maySend={may("sessions.write") && session.state !== "cancelled"}
          />
          {series && (
            <SeriesCard
              series={series}
              sessionId={session.id}
              reader={reader}
              hrefOf={(id) => href(`/sessions/${id}`)}
            />
          )}
          <Card title={t("history")}>
            <History session={session} reader={reader} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

function Details({ session }: { session: Session }) {
  const { t, i18n } = useTranslation(["sessions", "people"]);
  const { currency, href } = useStudio();
  const { room, crew, units, project, kind, priceCents, notes, cancellationReason } = session;
  return (
    <DescriptionList
      items={[
        {
          label: t("room"),
          value: (
            <span className="flex items-center gap-2">
              <Swatch color={room.colour} />
              <TextLink to={href(`/rooms/${room.id}`)}>{room.name}</TextLink>
            </span>
          ),
        },
        {
          label: t("crew"),
          value:
            crew.length === 0 ? null : (
              <ul>
                {crew.map(({ personId, name, role }) => (
                  <li key={personId}>
                    <TextLink to={href(`/people/${personId}`)}>{name}</TextLink>{" "}
                    <span className="text-muted">{t(`people:trades.${role}`)}</span>
                  </li>
                ))}
              </ul>
            ),
        },
        {
          label: t("equipment"),
          value:
            units.length === 0 ? null : (
              <ul>
                {units.map(({ id, name, maker, serialNumber }) => (
                  <li key={id}>
                    <TextLink to={href(`/equipment/${id}`)}>{name}</TextLink>{" "}
                    <span className="text-muted">
                      {[maker, serialNumber].filter(Boolean).join(" · ")}
                    </span>
                  </li>
                ))}
              </ul>
            ),
        },
        { label: t("kind"), value: t(`kinds.${kind}`) },
        { label: t("duration"), value: formatDuration(minutesOf(session)) },
        {
          label: t("project"),
          value: project && (
            <TextLink to={href(`/projects/${project.id}`)}>{project.title}</TextLink>
          ),
        },
        {
          label: t("price"),
          value: priceCents === null ? null : formatMoney(priceCents, currency, i18n.language),
        },
        { label: t("reason"), value: cancellationReason },
        {
          label: t("notes"),
          value: notes && <span className="whitespace-pre-line">{notes}</span>,
        },
      ]}
    />
  );
}

function Contact({ client }: { client: Session["client"] }) {
  const { t } = useTranslation("clients");
  const { href } = useStudio();
  return (
    <DescriptionList
      items={[
        {
          label: t("name"),
          value: <TextLink to={href(`/clients/${client.id}`)}>{client.name}</TextLink>,
        },
        {
          label: t("phone"),
          value: client.phone && <TextLink to={`tel:${client.phone}`}>{client.phone}</TextLink>,
        },
        {
          label: t("email"),
          value: client.email && <TextLink to={`mailto:${client.email}`}>{client.email}</TextLink>,
        },
      ]}
    />
  );
}

function History({ session, reader }: { session: Session; reader: Reader }) {
  const { t } = useTranslation("sessions");
  const { createdAt, updatedAt, cancelledAt, state, heldUntil, challengedAt } = session;
  const isHeld = state === "hold";
  const moment = (instant: Date) =>
    `${formatDate(instant, reader, { year: true })}, ${formatTime(instant, reader)}`;
  return (
    <DescriptionList
      items={[
        { label: t("created"), value: moment(createdAt) },
        {
          label: t("changed"),
          value: updatedAt > createdAt ? moment(updatedAt) : null,
        },
        { label: t("hold.until"), value: isHeld && heldUntil ? moment(heldUntil) : null },
        { label: t("hold.asked"), value: isHeld && challengedAt ? moment(challengedAt) : null },
        { label: t("cancelledOn"), value: cancelledAt && moment(cancelledAt) },
      ]}
    />
  );
}
