import { Temporal } from "temporal-polyfill";
import { contentLine } from "./content-lines.ts";

/** What a zone is between two moments. */
export type Zone = {
  /** Its VTIMEZONE. */
  lines: string[];
  /**
   * "20261121T140000": what clocks show at an instant between the two; undefined where they show it
   * twice. One that an autumn night repeats means the first (RFC 5545, 3.3.5), and readers disagree.
   */
  stampOf(instant: Date): string | undefined;
};

/**
 * From the transitions that the zone has from one moment to another. What comes back each year is a
 * rule, since some calendars read nothing else; all else is a list of dates.
 */
export function zoneBetween(timeZone: string, from: Date, until: Date): Zone {
  // A year before: what is in force at `from` then has its beginning in here, where it has one.
  const years = { first: zoned(from, timeZone).year - 1, last: zoned(until, timeZone).year };
  const transitions = listTransitions(timeZone, years);
  const [earliest] = transitions;
  const before = startOf(years.first, timeZone);
  const isBegun = earliest !== undefined && earliest.at <= from.getTime();
  const kinds = [...Map.groupBy(transitions, kindOf).values()];
  return {
    lines: [
      "BEGIN:VTIMEZONE",
      contentLine("TZID", timeZone),
      ...(isBegun ? [] : standingLines(before)),
      ...kinds.flatMap((same) => observanceLines(same, years)),
      "END:VTIMEZONE",
    ],
    stampOf(instant) {
      const time = instant.getTime();
      if (transitions.some((each) => isShownTwice(time, each))) return undefined;
      const last = transitions.findLast(({ at }) => at <= time);
      const seconds = last?.to ?? before.offsetNanoseconds / 1e9;
      return new Date(time + seconds * 1000).toISOString().slice(0, 19).replace(/[-:]/g, "");
    },
  };
}

type Years = { first: number; last: number };
type Transition = {
  /** In milliseconds, since 1970. */
  at: number;
  /** What clocks show as it comes, before they are put. */
  clock: Temporal.PlainDateTime;
  /** Offsets, in seconds. */
  from: number;
  to: number;
};

function listTransitions(timeZone: string, years: Years): Transition[] {
  const found: Transition[] = [];
  let at: Temporal.ZonedDateTime | null = startOf(years.first, timeZone).subtract({
    nanoseconds: 1,
  });
  while ((at = at.getTimeZoneTransition("next")) && at.year <= years.last) {
    const [from, to] = [at.subtract({ nanoseconds: 1 }).offsetNanoseconds, at.offsetNanoseconds];
    const clock = at.toPlainDateTime().add({ nanoseconds: from - to });
    found.push({ at: at.epochMilliseconds, clock, from: from / 1e9, to: to / 1e9 });
  }
  return found;
}

/** Where clocks are put back: as long before it as after it. */
function isShownTwice(time: number, { at, from, to }: Transition): boolean {
  const repeated = (from - to) * 1000;
  return time >= at - repeated && time < at + repeated;
}

function kindOf({ from, to, clock }: Transition): string {
  return [from, to, clock.toPlainTime().toString()].join();
}

/** What holds where no transition comes before. */
function standingLines(start: Temporal.ZonedDateTime): string[] {
  const offset = start.offsetNanoseconds / 1e9;
  return [
    "BEGIN:STANDARD",
    contentLine("DTSTART", plainStamp(start.toPlainDateTime())),
    contentLine("TZOFFSETFROM", offsetText(offset)),
    contentLine("TZOFFSETTO", offsetText(offset)),
    "END:STANDARD",
  ];
}

/** Transitions that are alike in all but their dates. */
function observanceLines(same: Transition[], years: Years): string[] {
  const [transition] = same;
  if (!transition) return [];
  const { clock, from, to } = transition;
  // The zone's database does not say which is which; clocks put forward are what people call it.
  const name = to > from ? "DAYLIGHT" : "STANDARD";
  const rule = ruleOf(same, years);
  // The first is named again: where there are dates, some readers take no other for one.
  const dates = same.length > 1 ? same : [];
  return [
    `BEGIN:${name}`,
    contentLine("DTSTART", plainStamp(clock)),
    contentLine("TZOFFSETFROM", offsetText(from)),
    contentLine("TZOFFSETTO", offsetText(to)),
    ...(rule
      ? [contentLine("RRULE", rule)]
      : dates.map((each) => contentLine("RDATE", plainStamp(each.clock)))),
    `END:${name}`,
  ];
}

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** The rule by which one comes each year; undefined where no such rule gives all of them. */
function ruleOf(same: Transition[], { first, last }: Years): string | undefined {
  const yearly = same.every(({ clock }, place) => clock.year === first + place);
  const dates = same.map(({ clock }) => clock);
  const [date] = dates;
  if (!date || !yearly || same.length !== last - first + 1) return undefined;
  const { month, dayOfWeek } = date;
  if (dates.some((it) => it.month !== month || it.dayOfWeek !== dayOfWeek)) return undefined;
  const [week, ...weeks] = new Set(dates.map((it) => Math.ceil(it.day / 7)));
  const isLast = dates.every((it) => it.day + 7 > it.daysInMonth);
  const place = isLast ? -1 : weeks.length === 0 ? week : undefined;
  return place === undefined
    ? undefined
    : `FREQ=YEARLY;BYMONTH=${month};BYDAY=${place}${DAYS[dayOfWeek - 1]}`;
}

function startOf(year: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.ZonedDateTime.from({ year, month: 1, day: 1, timeZone });
}

function zoned(instant: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}

function plainStamp(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: "second" }).replace(/[-:]/g, "");
}

/** "+0100", "-0330"; of a zone that has them, with seconds. */
function offsetText(seconds: number): string {
  const [sign, size] = [seconds < 0 ? "-" : "+", Math.abs(seconds)];
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  if (parts[2] === 0) parts.pop();
  return sign + parts.map((part) => String(part).padStart(2, "0")).join("");
}
