import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { formatDay, formatMonth, formatTime } from "#app/lib/dates.ts";
import type { CalendarSession } from "../session-lists.server.ts";
import { SESSION_LOOKS } from "../session-look.ts";
import { spanOf } from "../studio-day.ts";
import type { CalendarProps } from "./calendar-props.tsx";
import { DraftStatus } from "./ghost.tsx";
import { useDraft } from "./use-draft.tsx";

/** How many of a day are named; of more, their number. */
const NAMED = 4;

interface MonthGridProps extends CalendarProps {
  /** The first day of the month, and all days shown, whole weeks. */
  month: string;
  days: readonly string[];
  dayHref: (day: string) => string;
}

/** A month of whole weeks; a session stands on each of its days, and is dragged to another at its time. */
export function MonthGrid({ month, days, dayHref, ...calendar }: MonthGridProps) {
  const { t } = useTranslation("sessions");
  const { sessions, clock, reader, today, moving, rooms } = calendar;
  const frame = useRef<HTMLElement>(null);
  const lanes = days.map((day) => ({
    key: day,
    day,
    resourceId: null,
    span: spanOf(day, 1, clock),
  }));
  const { draft, clash } = useDraft({
    ...{ calendar, frame, lanes, axis: "days", across: "days", kind: "room" },
  });
  return (
    <section
      ref={frame}
      aria-label={formatMonth(month, reader.language)}
      className="overflow-clip rounded-lg border border-line bg-surface"
    >
      <DraftStatus {...{ draft, clash, reader }} place={undefined} />
      <div className="grid grid-cols-7 border-b border-line bg-sunken text-12 text-muted">
        {days.slice(0, 7).map((day) => (
          <span key={day} className="border-l border-line px-2 py-1.5 font-medium first:border-l-0">
            {formatDay(day, reader.language).split(" ")[0]}
          </span>
        ))}
      </div>
      <div className="grid grid-cols-7">
        {lanes.map(({ key: day, span }, n) => {
          const own = sessions.filter(
            ({ startsAt, endsAt }) => startsAt < span.until && endsAt > span.from,
          );
          const isTarget =
            draft !== null && span.from <= draft.startsAt && draft.startsAt < span.until;
          return (
            <div
              key={day}
              data-lane={day}
              data-ghost={isTarget ? (clash ? "clash" : "free") : undefined}
              className={cx(
                "flex min-h-24 min-w-0 flex-col gap-0.5 border-line p-1 max-md:min-h-14",
                n >= 7 && "border-t",
                n % 7 !== 0 && "border-l",
                day.slice(0, 7) !== month.slice(0, 7) && "bg-sunken/60",
                isTarget && (clash ? "bg-danger-soft" : "bg-accent-soft"),
              )}
            >
              <Link
                to={dayHref(day)}
                prefetch="intent"
                draggable={false}
                aria-label={formatDay(day, reader.language, "long")}
                aria-current={day === today ? "date" : undefined}
                className={cx(
                  "grid size-6 shrink-0 place-items-center rounded-full text-12 tabular-nums hover:bg-hover",
                  day === today ? "bg-accent font-semibold text-on-accent" : "text-muted",
                )}
              >
                {Number(day.slice(8))}
              </Link>
              {own.slice(0, own.length > NAMED ? NAMED - 1 : NAMED).map((session) => (
                <MonthChip
                  key={session.id}
                  {...{ session, reader }}
                  colour={rooms.find(({ id }) => id === session.roomId)?.colour ?? 1}
                  room={rooms.find(({ id }) => id === session.roomId)?.name}
                  continued={session.startsAt < span.from}
                  isMovable={moving.mayMove(session)}
                  href={calendar.sessionHref(session.id)}
                />
              ))}
              {own.length > NAMED && (
                <Link
                  to={dayHref(day)}
                  className="px-1 text-12 text-muted hover:underline max-md:hidden"
                >
                  {t("calendar.more", { count: own.length - NAMED + 1 })}
                </Link>
              )}
              {own.length > 0 && (
                <span
                  className="w-fit rounded-sm bg-accent-soft px-1.5 text-12 font-medium text-accent-ink tabular-nums md:hidden"
                  aria-hidden
                >
                  {own.length}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}

interface MonthChipProps {
  session: CalendarSession;
  reader: CalendarProps["reader"];
  colour: number;
  room: string | undefined;
  continued: boolean;
  isMovable: boolean;
  href: string;
}

function MonthChip({ session, reader, colour, room, continued, isMovable, href }: MonthChipProps) {
  const { t } = useTranslation("sessions");
  const time = formatTime(session.startsAt, reader);
  const words = [session.client, time, room, t(`states.${session.state}`)].filter(Boolean);
  return (
    <Link
      to={href}
      prefetch="intent"
      draggable={false}
      data-session={session.id}
      data-swatch={colour}
      title={words.join(" · ")}
      className={cx(
        "flex min-h-6 items-center gap-1 truncate rounded-sm border border-l-3 border-(--swatch-edge) px-1 text-12 leading-none hover:brightness-97 max-md:hidden",
        SESSION_LOOKS[session.state],
        isMovable && "cursor-grab select-none touch-callout-none",
      )}
    >
      <span className="shrink-0 text-muted tabular-nums">{continued ? "…" : time}</span>
      <span className="truncate font-medium">{session.client}</span>
      <span className="sr-only">{words.slice(2).join(", ")}</span>
    </Link>
  );
}
