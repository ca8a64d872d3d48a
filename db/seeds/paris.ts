import type { Temporal } from "temporal-polyfill";

const dayInMs = 24 * 60 * 60 * 1000;

/** The wall clock of Europe/Paris, counted in minutes from the midnight that begins `firstDay`. */
export type ParisClock = ReturnType<typeof parisClock>;

/** Remembers each midnight, so that thousands of times cost one look at the time zone's rules a day. */
export function parisClock(firstDay: Temporal.PlainDate) {
  const midnights: number[] = [];

  function midnight(day: number): number {
    return (midnights[day] ??= firstDay
      .add({ days: day })
      .toZonedDateTime("Europe/Paris").epochMilliseconds);
  }

  /** The instant at which the wall shows `minute`; minutes past the day's last run into the next. */
  function instantOf(minute: number): Date {
    const day = Math.floor(minute / 1440);
    const start = midnight(day);
    const ofDay = minute - day * 1440;
    // The clock changes on two days a year: only there does the wall differ from the time elapsed.
    if (midnight(day + 1) - start === dayInMs) return new Date(start + ofDay * 60_000);
    return new Date(
      firstDay
        .add({ days: day })
        .toPlainDateTime({ hour: Math.floor(ofDay / 60), minute: ofDay % 60 })
        .toZonedDateTime("Europe/Paris").epochMilliseconds,
    );
  }

  return { instantOf };
}
