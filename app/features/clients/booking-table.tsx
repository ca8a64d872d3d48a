import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatDate, formatHours } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Table } from "#app/ui/table.tsx";
import { meaningOfBooking } from "./booking.ts";
import type { Booking } from "./bookings.server.ts";

interface BookingTableProps {
  label: string;
  rows: readonly Booking[];
  /** Left out where all rows are of one. */
  withProject?: boolean;
  timeZone: string;
  currency: string;
  hrefOf: (id: string) => string;
  footer?: ReactNode;
}

export function BookingTable({
  withProject,
  timeZone,
  currency,
  hrefOf,
  ...table
}: BookingTableProps) {
  const { t, i18n } = useTranslation(["clients", "sessions"]);
  const { language } = i18n;
  const reader = { language, timeZone };
  const project = {
    id: "project",
    header: t("bookings.project"),
    width: "minmax(0, 1.4fr)",
    from: "lg",
    cell: (booking: Booking) => booking.project,
  } as const;
  return (
    <Table
      {...table}
      rowKey={(booking) => booking.id}
      rowHref={(booking) => hrefOf(booking.id)}
      columns={[
        {
          id: "when",
          header: t("bookings.when"),
          cell: (booking) => (
            <span className={booking.state === "cancelled" ? "text-muted line-through" : undefined}>
              {formatDate(booking.startsAt, reader, { year: true })}
            </span>
          ),
        },
        {
          id: "hours",
          header: t("bookings.hours"),
          cell: ({ startsAt, endsAt }) => formatHours(startsAt, endsAt, reader),
        },
        { id: "room", header: t("bookings.room"), from: "md", cell: (booking) => booking.room },
        {
          id: "kind",
          header: t("bookings.kind"),
          from: "md",
          cell: (booking) => t(`sessions:kinds.${booking.kind}`),
        },
        ...(withProject ? [project] : []),
        {
          id: "state",
          header: t("bookings.state"),
          width: "7.5rem",
          from: "md",
          cell: (booking) => (
            <Badge meaning={meaningOfBooking[booking.state]} struck={booking.state === "cancelled"}>
              {t(`sessions:states.${booking.state}`)}
            </Badge>
          ),
        },
        {
          id: "price",
          header: t("bookings.price"),
          width: "6.5rem",
          align: "end",
          from: "md",
          cell: (booking) =>
            booking.priceCents === null
              ? null
              : formatMoney(booking.priceCents, currency, language),
        },
      ]}
    />
  );
}
