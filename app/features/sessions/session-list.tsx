import { CalendarDays, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { useKeysetPages, type Page } from "#app/ui/load-more.tsx";
import type { ListedSession } from "./session-lists.server.ts";
import { SESSION_KINDS, SESSION_STATES } from "./session.ts";
import { SessionTable } from "./session-table.tsx";

interface SessionListProps {
  page: Page<ListedSession>;
  rooms: readonly { id: string; name: string }[];
  /** Of the filter, where one client's are shown. */
  client: { id: string; name: string } | undefined;
  today: string;
  timeZone: string;
  currency: string;
  sessionHref: (id: string) => string;
  /** Where nothing is listed yet: how one begins. */
  book: ReactNode;
}

/** All sessions as a list: found by words, narrowed by filters, the nearest first. */
export function SessionList({
  page,
  rooms,
  client,
  sessionHref,
  book,
  ...studio
}: SessionListProps) {
  const { t } = useTranslation("sessions");
  const [parameters] = useSearchParams();
  const pages = useKeysetPages(page);
  const isFiltered = [...parameters.keys()].some((name) => name !== "view" && name !== "when");
  return (
    <>
      <FilterBar
        search={t("search")}
        filters={[
          {
            name: "when",
            label: t("list.when"),
            options: [
              { value: "upcoming", label: t("list.upcoming") },
              { value: "past", label: t("list.past") },
            ],
          },
          {
            name: "state",
            label: t("state"),
            options: SESSION_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
          },
          {
            name: "kind",
            label: t("kind"),
            options: SESSION_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          {
            name: "room",
            label: t("room"),
            options: rooms.map(({ id, name }) => ({ value: id, label: name })),
          },
          ...(client
            ? [
                {
                  name: "client",
                  label: t("client"),
                  options: [{ value: client.id, label: client.name }],
                },
              ]
            : []),
        ]}
      />
      {pages.rows.length > 0 ? (
        <SessionTable pages={pages} hrefOf={sessionHref} {...studio} />
      ) : isFiltered ? (
        <EmptyState icon={SearchX} title={t("list.noMatch.title")} text={t("list.noMatch.text")} />
      ) : (
        <EmptyState
          icon={CalendarDays}
          title={t("list.empty.title")}
          text={t("list.empty.text")}
          action={book}
        />
      )}
    </>
  );
}
