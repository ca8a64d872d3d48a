import { Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cx } from "#app/lib/cx.ts";
import { formatDate, formatTime, type Reader } from "#app/lib/dates.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import { deedsOf, type Activity, type ActivityTable } from "./activity.ts";

const looks = {
  insert: { icon: Plus, className: "text-good-ink" },
  update: { icon: Pencil, className: "text-muted" },
  delete: { icon: Trash2, className: "text-danger-ink" },
} as const satisfies Record<Activity["action"], object>;

export type ListedActivity = Omit<Activity, "actor"> & {
  actor: string | null;
  /** The name of who did it; null where it was the platform, or an account that is gone. */
  by: string | null;
};

interface ActivityListProps {
  changes: readonly ListedActivity[];
  reader: Reader;
  hrefOf: (path: string) => string;
  /** Whether the person may read what stood there before and after. */
  withDetails: boolean;
}

/** What was done to a client, the latest first: when, by whom, to which thing. */
export function ActivityList({ changes, reader, hrefOf, withDetails }: ActivityListProps) {
  const { t } = useTranslation(["activity", "audit"]);
  return (
    <ol aria-label={t("title")} className="divide-y divide-line text-13">
      {deedsOf(changes).map(({ change, count }) => {
        const { id, at, by, actor, action, rowId } = change;
        const { icon: Icon, className } = looks[action];
        return (
          <li
            key={id}
            className="grid grid-cols-[1rem_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 px-4 py-2 md:grid-cols-[1rem_minmax(0,1fr)_12rem_12rem_5rem]"
          >
            <Icon className={cx("size-3.5", className)} aria-hidden />
            <span className="min-w-0">
              <span className={className}>{t(`audit:actions.${action}`)}</span>{" "}
              <What change={change} count={count} reader={reader} hrefOf={hrefOf} />
            </span>
            <span className="truncate text-muted max-md:col-start-2">
              {by ?? t(actor === null ? "audit:platform" : "audit:goneAccount")}
            </span>
            <time dateTime={at.toISOString()} className="text-muted max-md:col-start-2">
              {`${formatDate(at, reader, { year: true })}, ${formatTime(at, reader)}`}
            </time>
            {withDetails && (
              <span className="max-md:col-start-2 md:text-right">
                <TextLink to={hrefOf(`/settings/audit?row=${rowId}`)}>{t("details")}</TextLink>
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface WhatProps {
  change: ListedActivity;
  count: number;
  reader: Reader;
  hrefOf: (path: string) => string;
}

function What({ change: { table, rowId, title, startsAt }, count, reader, hrefOf }: WhatProps) {
  const { t } = useTranslation(["activity", "audit"]);
  const thing = t(`audit:things.${table}`);
  const name = startsAt ? formatDate(startsAt, reader, { year: true }) : title;
  if (count > 1) return <span>{t("several", { thing, count })}</span>;
  return (
    <>
      <span>{thing}</span>{" "}
      {name !== null && <TextLink to={hrefOf(`/${pageOf[table]}/${rowId}`)}>{name}</TextLink>}
    </>
  );
}

/** Only what has a page of its own has a name. */
const pageOf: Partial<Record<ActivityTable, string>> = {
  sessions: "sessions",
  projects: "projects",
  leads: "leads",
};
