import { memo } from "react";
import { closedIn, type OpeningHours } from "#app/features/rooms/opening-hours.ts";
import { placeOf, type Span } from "../studio-day.ts";

interface ClosedHoursProps {
  hours: OpeningHours;
  span: Span;
  timeZone: string;
  /** Where time goes in the lane. */
  axis: "x" | "y";
}

/** The hours in which a room is closed, shaded behind all that stands in its lane. */
export const ClosedHours = memo(
  function ClosedHours({ hours, span, timeZone, axis }: ClosedHoursProps) {
    if (hours === null) return null;
    return closedSpans(hours, span, timeZone).map(({ from, until }) => {
      const start = `${placeOf(from, span) * 100}%`;
      const length = `${(placeOf(until, span) - placeOf(from, span)) * 100}%`;
      return (
        <span
          key={from.getTime()}
          aria-hidden
          data-closed
          className="pointer-events-none absolute inset-0 bg-ink/5 print:bg-transparent"
          style={
            axis === "y"
              ? { top: start, height: length, bottom: "auto" }
              : { left: start, width: length, right: "auto" }
          }
        />
      );
    });
  },
  (before, after) =>
    before.hours === after.hours &&
    before.timeZone === after.timeZone &&
    before.span.from.getTime() === after.span.from.getTime() &&
    before.span.until.getTime() === after.span.until.getTime(),
);

const KEPT = 64;
const known = new Map<string, Span[]>();

/** Rooms of a studio mostly share their hours, and a page has the same span for all of them. */
function closedSpans(hours: string, span: Span, timeZone: string): Span[] {
  const key = [hours, timeZone, span.from.getTime(), span.until.getTime()].join(" ");
  let closed = known.get(key);
  if (!closed) {
    closed = closedIn(hours, span, timeZone);
    if (known.size >= KEPT) known.clear();
    known.set(key, closed);
  }
  return closed;
}
