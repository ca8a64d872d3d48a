import { useTranslation } from "react-i18next";
import { dayOf, formatRange } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { LoadMore, type useKeysetPages } from "#app/ui/load-more.tsx";
import { Table } from "#app/ui/table.tsx";
import type { ListedSession } from "./session-lists.server.ts";
import { SessionStateBadge } from "./session-state.tsx";

interface SessionTableProps {
  pages: ReturnType<typeof useKeysetPages<ListedSession>>;
  /** The studio's: days of its year are written without the year. */
  today: string;
  timeZone: string;
  currency: string;
  hrefOf: (id: string) => string;
}

export function SessionTable({ pages, today, timeZone, currency, hrefOf }: SessionTableProps) {
  const { t, i18n } = useTranslation("sessions");
  const { language } = i18n;
  const reader = { language, timeZone };
  const year = today.slice(0, 4);
  return (
    <Table
      label={t("title")}
      rows={pages.rows}
      rowKey={(session) => session.id}
      rowHref={(session) => hrefOf(session.id)}
      footer={<LoadMore pages={pages} />}
      columns={[
        {
          id: "when",
          header: t("when"),
          width: "minmax(0, 1.7fr)",
          cell: ({ startsAt, endsAt, state }) => (
            <span className={state === "cancelled" ? "text-muted line-through" : undefined}>
              {formatRange(startsAt, endsAt, reader, {
                year: !dayOf(startsAt, timeZone).startsWith(year),
              })}
            </span>
          ),
        },
        {
          id: "client",
          header: t("client"),
          width: "minmax(0, 1.3fr)",
          cell: ({ client }) => client,
        },
        {
          id: "room",
          header: t("room"),
          from: "md",
          cell: ({ room }) => (
            <span className="flex items-center gap-2">
              <Swatch color={room.colour} />
              <span className="truncate">{room.name}</span>
            </span>
          ),
        },
        { id: "kind", header: t("kind"), from: "md", cell: ({ kind }) => t(`kinds.${kind}`) },
        {
          id: "project",
          header: t("project"),
          width: "minmax(0, 1.3fr)",
          from: "lg",
          cell: ({ project }) => project,
        },
        {
          id: "state",
          header: t("state"),
          width: "7.5rem",
          from: "md",
          cell: ({ state }) => <SessionStateBadge state={state} />,
        },
        {
          id: "price",
          header: t("price"),
          width: "6.5rem",
          align: "end",
          from: "md",
          cell: ({ priceCents }) =>
            priceCents === null ? null : formatMoney(priceCents, currency, language),
        },
      ]}
    />
  );
}
