import { DoorOpen, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { addDays, formatDuration, instantAt, studioDayOf } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Table } from "#app/ui/table.tsx";
import { bookedMinutesByRoom } from "../room-bookings.server.ts";
import { listArchivedRooms, listRooms } from "../rooms.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "rooms.read" })];

export async function loader({ context, url }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const isArchive = url.searchParams.get("archived") === "only";
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const from = instantAt(today, dayStartsAt, timeZone);
  const until = instantAt(addDays(today, 1), dayStartsAt, timeZone);
  return studio.read(async (db) => {
    const [rooms, booked] = await Promise.all([
      isArchive ? listArchivedRooms(db) : listRooms(db),
      bookedMinutesByRoom(db, from, until),
    ]);
    return { rooms: rooms.map((room) => ({ ...room, bookedMinutes: booked.get(room.id) ?? 0 })) };
  });
}

export default function Rooms({ loaderData: { rooms } }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("rooms");
  const { currency, may } = useStudio();
  useLive(["rooms"]);
  const [parameters] = useSearchParams();
  const isArchive = parameters.get("archived") === "only";
  const money = (cents: number | null) =>
    cents === null ? null : formatMoney(cents, currency, i18n.language);
  const add = may("rooms.write") && (
    <ButtonLink variant="primary" icon={<Plus aria-hidden />} to="new">
      {t("new")}
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader title={t("title")} actions={add} />
      <FilterBar
        filters={[
          {
            name: "archived",
            label: t("archived"),
            all: t("inUse"),
            options: [{ value: "only", label: t("archivedOnly") }],
          },
        ]}
      />
      {rooms.length === 0 ? (
        <EmptyState
          icon={DoorOpen}
          title={t(isArchive ? "noneArchived.title" : "empty.title")}
          text={t(isArchive ? "noneArchived.text" : "empty.text")}
          action={!isArchive && add}
        />
      ) : (
        <Table
          label={t("title")}
          rows={rooms}
          rowKey={(room) => room.id}
          rowHref={(room) => room.id}
          columns={[
            {
              id: "name",
              header: t("name"),
              width: "minmax(0, 2fr)",
              cell: (room) => (
                <span className="flex items-center gap-2.5">
                  <Swatch color={room.colour} />
                  <span className="truncate">{room.name}</span>
                </span>
              ),
            },
            { id: "kind", header: t("kind"), cell: (room) => t(`kinds.${room.kind}`), from: "md" },
            {
              id: "capacity",
              header: t("capacity"),
              cell: (room) =>
                room.capacity === null ? null : t("peopleCount", { count: room.capacity }),
              from: "lg",
            },
            {
              id: "hour",
              header: t("hourlyRate"),
              cell: (room) => money(room.hourlyRateCents),
              align: "end",
              from: "lg",
            },
            {
              id: "halfDay",
              header: t("halfDayRate"),
              cell: (room) => money(room.halfDayRateCents),
              align: "end",
              from: "lg",
            },
            {
              id: "day",
              header: t("dayRate"),
              cell: (room) => money(room.dayRateCents),
              align: "end",
              from: "md",
            },
            {
              id: "today",
              header: t("today"),
              align: "end",
              cell: ({ bookedMinutes }) =>
                bookedMinutes > 0 ? (
                  formatDuration(bookedMinutes)
                ) : (
                  <span className="text-muted">{t("free")}</span>
                ),
            },
          ]}
        />
      )}
    </Page>
  );
}
