import { memo, useEffect, useMemo, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { formatDay } from "#app/lib/dates.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { SessionBlock } from "../session-block.tsx";
import type { CalendarSession } from "../session-lists.server.ts";
import { blocksIn, placeOf, spanOf, type Span, type StudioClock } from "../studio-day.ts";
import type { CalendarProps, CalendarResource } from "./calendar-props.tsx";
import type { Draft, ResourceKind } from "./draft.ts";
import { ClosedHours } from "./closed-hours.tsx";
import { DraftStatus, Ghost, type ViewClash } from "./ghost.tsx";
import { DayLines, TimelineHead, widthOf } from "./timeline-scale.tsx";
import { useDraft } from "./use-draft.tsx";
import type { Zoom } from "./zoom.ts";

const TRACK_PX = 40;

interface TimelineProps extends CalendarProps {
  kind: ResourceKind;
  resources: readonly CalendarResource[];
  days: readonly string[];
  zoom: Zoom;
  dayHref: (day: string) => string;
  resourceHref: (id: string) => string;
}

/** Time to the right, a row each: what rooms, people or units are booked for, at a glance. */
export function Timeline({ kind, resources, days, zoom, ...calendar }: TimelineProps) {
  const { t } = useTranslation("sessions");
  const { sessions, rooms, clock, reader, now, today, dayHref, resourceHref } = calendar;
  const frame = useRef<HTMLElement>(null);
  const [first, last] = [days[0] ?? today, days.at(-1) ?? today];
  const span = useSpan(first, days.length, clock);
  const width = widthOf(span, zoom);
  const byResource = useRows(sessions, kind);
  const lanes = resources.map(({ id }) => ({ key: id, resourceId: id, span }));
  const bookable = new Set(rooms.filter((it) => it.isBookable).map(({ id }) => id));
  const { draft, clash } = useDraft({
    ...{ calendar, frame, lanes, axis: "x", kind },
    across: resources.map(({ id }) => id),
    mayDraw: ({ resourceId }) => kind !== "room" || bookable.has(resourceId ?? ""),
  });
  useOpening(frame, { span, width, now });
  const place = placeOf(now, span);
  return (
    <section
      ref={frame}
      aria-label={t(`calendar.timeline.${kind}`, {
        period: `${formatDay(first, reader.language)} – ${formatDay(last, reader.language)}`,
      })}
      className="relative max-h-[calc(100dvh-12rem)] overflow-auto rounded-lg border border-line bg-surface max-md:max-h-[calc(100dvh-16rem)] print:max-h-none print:overflow-visible"
    >
      <DraftStatus
        {...{ draft, clash, reader }}
        place={resources.find(({ id }) => id === draft?.to)?.name}
      />
      <div className="relative w-max min-w-full [--head:10rem] max-md:[--head:6.5rem]">
        <TimelineHead {...{ days, zoom, dayHref }} {...calendar} />
        <div className="relative">
          <DayLines {...{ days, zoom }} {...calendar} />
          {place > 0 && place < 1 && (
            <span
              aria-hidden
              className="pointer-events-none absolute inset-y-0 z-5 w-0.5 bg-danger"
              style={{ left: `calc(var(--head) + ${place * width - 1}px)` }}
            />
          )}
          {resources.map((resource) => {
            const isUnder = draft?.to === resource.id;
            return (
              <Row
                key={resource.id}
                {...{ resource, span, width, kind, rooms, reader }}
                {...{ sessionHref: calendar.sessionHref, mayMove: calendar.moving.mayMove }}
                href={resourceHref(resource.id)}
                own={byResource.get(resource.id) ?? NOTHING}
                heldId={draft?.from === resource.id ? draft.sessionId : null}
                draft={isUnder ? draft : null}
                clash={isUnder ? clash : undefined}
              />
            );
          })}
        </div>
      </div>
    </section>
  );
}

interface RowProps extends Pick<CalendarProps, "rooms" | "reader" | "sessionHref"> {
  resource: CalendarResource;
  kind: ResourceKind;
  href: string;
  span: Span;
  width: number;
  own: readonly CalendarSession[];
  mayMove: (session: CalendarSession) => boolean;
  /** The block that was taken up here. */
  heldId: string | null;
  /** What would come to stand here. */
  draft: Draft | null;
  clash: ViewClash;
}

const NOTHING: readonly CalendarSession[] = [];

/** Remembered, so that a drag draws the rows that it is over and no others. */
const Row = memo(function Row({
  resource,
  kind,
  href,
  span,
  width,
  own,
  heldId,
  draft,
  clash,
  ...calendar
}: RowProps) {
  const { rooms, reader, sessionHref, mayMove } = calendar;
  const { timeZone } = reader;
  const drawn = draft ? blocksIn(span, [draft])[0] : undefined;
  const blocks = blocksIn(span, own);
  const tracks = blocks.reduce((most, it) => Math.max(most, it.tracks), 1);
  return (
    <div
      className="flex border-t border-line first-of-type:border-t-0"
      style={{ height: tracks * TRACK_PX + 6 }}
    >
      <div className="sticky left-0 z-10 flex w-(--head) shrink-0 items-start border-r border-line bg-surface px-2 pt-2 text-13">
        <Link
          to={href}
          prefetch="intent"
          title={resource.name}
          className="flex min-h-6 min-w-0 items-center gap-2 font-medium hover:underline"
        >
          {resource.colour !== undefined && <Swatch color={resource.colour} />}
          <span className="truncate">{resource.name}</span>
        </Link>
      </div>
      <div data-lane={resource.id} className="relative shrink-0" style={{ width }}>
        <ClosedHours hours={resource.openingHours ?? null} axis="x" {...{ timeZone, span }} />
        {blocks.map(({ session, start, end, track, beginsBefore }) => {
          const room = rooms.find(({ id }) => id === session.roomId);
          return (
            <SessionBlock
              key={session.id}
              {...{ session, reader }}
              room={room ?? { name: "", colour: 1 }}
              resourceId={kind === "room" ? undefined : resource.id}
              href={sessionHref(session.id)}
              isMovable={mayMove(session)}
              ends="x"
              continued={beginsBefore}
              place={kind === "room" ? undefined : room?.name}
              className={cx("absolute", session.id === heldId && "opacity-50")}
              style={{
                left: start * width + 1,
                width: Math.max(8, (end - start) * width - 2),
                top: track * TRACK_PX + 3,
                height: TRACK_PX - 3,
              }}
            />
          );
        })}
        {drawn && draft && (
          <Ghost
            {...{ draft, clash, reader }}
            style={{
              left: drawn.start * width,
              width: Math.max(10, (drawn.end - drawn.start) * width),
              top: 1,
              bottom: 1,
            }}
          />
        )}
      </div>
    </div>
  );
});

/** The same object for the same days: rows are drawn anew where it changes. */
function useSpan(first: string, days: number, { timeZone, dayStartsAt }: StudioClock): Span {
  return useMemo(
    () => spanOf(first, days, { timeZone, dayStartsAt }),
    [first, days, timeZone, dayStartsAt],
  );
}

function useRows(sessions: readonly CalendarSession[], kind: ResourceKind) {
  return useMemo(() => rowsOf(sessions, kind), [sessions, kind]);
}

/** The sessions of each resource. */
function rowsOf(sessions: readonly CalendarSession[], kind: ResourceKind) {
  const rows = new Map<string, CalendarSession[]>();
  for (const session of sessions) {
    for (const id of resourcesOf(session, kind)) {
      const row = rows.get(id);
      if (row) row.push(session);
      else rows.set(id, [session]);
    }
  }
  return rows;
}

function resourcesOf({ roomId, people, unitIds }: CalendarSession, kind: ResourceKind) {
  if (kind === "room") return [roomId];
  return kind === "person" ? people.map(({ id }) => id) : unitIds;
}

/** Opens a little before the present, or at the first day's morning. */
function useOpening(
  frame: RefObject<HTMLElement | null>,
  { span, width, now }: { span: Span; width: number; now: Date },
) {
  const isNow = span.from <= now && now < span.until;
  const shown = span.from.getTime();
  useEffect(() => {
    const part = isNow ? placeOf(now, span) : 0;
    frame.current?.scrollTo({ left: part * width - 240 });
    // Only when other days are shown: a minute that passes moves nobody's page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown, width]);
}
