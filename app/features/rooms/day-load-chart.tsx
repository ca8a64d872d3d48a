import { useTranslation } from "react-i18next";
import { formatDay, formatDuration } from "#app/lib/dates.ts";
import type { DayLoad } from "./room-bookings.server.ts";

/** One bar a day, in the room's colour; the whole height is a day of twelve hours, or the longest. */
export function DayLoadChart({ loads, colour }: { loads: readonly DayLoad[]; colour: number }) {
  const { t, i18n } = useTranslation("rooms");
  const day = (load: DayLoad | undefined) => (load ? formatDay(load.day, i18n.language) : "");
  const total = loads.reduce((sum, { minutes }) => sum + minutes, 0);
  const full = Math.max(12 * 60, ...loads.map(({ minutes }) => minutes));
  const words = { first: day(loads[0]), last: day(loads.at(-1)), hours: formatDuration(total) };
  return (
    <figure className="flex flex-col gap-1.5">
      <div
        aria-hidden
        data-swatch={colour}
        className="flex h-24 items-end gap-0.5 border-b border-line"
      >
        {loads.map((load) => (
          <div
            key={load.day}
            title={`${day(load)} · ${formatDuration(load.minutes)}`}
            className="flex h-full min-w-0 flex-1 items-end rounded-sm hover:bg-hover"
          >
            <div
              className="w-full rounded-t-sm swatch-edge"
              style={{ height: `${(load.minutes / full) * 100}%` }}
            />
          </div>
        ))}
      </div>
      <div aria-hidden className="flex justify-between text-12 text-muted">
        <span>{words.first}</span>
        <span>{words.last}</span>
      </div>
      <figcaption className="sr-only">{t("load.chart", words)}</figcaption>
    </figure>
  );
}
