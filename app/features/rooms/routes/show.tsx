import { CalendarPlus, History as HistoryIcon, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { addDays, formatDuration, formatRange, studioDayOf } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { formatMoney } from "#app/lib/money.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ArchiveButton } from "#app/ui/archive-button.tsx";
import { Swatch } from "#app/ui/avatar.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Stat, StatRow } from "#app/ui/stat.tsx";
import { HoursList } from "../hours-list.tsx";
import { DayLoadChart } from "../day-load-chart.tsx";
import { listDayLoads, listNextInRoom, type RoomSession } from "../room-bookings.server.ts";
import { findRoom, type Room } from "../rooms.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/show.ts";

const DAYS = 30;

export const middleware = [needs({ read: "rooms.read" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.roomId);
  const now = new Date();
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(now, timeZone, dayStartsAt);
  const span = { firstDay: addDays(today, -DAYS), days: DAYS, timeZone, dayStartsAt };
  return studio.read(async (db) => {
    const [room, next, loads] = await Promise.all([
      findRoom(db, id),
      listNextInRoom(db, id, now),
      listDayLoads(db, id, span),
    ]);
    return { room: found(room), next, loads };
  });
}

export default function ShowRoom({ loaderData: { room, next, loads } }: Route.ComponentProps) {
  const { t } = useTranslation(["rooms", "feeds", "common"]);
  const { href, may } = useStudio();
  useLive(["rooms", "sessions", "allocations"]);
  const usedDays = loads.filter(({ minutes }) => minutes > 0).length;
  const minutes = loads.reduce((sum, load) => sum + load.minutes, 0);
  return (
    <Page>
      <PageHeader
        title={room.name}
        breadcrumbs={[{ label: t("title"), href: href("/rooms") }]}
        mark={
          <span className="flex items-center gap-2 text-13 text-muted">
            <Swatch color={room.colour} />
            {t(`kinds.${room.kind}`)}
            {room.archivedAt && <Badge>{t("archivedOnly")}</Badge>}
          </span>
        }
        actions={
          <>
            {may("audit.read") && (
              <ButtonLink
                variant="ghost"
                icon={<HistoryIcon aria-hidden />}
                to={href(`/settings/audit?row=${room.id}`)}
              >
                {t("common:history")}
              </ButtonLink>
            )}
            {may("feeds.write") && (
              <ButtonLink
                variant="ghost"
                icon={<CalendarPlus aria-hidden />}
                to={href(`/settings/feeds?room=${room.id}`)}
              >
                {t("feeds:subscribe")}
              </ButtonLink>
            )}
            {may("rooms.write") && (
              <>
                <ArchiveButton
                  archived={room.archivedAt !== null}
                  action={href(`/rooms/${room.id}/archiving`)}
                  words={{
                    archive: t("archive"),
                    restore: t("restore"),
                    wasArchived: t("wasArchived", { name: room.name }),
                    wasRestored: t("wasRestored", { name: room.name }),
                  }}
                />
                <ButtonLink variant="primary" icon={<Pencil aria-hidden />} to="edit">
                  {t("common:edit")}
                </ButtonLink>
              </>
            )}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] items-start gap-4 max-lg:grid-cols-1">
        <Card title={t("load.title")} flush>
          <div className="p-4">
            <DayLoadChart loads={loads} colour={room.colour} />
          </div>
          <div className="border-t border-line [&>dl]:rounded-none [&>dl]:border-0">
            <StatRow>
              <Stat label={t("load.hours")} value={formatDuration(minutes)} />
              <Stat
                label={t("load.days")}
                value={t("load.ofDays", { used: usedDays, days: loads.length })}
              />
              {usedDays > 0 && (
                <Stat
                  label={t("load.average")}
                  value={formatDuration(Math.round(minutes / usedDays))}
                />
              )}
            </StatRow>
          </div>
        </Card>
        <Card title={t("details")}>
          <RoomDetails room={room} />
        </Card>
        <Card title={t("next.title")} flush>
          <NextSessions sessions={next} />
        </Card>
      </div>
    </Page>
  );
}

function RoomDetails({ room }: { room: Room }) {
  const { t, i18n } = useTranslation("rooms");
  const { currency } = useStudio();
  const money = (cents: number | null) =>
    cents === null ? null : formatMoney(cents, currency, i18n.language);
  return (
    <DescriptionList
      items={[
        { label: t("kind"), value: t(`kinds.${room.kind}`) },
        {
          label: t("capacity"),
          value: room.capacity && t("peopleCount", { count: room.capacity }),
        },
        { label: t("booths"), value: room.booths && String(room.booths) },
        { label: t("hours.title"), value: <HoursList hours={room.openingHours} /> },
        {
          label: t("bookableByClients"),
          value: t(room.isBookableByClients ? "byClients.yes" : "byClients.no"),
        },
        { label: t("hourlyRate"), value: money(room.hourlyRateCents) },
        { label: t("halfDayRate"), value: money(room.halfDayRateCents) },
        { label: t("dayRate"), value: money(room.dayRateCents) },
        {
          label: t("buffers"),
          value:
            room.minutesBefore + room.minutesAfter === 0
              ? null
              : [
                  `${t("minutesBefore")} ${room.minutesBefore} ${t("minutes")}`,
                  `${t("minutesAfter")} ${room.minutesAfter} ${t("minutes")}`,
                ].join(" · "),
        },
        {
          label: t("description"),
          value: room.description && (
            <span className="whitespace-pre-line">{room.description}</span>
          ),
        },
      ]}
    />
  );
}

function NextSessions({ sessions }: { sessions: readonly RoomSession[] }) {
  const { t, i18n } = useTranslation(["rooms", "sessions"]);
  const { timeZone, href } = useStudio();
  const reader = { language: i18n.language, timeZone };
  if (sessions.length === 0) return <p className="p-4 text-13 text-muted">{t("next.none")}</p>;
  return (
    <ul className="divide-y divide-line text-13">
      {sessions.map((session) => (
        <li key={session.id}>
          <Link
            to={href(`/sessions/${session.id}`)}
            prefetch="intent"
            className="flex min-h-9 items-center justify-between gap-4 px-4 py-1.5 -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
          >
            <span className="shrink-0 md:w-56">
              {formatRange(session.startsAt, session.endsAt, reader)}
            </span>
            <span className="min-w-0 flex-1 truncate font-medium">{session.client}</span>
            <span className="truncate text-muted max-md:hidden">
              {t(`sessions:kinds.${session.kind}`)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
