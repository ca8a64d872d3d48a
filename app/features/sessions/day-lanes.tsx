import { Plus } from "lucide-react";
import { useEffect, useRef, useState, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDate, formatDay, formatTime, type Reader } from "#app/lib/dates.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { openingIn, slotText } from "./calendar.ts";
import { SessionBlock } from "./session-block.tsx";
import type { CalendarSession } from "./session-lists.server.ts";
import { blocksIn, hoursOf, placeOf, spanOf, type Span, type StudioClock } from "./studio-day.ts";

export type CalendarRoom = { id: string; name: string; colour: number; isBookable: boolean };

/** What every calendar of sessions takes. */
export interface CalendarProps {
  rooms: readonly CalendarRoom[];
  sessions: readonly CalendarSession[];
  clock: StudioClock;
  today: string;
  now: Date;
  sessionHref: (id: string) => string;
  /** Where one books a room from a slot on. */
  bookHref: (roomId: string, slot: string) => string;
}

/** Half an hour is a target of 24 px and more (WCAG 2.5.8); `half-hours` draws the same scale. */
const HOUR_PX = 52;
const LANE_REM = 7;
/** A slot that a press on the grid asks for. */
const STEP_MINUTES = 30;

interface DayLanesProps extends CalendarProps {
  day: string;
}

/** A day from dawn to dawn, one lane a room; a press on a free half hour books it. */
export function DayLanes({ day, ...calendar }: DayLanesProps) {
  const { t, i18n } = useTranslation("sessions");
  const { rooms, sessions, now, today, clock } = calendar;
  const reader = { language: i18n.language, timeZone: clock.timeZone };
  const span = spanOf(day, 1, clock);
  const hours = hoursOf(span);
  const view = useRef<HTMLElement>(null);
  const first = blocksIn(span, sessions)[0]?.start;
  const opensAt = day === today ? placeOf(now, span) : (first ?? 4 / 24);
  useEffect(() => {
    view.current?.scrollTo({ top: (opensAt * hours.length - 1) * HOUR_PX });
    // Only when another day is shown: a minute that passes moves nobody's page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [day]);
  return (
    <section
      ref={view}
      aria-label={t("calendar.grid", { period: formatDay(day, i18n.language) })}
      className="relative max-h-[calc(100dvh-12rem)] overflow-auto rounded-lg border border-line bg-surface max-md:max-h-[calc(100dvh-23rem)]"
    >
      <div
        className="grid"
        style={{
          gridTemplateColumns: `3.5rem repeat(${rooms.length}, minmax(0, 1fr))`,
          minWidth: `${3.5 + rooms.length * LANE_REM}rem`,
        }}
      >
        <div className="sticky top-0 left-0 z-20 h-9 border-b border-line bg-sunken" />
        {rooms.map((room) => (
          <LaneHead key={room.id} day={day} span={span} room={room} {...calendar} />
        ))}
        <div
          aria-hidden
          className="sticky left-0 z-10 border-r border-line bg-surface text-12 text-muted"
          style={{ height: hours.length * HOUR_PX }}
        >
          {hours.map((hour, n) => (
            <span
              key={hour.getTime()}
              className="absolute right-2"
              style={{ top: n * HOUR_PX + (n === 0 ? 2 : -8) }}
            >
              {formatTime(hour, reader)}
            </span>
          ))}
        </div>
        {rooms.map((room) => (
          <Lane key={room.id} span={span} hours={hours.length} room={room} {...calendar} />
        ))}
      </div>
    </section>
  );
}

interface LaneProps extends CalendarProps {
  span: Span;
  room: CalendarRoom;
}

function LaneHead({ day, span, room, sessions, clock, bookHref }: LaneProps & { day: string }) {
  const { t, i18n } = useTranslation("sessions");
  const own = sessions.filter(({ roomId, state }) => roomId === room.id && state !== "cancelled");
  const opening = room.isBookable && openingIn(day, span, blocksIn(span, own), clock);
  const reader = { language: i18n.language, timeZone: clock.timeZone };
  return (
    <div className="sticky top-0 z-10 flex h-9 min-w-0 items-center gap-2 border-b border-l border-line bg-sunken pl-2.5">
      <Swatch color={room.colour} />
      <span className="min-w-0 flex-1 truncate text-13 font-medium">{room.name}</span>
      {opening && (
        <Link
          to={bookHref(room.id, slotText(opening, clock.timeZone))}
          aria-label={t("calendar.bookAt", {
            room: room.name,
            when: `${formatDate(opening, reader)}, ${formatTime(opening, reader)}`,
          })}
          className="grid h-full w-8 place-items-center text-muted -outline-offset-2 hover:bg-hover hover:text-ink"
        >
          <Plus className="size-4" aria-hidden />
        </Link>
      )}
    </div>
  );
}

function Lane({ span, hours, room, ...calendar }: LaneProps & { hours: number }) {
  const { i18n } = useTranslation("sessions");
  const { sessions, clock, now, sessionHref, bookHref } = calendar;
  const reader = { language: i18n.language, timeZone: clock.timeZone };
  const own = sessions.filter(({ roomId }) => roomId === room.id);
  const place = placeOf(now, span);
  return (
    <div className="relative border-l border-line half-hours" style={{ height: hours * HOUR_PX }}>
      {room.isBookable && (
        <FreeTime
          span={span}
          reader={reader}
          href={(instant) => bookHref(room.id, slotText(instant, clock.timeZone))}
        />
      )}
      {blocksIn(span, own).map(({ session, start, end, track, tracks, beginsBefore }) => {
        const height = (end - start) * hours * HOUR_PX;
        return (
          <SessionBlock
            key={session.id}
            session={session}
            room={room}
            href={sessionHref(session.id)}
            reader={reader}
            continued={beginsBefore}
            lines={height < 40 ? 1 : height < 60 ? 2 : 3}
            className="absolute"
            style={{
              top: start * hours * HOUR_PX,
              height: height - 1,
              left: `calc(${(track / tracks) * 100}% + 2px)`,
              width: `calc(${100 / tracks}% - 6px)`,
            }}
          />
        );
      })}
      {place > 0 && place < 1 && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-x-0 z-5 h-0.5 bg-danger"
          style={{ top: place * hours * HOUR_PX - 1 }}
        />
      )}
    </div>
  );
}

interface FreeTimeProps {
  span: Span;
  reader: Reader;
  href: (slot: Date) => string;
}

/**
 * The ground of a lane, a link to book the half hour under the pointer. It is the pointer's short cut:
 * the keyboard has the link in the lane's head.
 */
function FreeTime({ span, reader, href }: FreeTimeProps) {
  const [aimed, setAimed] = useState<number | null>(null);
  const stepPx = (HOUR_PX * STEP_MINUTES) / 60;
  const slot = new Date(span.from.getTime() + (aimed ?? 0) * STEP_MINUTES * 60_000);
  const aim = ({ clientY, currentTarget }: PointerEvent) =>
    setAimed(Math.floor((clientY - currentTarget.getBoundingClientRect().top) / stepPx));
  return (
    <Link
      to={href(slot)}
      tabIndex={-1}
      aria-hidden
      className="absolute inset-0 cursor-cell"
      onPointerDown={aim}
      onPointerMove={aim}
      onPointerLeave={() => setAimed(null)}
    >
      {aimed !== null && (
        <span
          className="pointer-events-none absolute inset-x-1 flex items-center gap-1 rounded-sm bg-hover px-1.5 text-12 text-muted pointer-coarse:hidden"
          style={{ top: aimed * stepPx, height: stepPx }}
        >
          <Plus className="size-3" />
          {formatTime(slot, reader)}
        </span>
      )}
    </Link>
  );
}
