import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";
import { formatDay, type Reader } from "#app/lib/dates.ts";
import { Agenda } from "./calendar/agenda.tsx";
import { CalendarBar } from "./calendar/calendar-bar.tsx";
import type { CalendarProps, CalendarResource, CalendarRoom } from "./calendar/calendar-props.tsx";
import type { ResourceKind } from "./calendar/draft.ts";
import { MonthGrid } from "./calendar/month-grid.tsx";
import { QuickBook } from "./calendar/quick-book.tsx";
import { RefusalDialog } from "./calendar/refusal-dialog.tsx";
import { SlotDialog } from "./calendar/slot-dialog.tsx";
import { TimeGrid } from "./calendar/time-grid.tsx";
import { Timeline } from "./calendar/timeline.tsx";
import { useCalendarKeys } from "./calendar/use-calendar-keys.tsx";
import { useMoving } from "./calendar/use-moving.tsx";
import type { Zoom } from "./calendar/zoom.ts";
import { calendarSearch, type CalendarWish, firstOf, openingIn, slotText } from "./calendar.ts";
import { NoRooms } from "./no-rooms.tsx";
import { DayHead, RoomHead } from "./calendar/column-heads.tsx";
import type { CalendarSession } from "./session-lists.server.ts";
import { blocksIn, spanOf, type StudioClock, weekOf } from "./studio-day.ts";
import { WeekBoard } from "./week-board.tsx";

interface SessionCalendarProps {
  wish: CalendarWish;
  days: readonly string[];
  rooms: readonly CalendarRoom[];
  sessions: readonly CalendarSession[];
  /** Rows of the timeline, of which kind, and how wide an hour is. */
  by: ResourceKind;
  resources: readonly CalendarResource[];
  zoom: Zoom;
  people: readonly { id: string; name: string }[];
  today: string;
  now: Date;
  clock: StudioClock;
  reader: Reader;
  /** Of the filter. */
  roomId: string | undefined;
  mayBook: boolean;
  /** Called when something is taken hold of, and let go. */
  onHold: (isHeld: boolean) => void;
  /** Null where the person may add none. */
  addRoomHref: string | null;
  book: ReactNode;
  href: (path: string) => string;
}

/** A studio's sessions, seen by day, week, month, as an agenda or by what they take; moved where one may. */
export function SessionCalendar(props: SessionCalendarProps) {
  const { rooms, today, reader, href, addRoomHref } = props;
  const moving = useMoving(props);
  useCalendarKeys(today);
  if (rooms.length === 0) return <NoRooms href={addRoomHref} />;
  const sessionHref = (id: string) => href(`/sessions/${id}`);
  const calendar: CalendarProps = {
    ...props,
    sessions: moving.sessions,
    rooms: rooms.map((room) => ({ ...room, isBookable: room.isBookable && props.mayBook })),
    sessionHref,
    bookHref: (room, start) => `${href("/sessions/new")}?${new URLSearchParams({ room, start })}`,
    moving: moving.ways,
  };
  return (
    <>
      <CalendarBar {...props} />
      <View {...props} calendar={calendar} />
      {moving.senders}
      {moving.refusal && (
        <RefusalDialog
          refusal={moving.refusal}
          onMove={moving.move}
          onClose={moving.forgive}
          {...{ reader, sessionHref }}
        />
      )}
      {moving.inDialog && (
        <SlotDialog
          session={moving.inDialog}
          timeZone={reader.timeZone}
          onMove={moving.move}
          onClose={moving.closeDialog}
          rooms={calendar.rooms}
        />
      )}
      {moving.drawn && (
        <QuickBook
          drawn={moving.drawn}
          onClose={moving.forgetDrawn}
          rooms={calendar.rooms}
          {...{ reader, href }}
        />
      )}
    </>
  );
}

interface ViewProps extends SessionCalendarProps {
  calendar: CalendarProps;
}

function View({ wish, days, roomId, calendar, by, resources, zoom, book, href }: ViewProps) {
  const { t } = useTranslation("sessions");
  const [parameters] = useSearchParams();
  const { today, clock, reader } = calendar;
  const dayHref = (day: string) => calendarSearch(parameters, { view: "day", day });
  const shown = calendar.rooms.filter(({ id }) => roomId === undefined || id === roomId);
  switch (wish.view) {
    case "month":
      return <MonthGrid {...calendar} month={firstOf(wish.day)} {...{ days, dayHref }} />;
    case "agenda":
      return <Agenda {...calendar} {...{ days, dayHref, book }} />;
    case "timeline":
      return (
        <Timeline
          {...calendar}
          {...{ kind: by, resources, days, zoom, dayHref }}
          resourceHref={(id) => href(`/${RESOURCE_PATHS[by]}/${id}`)}
        />
      );
    case "day":
      return (
        <div className="flex flex-col gap-3">
          <DayStrip day={wish.day} today={today} dayHref={dayHref} />
          {dayGrid(wish.day)}
        </div>
      );
    case "week": {
      // A phone has the width for a day, and shows the week's nearest.
      const nearest = days.find((it) => it === today) ?? days[0] ?? today;
      const [only] = shown;
      return (
        <>
          <div className="max-md:hidden">
            {shown.length === 1 && only ? (
              weekGrid(only)
            ) : (
              <WeekBoard {...calendar} {...{ days, dayHref }} rooms={shown} />
            )}
          </div>
          <div className="flex flex-col gap-3 md:hidden print:hidden">
            <DayStrip day={nearest} today={today} dayHref={dayHref} />
            {dayGrid(nearest)}
          </div>
        </>
      );
    }
  }

  function dayGrid(day: string) {
    const span = spanOf(day, 1, clock);
    return (
      <TimeGrid
        {...calendar}
        across="rooms"
        label={t("calendar.grid", { period: formatDay(day, reader.language) })}
        columns={shown.map((room) => ({
          key: `${day}/${room.id}`,
          ...{ room, span },
          head: <RoomHead {...{ room, reader, today }} opening={openingHref(room, day)} />,
        }))}
      />
    );
  }

  function weekGrid(room: CalendarRoom) {
    return (
      <TimeGrid
        {...calendar}
        across="days"
        label={t("calendar.gridOf", { room: room.name })}
        columns={days.map((day) => ({
          key: day,
          ...{ room, span: spanOf(day, 1, clock) },
          head: (
            <DayHead
              {...{ day, room, reader, today }}
              href={dayHref(day)}
              opening={openingHref(room, day)}
            />
          ),
        }))}
      />
    );
  }

  /** Where the room is booked next on a day. */
  function openingHref(room: CalendarRoom, day: string) {
    if (!room.isBookable) return undefined;
    const span = spanOf(day, 1, clock);
    const own = calendar.sessions.filter((it) => it.roomId === room.id && it.state !== "cancelled");
    const at = openingIn(day, span, blocksIn(span, own), clock);
    return at && { at, href: calendar.bookHref(room.id, slotText(at, clock.timeZone)) };
  }
}

const RESOURCE_PATHS = { room: "rooms", person: "people", equipment: "equipment" } as const;

interface DayStripProps {
  day: string;
  today: string;
  dayHref: (day: string) => string;
}

/** The seven days around a day, each an address. */
function DayStrip({ day, today, dayHref }: DayStripProps) {
  const { t, i18n } = useTranslation("sessions");
  return (
    <nav aria-label={t("calendar.days")} className="grid grid-cols-7 gap-1 print:hidden">
      {weekOf(day).map((it) => {
        const [weekday, date] = formatDay(it, i18n.language).split(" ");
        return (
          <Link
            key={it}
            to={dayHref(it)}
            prefetch="intent"
            aria-current={it === day ? "page" : undefined}
            title={formatDay(it, i18n.language, "long")}
            className={cx(
              "flex min-h-11 flex-col items-center justify-center rounded-md border text-12 leading-tight",
              it === day
                ? "border-line-strong bg-surface font-medium"
                : "border-transparent text-muted hover:bg-hover",
              it === today && "text-accent-ink",
            )}
          >
            <span>{weekday}</span>
            <span className="text-14">{date}</span>
          </Link>
        );
      })}
    </nav>
  );
}
