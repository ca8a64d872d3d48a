import { ChevronLeft, ChevronRight, Printer, ZoomIn, ZoomOut } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { formatDay, formatMonth } from "#app/lib/dates.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { type Filter, FilterBar } from "#app/ui/filter-bar.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { Segments } from "#app/ui/segments.tsx";
import { besides, calendarSearch, type CalendarWish } from "../calendar.ts";
import { SESSION_KINDS } from "../session.ts";
import { RESOURCE_KINDS, type ResourceKind } from "./draft.ts";
import { type Zoom, ZOOMS } from "./zoom.ts";

interface CalendarBarProps {
  wish: CalendarWish;
  days: readonly string[];
  today: string;
  rooms: readonly { id: string; name: string }[];
  people: readonly { id: string; name: string }[];
  by: ResourceKind;
  zoom: Zoom;
}

/** What is shown, the way to what comes before and after, and what is left out. */
export function CalendarBar({ wish, days, today, rooms, people, by, zoom }: CalendarBarProps) {
  const { t } = useTranslation("sessions");
  const [parameters] = useSearchParams();
  const isTimeline = wish.view === "timeline";
  const withParameter = (name: string, value: string) => {
    const next = new URLSearchParams(parameters);
    next.set(name, value);
    next.delete("q");
    return calendarSearch(next, wish);
  };
  const optionsOf = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  const filters: Filter[] = [
    { name: "room", label: t("room"), options: optionsOf(rooms) },
    { name: "person", label: t("crew"), options: optionsOf(people) },
    {
      name: "kind",
      label: t("kind"),
      options: SESSION_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    {
      name: "cancelled",
      label: t("calendar.cancelledFilter"),
      all: t("calendar.hidden"),
      options: [{ value: "show", label: t("calendar.shown") }],
    },
  ];
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4">
      <Period wish={wish} days={days} today={today} />
      {isTimeline && (
        <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
          <Segments
            label={t("calendar.rows")}
            segments={RESOURCE_KINDS.map((kind) => ({
              label: t(`calendar.by.${kind}`),
              href: withParameter("by", kind),
              current: kind === by,
            }))}
          />
          <ZoomLinks zoom={zoom} href={(it) => withParameter("zoom", it)} />
        </div>
      )}
      <div className="flex items-start gap-1 print:hidden">
        <FilterBar
          filters={filters.filter(({ options }) => options.length > 0)}
          search={isTimeline && by !== "room" ? t("calendar.rowSearch") : undefined}
        />
        <IconButton
          label={t("calendar.print")}
          icon={<Printer aria-hidden />}
          onClick={() => print()}
          className="max-md:hidden"
        />
      </div>
    </div>
  );
}

function ZoomLinks({ zoom, href }: { zoom: Zoom; href: (zoom: Zoom) => string }) {
  const { t } = useTranslation("sessions");
  const all = Object.keys(ZOOMS) as Zoom[];
  const besideIt = (step: 1 | -1) => all[all.indexOf(zoom) + step] ?? zoom;
  return (
    <div className="flex">
      <StepLink to={href(besideIt(-1))} label={t("calendar.zoomOut")}>
        <ZoomOut aria-hidden />
      </StepLink>
      <StepLink to={href(besideIt(1))} label={t("calendar.zoomIn")}>
        <ZoomIn aria-hidden />
      </StepLink>
    </div>
  );
}

interface PeriodProps {
  wish: CalendarWish;
  days: readonly string[];
  today: string;
}

function Period({ wish, days, today }: PeriodProps) {
  const { t, i18n } = useTranslation("sessions");
  const [parameters] = useSearchParams();
  const { language } = i18n;
  const { view, day } = wish;
  const to = (target: CalendarWish) => calendarSearch(parameters, target);
  const first = days[0] ?? day;
  const isSpan = view !== "day" && view !== "month";
  const unit = view === "timeline" ? "week" : view;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <div className="flex print:hidden">
        <StepLink to={to(besides(wish, -1))} label={t(`calendar.previous.${unit}`)}>
          <ChevronLeft aria-hidden />
        </StepLink>
        <StepLink to={to(besides(wish, 1))} label={t(`calendar.next.${unit}`)}>
          <ChevronRight aria-hidden />
        </StepLink>
      </div>
      <ButtonLink to={to({ ...wish, day: today })} className="print:hidden">
        {t("calendar.today")}
      </ButtonLink>
      <h2 className="ml-1 text-16 font-semibold first-letter:uppercase">
        {view === "day"
          ? formatDay(day, language, "long")
          : formatMonth(view === "month" ? day : first, language)}
      </h2>
      {isSpan && (
        <span className="text-13 text-muted max-md:hidden">
          {formatDay(first, language)} – {formatDay(days.at(-1) ?? first, language)}
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
