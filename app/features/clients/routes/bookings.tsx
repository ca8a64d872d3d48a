import { CalendarDays } from "lucide-react";
import { useTranslation } from "react-i18next";
import { foundId } from "#app/lib/found.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { LoadMore, useKeysetPages } from "#app/ui/load-more.tsx";
import { BookingTable } from "../booking-table.tsx";
import { listBookings } from "../bookings.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/bookings.ts";

export const middleware = [needs({ read: "clients.read" })];

/**
 * Part of a client and of a project. What is over, the latest first; `?period=upcoming` what is to come,
 * the next first.
 */
export async function loader({ context, params, url: { searchParams } }: Route.LoaderArgs) {
  const of =
    "projectId" in params
      ? { projectId: foundId(params.projectId) }
      : { clientId: foundId(params.clientId) };
  const part = searchParams.get("period") === "upcoming" ? "upcoming" : "past";
  const after = readCursor(searchParams.get("after"));
  const page = await context
    .get(studioContext)
    .read((db) => listBookings(db, of, { part, after, now: new Date() }));
  return { page, part, ofClient: "clientId" in of } as const;
}

export default function Bookings({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("clients");
  const { href, timeZone, currency } = useStudio();
  const pages = useKeysetPages(loaderData.page);
  const isEmpty = loaderData.part === "upcoming" ? "noneUpcoming" : "nonePast";
  return (
    <>
      <FilterBar
        filters={[
          {
            name: "period",
            label: t("bookings.period"),
            all: t("bookings.past"),
            options: [{ value: "upcoming", label: t("bookings.upcoming") }],
          },
        ]}
      />
      {pages.rows.length > 0 ? (
        <BookingTable
          label={t("sessions")}
          rows={pages.rows}
          withProject={loaderData.ofClient}
          timeZone={timeZone}
          currency={currency}
          hrefOf={(id) => href(`/sessions/${id}`)}
          footer={<LoadMore pages={pages} />}
        />
      ) : (
        <EmptyState
          icon={CalendarDays}
          title={t(`bookings.${isEmpty}.title`)}
          text={t(`bookings.${isEmpty}.text`)}
        />
      )}
    </>
  );
}
