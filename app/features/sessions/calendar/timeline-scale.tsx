import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { formatDay, formatTime } from "#app/lib/dates.ts";
import { hoursOf, spanOf, type Span } from "../studio-day.ts";
import type { CalendarProps } from "./calendar-props.tsx";
import { type Zoom, ZOOMS } from "./zoom.ts";

interface ScaleProps extends CalendarProps {
  days: readonly string[];
  zoom: Zoom;
}

/** Days, and hours where there is width for them. */
export function TimelineHead({
  days,
  zoom,
  clock,
  reader,
  today,
  dayHref,
}: ScaleProps & { dayHref: (day: string) => string }) {
  const every = { s: 24, m: 4, l: 2 }[zoom];
  return (
    <div className="sticky top-0 z-20 flex h-12 border-b border-line bg-sunken text-12">
      <div className="sticky left-0 z-10 w-(--head) shrink-0 border-r border-line bg-sunken" />
      {days.map((day) => {
        const span = spanOf(day, 1, clock);
        return (
          <div
            key={day}
            className="relative shrink-0 border-l border-line first-of-type:border-l-0"
            style={{ width: widthOf(span, zoom) }}
          >
            <Link
              to={dayHref(day)}
              prefetch="intent"
              aria-current={day === today ? "date" : undefined}
              className={cx(
                "sticky left-(--head) inline-flex h-6 max-w-full items-center gap-1.5 truncate px-2 font-medium -outline-offset-2 hover:bg-hover",
                day === today ? "text-accent-ink" : "text-muted",
              )}
            >
              {formatDay(day, reader.language)}
              {day === today && <span className="size-1.5 rounded-full bg-accent" />}
            </Link>
            {hoursOf(span).map(
              (hour, n) =>
                n % every === 0 &&
                every < 24 && (
                  <span
                    key={hour.getTime()}
                    aria-hidden
                    className="absolute bottom-1 border-l border-line-strong pl-1 text-muted tabular-nums"
                    style={{ left: n * ZOOMS[zoom] }}
                  >
                    {formatTime(hour, reader)}
                  </span>
                ),
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Where days begin, behind all rows. */
export function DayLines({ days, zoom, clock, today }: ScaleProps) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-y-0 left-(--head) flex">
      {days.map((day) => (
        <span
          key={day}
          className={cx("border-l border-line", day === today && "bg-accent-soft/35")}
          style={{ width: widthOf(spanOf(day, 1, clock), zoom) }}
        />
      ))}
    </div>
  );
}

/** Of a span, in pixels. */
export function widthOf({ from, until }: Span, zoom: Zoom): number {
  return ((until.getTime() - from.getTime()) / 3_600_000) * ZOOMS[zoom];
}
