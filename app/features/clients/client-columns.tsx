import { useTranslation } from "react-i18next";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import { Badge } from "#app/ui/badge.tsx";
import type { Column } from "#app/ui/table.tsx";
import type { ListedClient } from "./client-lists.server.ts";
import { VipBadge } from "./vip-badge.tsx";

/** What a list shows of clients. */
export function useClientColumns(
  timeZone: string,
): [Column<ListedClient>, ...Column<ListedClient>[]] {
  const { t, i18n } = useTranslation("clients");
  const reader: Reader = { language: i18n.language, timeZone };
  const day = (at: Date | null) => at && formatDate(at, reader, { year: true });
  return [
    {
      id: "name",
      header: t("name"),
      sort: "name",
      width: "minmax(0, 2fr)",
      cell: ({ name, alias, isVip }) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{name}</span>
          {alias && <span className="truncate text-muted">{alias}</span>}
          {isVip && <VipBadge />}
        </span>
      ),
    },
    {
      id: "kind",
      header: t("kind"),
      width: "6rem",
      from: "lg",
      cell: ({ kind }) => <span className="text-muted">{t(`kinds.${kind}`)}</span>,
    },
    {
      id: "organisation",
      header: t("organisation"),
      hidden: true,
      from: "md",
      cell: ({ organisation }) => organisation,
    },
    { id: "city", header: t("city"), sort: "city", from: "lg", cell: ({ city }) => city },
    {
      id: "contact",
      header: t("contact"),
      width: "minmax(0, 1.6fr)",
      from: "md",
      cell: ({ email, phone }) => email ?? phone,
    },
    {
      id: "email",
      header: t("email"),
      width: "minmax(0, 1.6fr)",
      hidden: true,
      from: "md",
      cell: ({ email }) => email,
    },
    {
      id: "phone",
      header: t("phone"),
      width: "9rem",
      hidden: true,
      from: "md",
      cell: ({ phone }) => phone,
    },
    {
      id: "tags",
      header: t("tags"),
      hidden: true,
      from: "md",
      cell: ({ tags }) => (
        <span className="flex gap-1 overflow-hidden">
          {tags.map((tag) => (
            <Badge key={tag} icon={null}>
              {tag}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: "genres",
      header: t("genres"),
      hidden: true,
      from: "md",
      cell: ({ genres }) => genres.join(", "),
    },
    {
      id: "created",
      header: t("since"),
      sort: "created",
      width: "9rem",
      hidden: true,
      from: "md",
      cell: ({ createdAt }) => <span className="text-muted">{day(createdAt)}</span>,
    },
    {
      id: "last",
      header: t("lastSession"),
      sort: "last",
      width: "9rem",
      from: "md",
      cell: ({ lastAt }) => <span className="text-muted">{day(lastAt)}</span>,
    },
    {
      id: "next",
      header: t("nextSession"),
      sort: "next",
      width: "9rem",
      cell: ({ nextAt }) => day(nextAt),
    },
  ];
}
