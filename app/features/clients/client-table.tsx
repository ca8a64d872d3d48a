import { useTranslation } from "react-i18next";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import { LoadMore, type useKeysetPages } from "#app/ui/load-more.tsx";
import { Table } from "#app/ui/table.tsx";
import type { ListedClient } from "./clients.server.ts";
import { VipBadge } from "./vip-badge.tsx";

interface ClientTableProps {
  pages: ReturnType<typeof useKeysetPages<ListedClient>>;
  timeZone: string;
  hrefOf: (id: string) => string;
}

export function ClientTable({ pages, timeZone, hrefOf }: ClientTableProps) {
  const { t, i18n } = useTranslation("clients");
  const reader: Reader = { language: i18n.language, timeZone };
  const day = (at: Date | null) => at && formatDate(at, reader, { year: true });
  return (
    <Table
      label={t("title")}
      rows={pages.rows}
      rowKey={(client) => client.id}
      rowHref={(client) => hrefOf(client.id)}
      columns={[
        {
          id: "name",
          header: t("name"),
          width: "minmax(0, 2fr)",
          cell: (client) => (
            <span className="flex min-w-0 items-center gap-2">
              <span className="truncate">{client.name}</span>
              {client.isVip && <VipBadge />}
            </span>
          ),
        },
        {
          id: "kind",
          header: t("kind"),
          width: "6rem",
          from: "lg",
          cell: (client) => <span className="text-muted">{t(`kinds.${client.kind}`)}</span>,
        },
        { id: "city", header: t("city"), from: "lg", cell: (client) => client.city },
        {
          id: "contact",
          header: t("contact"),
          width: "minmax(0, 1.6fr)",
          from: "md",
          cell: (client) => client.email ?? client.phone,
        },
        {
          id: "last",
          header: t("lastSession"),
          width: "9rem",
          from: "md",
          cell: (client) => <span className="text-muted">{day(client.lastAt)}</span>,
        },
        {
          id: "next",
          header: t("nextSession"),
          width: "9rem",
          cell: (client) => day(client.nextAt),
        },
      ]}
      footer={<LoadMore pages={pages} />}
    />
  );
}
