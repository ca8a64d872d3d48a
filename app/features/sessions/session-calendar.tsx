import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useSearchParams } from "react-router";
import { tinykeys } from "tinykeys";
import { cx } from "#app/lib/cx.ts";
import { formatDay, formatMonth } from "#app/lib/dates.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { isTyping } from "#app/ui/shortcuts.tsx";
import { besides, calendarSearch, type CalendarWish, readCalendar } from "./calendar.ts";
import { DayLanes, type CalendarProps } from "./day-lanes.tsx";
import { NoRooms } from "./no-rooms.tsx";
import { weekOf } from "./studio-day.ts";
import { WeekBoard } from "./week-board.tsx";

interface SessionCalendarProps extends CalendarProps {
  wish: CalendarWish;
  days: readonly string[];
  /** Of the filter. */
  roomId: string | undefined;
  /** Null where the person may add none. */
  addRoomHref: string | null;
}

/** A week by room, or a day in lanes; a phone has the width for a day and shows the week's nearest. */
export function SessionCalendar({
  wish,
  days,
  roomId,
  addRoomHref,
  ...calendar
}: SessionCalendarProps) {
  const { t } = useTranslation("sessions");
  const [parameters] = useSearchParams();
  const { rooms, today } = calendar;
  const isWeek = wish.view === "week";
  const day = isWeek ? (days.find((it) => it === today) ?? days[0] ?? today) : wish.day;
  const shown = {
    ...calendar,
    rooms: rooms.filter(({ id }) => roomId === undefined || id === roomId),
  };
  const dayHref = (it: string) => calendarSearch(parameters, { view: "day", day: it });
  useCalendarKeys(today);
  if (rooms.length === 0) return <NoRooms href={addRoomHref} />;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4">
        <Period wish={wish} days={days} today={today} />
        <FilterBar
          filters={[
            {
              name: "room",
              label: t("room"),
              options: rooms.map(({ id, name }) => ({ value: id, label: name })),
            },
            {
              name: "cancelled",
              label: t("calendar.cancelledFilter"),
              all: t("calendar.hidden"),
              options: [{ value: "show", label: t("calendar.shown") }],
            },
          ]}
        />
      </div>
      {isWeek && (
        <div className="max-md:hidden">
          <WeekBoard days={days} dayHref={dayHref} {...shown} />
        </div>
      )}
      <div className={cx("flex flex-col gap-3", isWeek && "md:hidden")}>
        <DayStrip day={day} today={today} dayHref={dayHref} />
        <DayLanes day={day} {...shown} />
      </div>
    </>
  );
}

interface PeriodProps {
  wish: CalendarWish;
  days: readonly string[];
  today: string;
}

/** What is shown, and the way to what comes before and after. */
function Period({ wish, days, today }: PeriodProps) {
  const { t, i18n } = useTranslation("sessions");
  const [parameters] = useSearchParams();
  const { language } = i18n;
  const to = (target: CalendarWish) => calendarSearch(parameters, target);
  const isWeek = wish.view === "week";
  const monday = days[0] ?? wish.day;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <div className="flex">
        <StepLink
          to={to(besides(wish, -1))}
          label={t(isWeek ? "calendar.previousWeek" : "calendar.previousDay")}
        >
          <ChevronLeft aria-hidden />
        </StepLink>
        <StepLink
          to={to(besides(wish, 1))}
          label={t(isWeek ? "calendar.nextWeek" : "calendar.nextDay")}
        >
          <ChevronRight aria-hidden />
        </StepLink>
      </div>
      <ButtonLink to={to({ ...wish, day: today })}>{t("calendar.today")}</ButtonLink>
      <h2 className="ml-1 text-16 font-semibold first-letter:uppercase">
        {isWeek ? formatMonth(monday, language) : formatDay(wish.day, language, "long")}
      </h2>
      {isWeek && (
        <span className="text-13 text-muted max-md:hidden">
          {formatDay(monday, language)} – {formatDay(days.at(-1) ?? monday, language)}
        </span>
      )}
    </div>
  );
}

function StepLink({ to, label, children }: { to: string; label: string; children: ReactNode }) {
  return (
    <ButtonLink to={to} variant="ghost" aria-label={label} title={label} className="w-8 px-0">
      {children}
    </ButtonLink>
  );
}

interface DayStripProps {
  day: string;
  today: string;
  dayHref: (day: string) => string;
}

/** The seven days around a day, each an address. */
function DayStrip({ day, today, dayHref }: DayStripProps) {
  const { t, i18n } = useTranslation("sessions");
  return (
    <nav aria-label={t("calendar.days")} className="grid grid-cols-7 gap-1">
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

/** ← and → lead to the week or day before and after, t to today; pressed again, from where one is going. */
function useCalendarKeys(today: string) {
  const navigate = useNavigate();
  const { search } = useLocation();
  useEffect(() => {
    const parameters = new URLSearchParams(search);
    let going = readCalendar(parameters, today);
    const go = (next: () => CalendarWish) => (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.defaultPrevented) return;
      event.preventDefault();
      going = next();
      void navigate(calendarSearch(parameters, going));
    };
    return tinykeys(window, {
      ArrowLeft: go(() => besides(going, -1)),
      ArrowRight: go(() => besides(going, 1)),
      t: go(() => ({ ...going, day: today })),
    });
  }, [navigate, search, today]);
}
