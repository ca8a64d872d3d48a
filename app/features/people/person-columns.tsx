import { useTranslation } from "react-i18next";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import type { Column } from "#app/ui/table.tsx";
import { AwayBadge } from "./away-badge.tsx";
import type { ListedPerson } from "./people.server.ts";
import { TradeBadge } from "./trade-badge.tsx";

/** What a list shows of people. */
export function usePersonColumns(
  timeZone: string,
): [Column<ListedPerson>, ...Column<ListedPerson>[]] {
  const { t, i18n } = useTranslation("people");
  const reader: Reader = { language: i18n.language, timeZone };
  return [
    {
      id: "name",
      header: t("name"),
      sort: "name",
      width: "minmax(0, 2fr)",
      cell: (person) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{person.name}</span>
          {person.awayUntil && (
            <span className="max-md:hidden">
              <AwayBadge />
            </span>
          )}
        </span>
      ),
    },
    {
      id: "trade",
      header: t("trade"),
      sort: "trade",
      width: "minmax(0, 11rem)",
      cell: ({ trade, awayUntil }) =>
        awayUntil ? (
          // A phone has no room for both beside the name.
          <>
            <span className="md:hidden">
              <AwayBadge />
            </span>
            <span className="max-md:hidden">
              <TradeBadge trade={trade} />
            </span>
          </>
        ) : (
          <TradeBadge trade={trade} />
        ),
    },
    { id: "phone", header: t("phone"), width: "9rem", from: "md", cell: ({ phone }) => phone },
    {
      id: "email",
      header: t("email"),
      sort: "email",
      width: "minmax(0, 1.6fr)",
      from: "lg",
      cell: ({ email }) => email,
    },
    {
      id: "next",
      header: t("nextSession"),
      sort: "next",
      width: "9rem",
      from: "md",
      cell: ({ nextAt }) => nextAt && formatDate(nextAt, reader, { year: true }),
    },
  ];
}
