import { CalendarX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { formatDay, formatTimeRange, studioDayOf } from "#app/lib/dates.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { SessionStateBadge } from "../session-state.tsx";
import type { CalendarProps } from "./calendar-props.tsx";

interface AgendaProps extends CalendarProps {
  days: readonly string[];
  dayHref: (day: string) => string;
  book: ReactNode;
}

/** What is booked, day after day, each session once: on the studio's day on which it begins. */
export function Agenda({ days, dayHref, book, ...calendar }: AgendaProps) {
  const { t } = useTranslation("sessions");
  const { sessions, clock, reader, today, rooms, sessionHref } = calendar;
  const first = days[0] ?? today;
  const byDay = Map.groupBy(sessions, ({ startsAt }) => {
    const day = studioDayOf(startsAt, clock.timeZone, clock.dayStartsAt);
    return day < first ? first : day;
  });
  if (sessions.length === 0) {
    return (
      <EmptyState
        icon={CalendarX}
        title={t("calendar.agenda.empty.title")}
        text={t("calendar.agenda.empty.text")}
        action={book}
      />
    );
  }
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      {[...byDay].map(([day, own]) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`} className="mb-1 text-13 font-semibold">
            <Link
              to={dayHref(day)}
              prefetch="intent"
              className={cx(
                "inline-flex min-h-6 items-center gap-2 hover:underline",
                day === today && "text-accent-ink",
              )}
            >
              <span className="block first-letter:uppercase">
                {formatDay(day, reader.language, "long")}
              </span>
              {day === today && <span className="size-1.5 rounded-full bg-accent" />}
            </Link>
          </h3>
          <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
            {own.map((session) => {
              const room = rooms.find(({ id }) => id === session.roomId);
              const people = session.people.map(({ name }) => name).join(", ");
              return (
                <li key={session.id}>
                  <Link
                    to={sessionHref(session.id)}
                    prefetch="intent"
                    className="grid min-h-11 grid-cols-[7rem_minmax(0,1fr)_auto] items-center gap-x-3 px-3 py-2 text-13 -outline-offset-2 hover:bg-hover max-md:grid-cols-[5.25rem_minmax(0,1fr)_auto] max-md:gap-x-2"
                  >
                    <span className="tabular-nums">
                      {formatTimeRange(session.startsAt, session.endsAt, reader)}
                    </span>
                    <span className="min-w-0">
                      <span className="block truncate font-medium">{session.client}</span>
                      <span className="flex min-w-0 items-center gap-1.5 text-12 text-muted">
                        {room && <Swatch color={room.colour} />}
                        <span className="truncate">
                          {[room?.name, t(`kinds.${session.kind}`), people]
                            .filter(Boolean)
                            .join(" · ")}
                        </span>
                      </span>
                    </span>
                    <SessionStateBadge state={session.state} />
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
