import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { formatTime, formatTimeRange, type Reader } from "#app/lib/dates.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { SESSION_LOOKS } from "#app/features/sessions/session-look.ts";
import type { SessionKind, SessionState } from "#app/features/sessions/session.ts";
import {
  blocksIn,
  hoursOf,
  placeOf,
  type Span,
  type Timed,
} from "#app/features/sessions/studio-day.ts";
import { standingOf } from "./today.ts";

export type LaneRoom = { id: string; name: string; colour: number };
export type LaneSession = Timed & {
  id: string;
  roomId: string;
  kind: SessionKind;
  state: SessionState;
  client: string;
};

/** Half an hour is a target of 24 px and more (WCAG 2.5.8). */
const HOUR_PX = 56;

interface TodayLanesProps {
  rooms: readonly LaneRoom[];
  sessions: readonly LaneSession[];
  /** The hours shown, from left to right. */
  span: Span;
  now: Date;
  reader: Reader;
  sessionHref: (id: string) => string;
}

/** The day so far and to come, one line a room: what runs, until when, and where there is room. */
export function TodayLanes({ rooms, sessions, span, now, reader, sessionHref }: TodayLanesProps) {
  const hours = hoursOf(span);
  const place = placeOf(now, span);
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where not all hours fit, the one that is stands in the middle; the minutes that pass move nothing.
    const { scrollWidth = 0, clientWidth = 0 } = view.current ?? {};
    view.current?.scrollTo({ left: place * scrollWidth - clientWidth / 2 });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div ref={view} className="overflow-x-auto">
      <div
        className="relative grid grid-cols-[10rem_minmax(0,1fr)] max-md:grid-cols-[8rem_minmax(0,1fr)]"
        style={{ minWidth: `calc(8rem + ${hours.length} * ${HOUR_PX}px)` }}
      >
        <div className="sticky left-0 z-10 bg-surface" />
        <div aria-hidden className="relative h-6 text-12 text-muted">
          {hours.map((hour, n) => (
            <span
              key={hour.getTime()}
              className="absolute top-1 pl-1"
              style={{ left: `${(n / hours.length) * 100}%` }}
            >
              {formatTime(hour, reader)}
            </span>
          ))}
        </div>
        {rooms.map((room) => (
          <RoomLane
            key={room.id}
            room={room}
            sessions={sessions.filter(({ roomId }) => roomId === room.id)}
            {...{ span, now, reader, sessionHref }}
          />
        ))}
        <div
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-0 left-40 max-md:left-32"
        >
          {place >= 0 && place <= 1 && (
            <span
              className="absolute inset-y-0 top-6 w-px bg-danger"
              style={{ left: `${place * 100}%` }}
            >
              <span className="absolute -top-1 -left-0.75 size-1.75 rounded-full bg-danger" />
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

interface RoomLaneProps extends Omit<TodayLanesProps, "rooms"> {
  room: LaneRoom;
}

function RoomLane({ room, sessions, span, now, reader, sessionHref }: RoomLaneProps) {
  const { t } = useTranslation(["today", "sessions"]);
  const hours = hoursOf(span).length;
  return (
    <>
      <div className="sticky left-0 z-10 flex h-12 min-w-0 flex-col justify-center border-t border-line bg-surface pr-2 pl-4">
        <span className="flex min-w-0 items-center gap-2 text-13 font-medium">
          <Swatch color={room.colour} />
          <span className="truncate">{room.name}</span>
        </span>
        <span className="truncate pl-4.5 text-12 text-muted">
          <RoomStanding sessions={sessions} now={now} reader={reader} />
        </span>
      </div>
      <div
        className="relative border-t border-l border-line"
        style={{
          backgroundImage: "linear-gradient(90deg, var(--line) 1px, transparent 1px)",
          backgroundSize: `${100 / hours}% 100%`,
        }}
      >
        {blocksIn(span, sessions).map(({ session, start, end }) => {
          const time = formatTimeRange(session.startsAt, session.endsAt, reader);
          const kind = t(`sessions:kinds.${session.kind}`);
          const state = t(`sessions:states.${session.state}`);
          return (
            <Link
              key={session.id}
              to={sessionHref(session.id)}
              prefetch="intent"
              data-swatch={room.colour}
              title={[session.client, time, kind, state].join(" · ")}
              className={cx(
                "absolute inset-y-1 overflow-hidden rounded-sm border border-l-3 border-(--swatch-edge) px-1.5 py-0.5 text-12 leading-snug hover:brightness-97",
                SESSION_LOOKS[session.state],
              )}
              style={{ left: `${start * 100}%`, width: `calc(${(end - start) * 100}% - 2px)` }}
            >
              <span className="block truncate font-medium">{session.client}</span>
              <span className="block truncate">
                {time} · {kind}
              </span>
              <span className="sr-only">{[state, room.name].join(", ")}</span>
            </Link>
          );
        })}
      </div>
    </>
  );
}

interface RoomStandingProps {
  sessions: readonly LaneSession[];
  now: Date;
  reader: Reader;
}

function RoomStanding({ sessions, now, reader }: RoomStandingProps) {
  const { t } = useTranslation("today");
  const { current, next } = standingOf(sessions, now);
  if (current) {
    const time = formatTime(current.endsAt, reader);
    return t("busyUntil", { client: current.client, time });
  }
  return next ? t("freeUntil", { time: formatTime(next.startsAt, reader) }) : t("free");
}
