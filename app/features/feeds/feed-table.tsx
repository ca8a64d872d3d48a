import { Ban, Ellipsis, RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import { buttonClass } from "#app/ui/button.tsx";
import { Menu, MenuAction } from "#app/ui/menu.tsx";
import { Table } from "#app/ui/table.tsx";
import { RenewalDialog, RevocationDialog } from "./feed-dialogs.tsx";
import type { Shown } from "./feed.ts";

/** A feed as it is listed. */
export type ListedFeed = {
  id: string;
  label: string | null;
  shown: Shown;
  createdAt: Date;
  /** Whose account made it. */
  creator: string | null;
  /** When its address was last asked for, in words. */
  lastFetched: string | null;
};

type Asking = { feed: ListedFeed; what: "renewal" | "revocation" };

interface FeedTableProps {
  feeds: readonly ListedFeed[];
  /** The address of the feeds: `…/settings/feeds`. */
  here: string;
  reader: Reader;
}

export function FeedTable({ feeds, here, reader }: FeedTableProps) {
  const { t } = useTranslation("feeds");
  const nameOf = useFeedName();
  // The table of a feed that was renewed has another row in its place: what was asked stands outside of it.
  const [asking, setAsking] = useState<Asking>();
  const dialog = asking && {
    name: nameOf(asking.feed.shown),
    action: `${here}/${asking.feed.id}/${asking.what}`,
    open: true,
    onClose: () => setAsking(undefined),
  };
  return (
    <>
      <Table
        label={t("title")}
        rows={feeds}
        rowKey={({ id }) => id}
        columns={[
          {
            id: "shown",
            header: t("shows"),
            width: "minmax(0, 2fr)",
            cell: ({ shown }) => <ShownCell shown={shown} />,
          },
          {
            id: "label",
            header: t("label"),
            width: "minmax(0, 2fr)",
            from: "md",
            cell: ({ label }) => label,
          },
          {
            id: "created",
            header: t("created"),
            width: "minmax(0, 2fr)",
            from: "lg",
            cell: ({ createdAt, creator }) =>
              [formatDate(createdAt, reader, { year: true }), creator].filter(Boolean).join(" · "),
          },
          {
            id: "fetched",
            header: t("fetched"),
            width: "9rem",
            from: "md",
            cell: ({ lastFetched }) =>
              lastFetched ?? <span className="text-muted">{t("neverFetched")}</span>,
          },
          {
            id: "more",
            header: "",
            width: "2rem",
            align: "end",
            cell: (feed) => (
              <FeedMenu name={nameOf(feed.shown)} onAsk={(what) => setAsking({ feed, what })} />
            ),
          },
        ]}
      />
      {dialog && asking.what === "renewal" && <RenewalDialog {...dialog} />}
      {dialog && asking.what === "revocation" && <RevocationDialog {...dialog} />}
    </>
  );
}

function ShownCell({ shown }: { shown: Shown }) {
  const { t } = useTranslation("feeds");
  if (shown.shows === "studio") return <span className="font-medium">{t("subjects.studio")}</span>;
  return (
    <span className="flex items-baseline gap-2">
      <span className="truncate font-medium">{shown.name}</span>
      <span className="shrink-0 text-12 text-muted">{t(`subjects.${shown.shows}`)}</span>
    </span>
  );
}

function useFeedName() {
  const { t } = useTranslation("feeds");
  return (shown: Shown) => (shown.shows === "studio" ? t("subjects.studio") : shown.name);
}

interface FeedMenuProps {
  name: string;
  onAsk: (what: Asking["what"]) => void;
}

function FeedMenu({ name, onAsk }: FeedMenuProps) {
  const { t } = useTranslation("feeds");
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("moreOf", { name })}
          className={`${buttonClass({ variant: "ghost", size: "sm" })} -mr-2 w-7 px-0 pointer-coarse:w-11`}
        >
          <Ellipsis aria-hidden />
        </button>
      }
    >
      <MenuAction icon={RefreshCw} onSelect={() => onAsk("renewal")}>
        {t("renewal.action")}
      </MenuAction>
      <MenuAction icon={Ban} danger onSelect={() => onAsk("revocation")}>
        {t("revocation.action")}
      </MenuAction>
    </Menu>
  );
}
