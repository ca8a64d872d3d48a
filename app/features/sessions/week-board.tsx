import { Plus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import {
  formatDate,
  formatDay,
  formatDuration,
  formatTime,
  formatTimeRange,
} from "#app/lib/dates.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { openingIn, slotText } from "./calendar.ts";
import type { CalendarProps, CalendarRoom } from "./calendar/calendar-props.tsx";
import type { Draft } from "./calendar/draft.ts";
import { DraftStatus, type ViewClash } from "./calendar/ghost.tsx";
import { useDraft } from "./calendar/use-draft.tsx";
import { SessionBlock } from "./session-block.tsx";
import type { CalendarSession } from "./session-lists.server.ts";
import { minutesOf } from "./session.ts";
import { blocksIn, placeOf, spanOf, type Span } from "./studio-day.ts";

interface WeekBoardProps extends CalendarProps {
  days: readonly string[];
  dayHref: (day: string) => string;
}

/**
 * A week by room: rooms down, days across, what is booked in the order of the day. The line on top of a
 * cell is that day from dawn to dawn, so that one sees where there is room without reading times.
 */
export function WeekBoard({ days, dayHref, ...calendar }: WeekBoardProps) {
  const { t, i18n } = useTranslation("sessions");
  const { rooms, sessions, today, clock } = calendar;
  const columns = days.map((day) => ({ day, span: spanOf(day, 1, clock) }));
  const frame = useRef<HTMLDivElement>(null);
  const lanes = rooms.flatMap(({ id }) =>
    columns.map(({ day, span }) => ({ key: `${day}/${id}`, resourceId: id, day, span })),
  );
  const { draft, clash } = useDraft({
    ...{ calendar, frame, lanes, axis: "days", kind: "room" },
    across: rooms.map(({ id }) => id),
  });
  const period = `${formatDay(days[0] ?? today, i18n.language)} – ${formatDay(days.at(-1) ?? today, i18n.language)}`;
  return (
    <div
      ref={frame}
      className="rounded-lg border border-line bg-surface max-xl:overflow-x-auto xl:overflow-clip print:overflow-visible"
    >
      <DraftStatus
        {...{ draft, clash, reader: calendar.reader }}
        place={rooms.find(({ id }) => id === draft?.to)?.name}
      />
      <table
        aria-label={t("calendar.grid", { period })}
        className="w-full min-w-240 table-fixed border-separate border-spacing-0 text-13 print:min-w-0"
      >
        <thead className="sticky top-(--bar) z-10 bg-sunken print:static">
          <tr>
            <th scope="col" className="w-32 border-b border-line px-3 text-left xl:w-40">
              <span className="text-12 font-medium text-muted">{t("room")}</span>
            </th>
            {days.map((day) => (
              <th
                key={day}
                scope="col"
                aria-current={day === today ? "date" : undefined}
                className="border-b border-l border-line p-0 text-left font-medium"
              >
                <Link
                  to={dayHref(day)}
                  prefetch="intent"
                  className={cx(
                    "flex h-9 items-center gap-2 px-2 -outline-offset-2 hover:bg-hover",
                    day === today ? "font-semibold text-accent-ink" : "text-muted",
                  )}
                >
                  {formatDay(day, i18n.language)}
                  {day === today && <span className="size-1.5 rounded-full bg-accent" />}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rooms.map((room) => {
            const own = sessions.filter(({ roomId }) => roomId === room.id);
            return (
              <tr key={room.id} className="group/row">
                <th
                  scope="row"
                  className="border-t border-line px-3 py-2.5 text-left align-top font-normal group-first/row:border-t-0"
                >
                  <span className="flex items-center gap-2 font-medium">
                    <Swatch color={room.colour} />
                    <span className="truncate">{room.name}</span>
                  </span>
                  <span className="mt-0.5 block pl-4.5 text-12 text-muted">
                    {formatDuration(bookedMinutes(own, columns))}
                  </span>
                </th>
                {columns.map(({ day, span }) => (
                  <DayCell
                    key={day}
                    {...calendar}
                    day={day}
                    span={span}
                    room={room}
                    sessions={own}
                    draft={draft?.to === room.id ? draft : null}
                    clash={clash}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface DayCellProps extends CalendarProps {
  day: string;
  span: Span;
  room: CalendarRoom;
  draft: Draft | null;
  clash: ViewClash;
}

function DayCell({ day, span, room, draft, clash, ...calendar }: DayCellProps) {
  const { t } = useTranslation("sessions");
  const { sessions, now, today, clock, reader, sessionHref, bookHref, moving } = calendar;
  const blocks = blocksIn(span, sessions);
  const standing = blocks.filter(({ session }) => session.state !== "cancelled");
  const isTarget = draft !== null && span.from <= draft.startsAt && draft.startsAt < span.until;
  const opening = room.isBookable && openingIn(day, span, standing, clock);
  return (
    <td
      data-lane={`${day}/${room.id}`}
      data-ghost={isTarget ? (clash ? "clash" : "free") : undefined}
      className={cx(
        "group h-20 border-t border-l border-line p-0 align-top group-first/row:border-t-0",
        day === today && "bg-accent-soft/35",
        isTarget && (clash ? "bg-danger-soft" : "bg-accent-soft"),
      )}
    >
      <div className="flex h-full min-h-20 flex-col gap-1 p-1">
        <div aria-hidden data-swatch={room.colour} className="relative h-1 rounded-full bg-sunken">
          {standing.map(({ session, start, end }) => (
            <span
              key={session.id}
              className="absolute inset-y-0 rounded-full swatch-edge"
              style={{ left: `${start * 100}%`, right: `${(1 - end) * 100}%` }}
            />
          ))}
          {day === today && (
            <span
              className="absolute -inset-y-0.5 w-0.5 rounded-full bg-danger"
              style={{ left: `${placeOf(now, span) * 100}%` }}
            />
          )}
        </div>
        {blocks.map(({ session, beginsBefore }) => (
          <SessionBlock
            key={session.id}
            session={session}
            room={room}
            href={sessionHref(session.id)}
            reader={reader}
            continued={beginsBefore}
            isMovable={moving.mayMove(session)}
            className={draft?.sessionId === session.id ? "opacity-50" : undefined}
          />
        ))}
        {isTarget && clash && (
          <p className="px-1 text-12 leading-tight font-medium text-danger-ink">
            {t("drag.takenBy", {
              client: clash.session.client,
              when: formatTimeRange(clash.session.startsAt, clash.session.endsAt, reader),
            })}
          </p>
        )}
        {opening && (
          <Link
            to={bookHref(room.id, slotText(opening, clock.timeZone))}
            aria-label={t("calendar.bookAt", {
              room: room.name,
              when: `${formatDate(opening, reader)}, ${formatTime(opening, reader)}`,
            })}
            className="grid min-h-6 flex-1 place-items-center rounded-sm text-muted opacity-0 group-hover:opacity-100 hover:bg-hover focus-visible:opacity-100 pointer-coarse:min-h-8 pointer-coarse:opacity-100"
          >
            <Plus className="size-4" aria-hidden />
          </Link>
        )}
      </div>
    </td>
  );
}

function bookedMinutes(sessions: readonly CalendarSession[], columns: readonly { span: Span }[]) {
  return columns
    .flatMap(({ span }) => blocksIn(span, sessions).map((block) => ({ ...block, span })))
    .filter(({ session: { state } }) => state !== "cancelled" && state !== "hold")
    .map(({ start, end, span: { from, until } }) =>
      Math.round((end - start) * minutesOf({ startsAt: from, endsAt: until })),
    )
    .reduce((sum, minutes) => sum + minutes, 0);
}
