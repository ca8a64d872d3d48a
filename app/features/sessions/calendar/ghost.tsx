import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "#app/lib/cx.ts";
import { formatRange, formatTimeRange, type Reader } from "#app/lib/dates.ts";
import type { CalendarSession } from "../session-lists.server.ts";
import type { clashInView } from "./clash-in-view.ts";
import type { Draft } from "./draft.ts";

export type ViewClash = ReturnType<typeof clashInView<CalendarSession>>;

interface GhostProps {
  draft: Draft;
  clash: ViewClash;
  reader: Reader;
  style: CSSProperties;
}

/** Where a slot would come to stand, and what stands there already. */
export function Ghost({ draft, clash, reader, style }: GhostProps) {
  const { t } = useTranslation("sessions");
  return (
    <div
      data-ghost={clash ? "clash" : "free"}
      style={style}
      className={cx(
        "pointer-events-none absolute z-8 overflow-hidden rounded-sm border-2 px-1.5 py-0.5 text-12 leading-tight font-medium",
        clash
          ? "border-danger bg-danger-soft text-danger-ink"
          : "border-accent bg-surface/85 text-ink",
      )}
    >
      <span className="block truncate tabular-nums">
        {formatTimeRange(draft.startsAt, draft.endsAt, reader)}
      </span>
      {clash && (
        <span className="block truncate">
          {t("drag.takenBy", {
            client: clash.session.client,
            when: formatTimeRange(clash.session.startsAt, clash.session.endsAt, reader),
          })}
        </span>
      )}
    </div>
  );
}

interface DraftStatusProps {
  draft: Draft | null;
  clash: ViewClash;
  /** The name of where it would be put. */
  place: string | undefined;
  reader: Reader;
}

/** The same in words, for who moves a session by the keyboard and may not see it. */
export function DraftStatus({ draft, clash, place, reader }: DraftStatusProps) {
  const { t } = useTranslation("sessions");
  const words = draft && [
    formatRange(draft.startsAt, draft.endsAt, reader),
    place,
    clash
      ? t("drag.takenBy", {
          client: clash.session.client,
          when: formatTimeRange(clash.session.startsAt, clash.session.endsAt, reader),
        })
      : t("drag.free"),
  ];
  return <output className="sr-only">{words?.filter(Boolean).join(", ")}</output>;
}
