import { Plus } from "lucide-react";
import {
  useEffect,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { Link } from "react-router";
import { formatTime, type Reader } from "#app/lib/dates.ts";
import { slotText } from "../calendar.ts";
import { SessionBlock } from "../session-block.tsx";
import type { CalendarSession } from "../session-lists.server.ts";
import { blocksIn, hoursOf, placeOf, type Span } from "../studio-day.ts";
import type { CalendarProps, CalendarRoom } from "./calendar-props.tsx";
import type { Draft } from "./draft.ts";
import { ClosedHours } from "./closed-hours.tsx";
import { DraftStatus, Ghost, type ViewClash } from "./ghost.tsx";
import { useDraft } from "./use-draft.tsx";

/** Half an hour is a target of 24 px and more (WCAG 2.5.8); `half-hours` draws the same scale. */
const HOUR_PX = 52;
const LANE_REM = 7;
/** A slot that a press on the grid asks for. */
const STEP_MINUTES = 30;

/** A lane of a room's time, with its head. */
export type TimeColumn = { key: string; room: CalendarRoom; span: Span; head: ReactNode };

interface TimeGridProps extends CalendarProps {
  label: string;
  columns: readonly TimeColumn[];
  /** What the arrows across lead to. */
  across: "rooms" | "days";
}

/** Time downwards, lanes side by side: a day by room, or a room by day. */
export function TimeGrid({ label, columns, across, ...calendar }: TimeGridProps) {
  const { rooms, reader, now } = calendar;
  const frame = useRef<HTMLElement>(null);
  const lanes = columns.map(({ key, room, span }) => ({ key, resourceId: room.id, span }));
  const roomOf = new Map(rooms.map((room) => [room.id, room]));
  const { draft, clash } = useDraft({
    ...{ calendar, frame, lanes, axis: "y", kind: "room" },
    across: across === "days" ? "days" : columns.map(({ room }) => room.id),
    mayDraw: ({ resourceId }) => roomOf.get(resourceId ?? "")?.isBookable ?? false,
  });
  const hours = columns[0] ? hoursOf(columns[0].span) : [];
  useOpening(frame, columns, calendar, hours.length);
  return (
    <section
      ref={frame}
      aria-label={label}
      className="relative max-h-[calc(100dvh-12rem)] overflow-auto rounded-lg border border-line bg-surface max-md:max-h-[calc(100dvh-23rem)] print:max-h-none print:overflow-visible"
    >
      <DraftStatus {...{ draft, clash, reader }} place={roomOf.get(draft?.to ?? "")?.name} />
      <div
        className="grid"
        style={{
          gridTemplateColumns: `3.5rem repeat(${columns.length}, minmax(0, 1fr))`,
          minWidth: `${3.5 + columns.length * LANE_REM}rem`,
        }}
      >
        <div className="sticky top-0 left-0 z-20 h-9 border-b border-line bg-sunken" />
        {columns.map(({ key, head }) => (
          <div
            key={key}
            className="sticky top-0 z-10 flex h-9 min-w-0 items-center gap-2 border-b border-l border-line bg-sunken pl-2.5 print:static"
          >
            {head}
          </div>
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
        {columns.map((column) => (
          <TimeLane
            key={column.key}
            {...calendar}
            lane={column}
            room={column.room}
            now={now}
            draft={draft?.to === column.room.id ? draft : null}
            clash={clash}
          />
        ))}
      </div>
    </section>
  );
}

interface TimeLaneProps extends CalendarProps {
  lane: TimeColumn;
  room: CalendarRoom;
  draft: Draft | null;
  clash: ViewClash;
}

function TimeLane({ lane, room, draft, clash, ...calendar }: TimeLaneProps) {
  const { sessions, clock, now, reader, sessionHref, bookHref, moving } = calendar;
  const { span } = lane;
  const height = ((span.until.getTime() - span.from.getTime()) / 3_600_000) * HOUR_PX;
  const own = sessions.filter(({ roomId }) => roomId === room.id);
  const place = placeOf(now, span);
  const drawn = draft && blocksIn(span, [draft])[0];
  return (
    <div
      data-lane={lane.key}
      className="relative border-l border-line half-hours"
      style={{ height }}
    >
      <ClosedHours hours={room.openingHours} axis="y" timeZone={clock.timeZone} span={span} />
      {room.isBookable && (
        <FreeTime
          span={span}
          reader={reader}
          href={(instant) => bookHref(room.id, slotText(instant, clock.timeZone))}
        />
      )}
      {blocksIn(span, own).map(({ session, start, end, track, tracks, beginsBefore }) => (
        <TimeBlock
          key={session.id}
          {...{ session, room, reader }}
          height={(end - start) * height}
          isHeld={draft?.sessionId === session.id}
          isMovable={moving.mayMove(session)}
          continued={beginsBefore}
          href={sessionHref(session.id)}
          style={{
            top: start * height,
            height: (end - start) * height - 1,
            left: `calc(${(track / tracks) * 100}% + 2px)`,
            width: `calc(${100 / tracks}% - 6px)`,
          }}
        />
      ))}
      {drawn && draft && (
        <Ghost
          {...{ draft, clash, reader }}
          style={{
            top: drawn.start * height,
            height: Math.max(18, (drawn.end - drawn.start) * height),
            left: 2,
            right: 4,
          }}
        />
      )}
      {place > 0 && place < 1 && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-x-0 z-5 h-0.5 bg-danger"
          style={{ top: place * height - 1 }}
        />
      )}
    </div>
  );
}

interface TimeBlockProps {
  session: CalendarSession;
  room: CalendarRoom;
  reader: Reader;
  height: number;
  isHeld: boolean;
  isMovable: boolean;
  continued: boolean;
  href: string;
  style: { top: number; height: number; left: string; width: string };
}

function TimeBlock({ height, isHeld, style, ...block }: TimeBlockProps) {
  return (
    <SessionBlock
      {...block}
      ends="y"
      lines={height < 40 ? 1 : height < 60 ? 2 : 3}
      className={isHeld ? "absolute opacity-50" : "absolute"}
      style={style}
    />
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
      className="absolute inset-0 cursor-cell select-none"
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

/** Opens at the present, or at the first session; at ten where there is none. */
function useOpening(
  frame: RefObject<HTMLElement | null>,
  columns: readonly TimeColumn[],
  { sessions, now }: CalendarProps,
  hours: number,
) {
  const spans = columns.map(({ span }) => span);
  const current = spans.find(({ from, until }) => from <= now && now < until);
  const starts = spans.flatMap((span) => blocksIn(span, sessions).map(({ start }) => start));
  const opensAt = current ? placeOf(now, current) : Math.min(...starts, 5 / 24);
  const shown = spans[0]?.from.getTime();
  useEffect(() => {
    frame.current?.scrollTo({ top: (opensAt * hours - 1) * HOUR_PX });
    // Only when another day is shown: a minute that passes moves nobody's page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown]);
}
