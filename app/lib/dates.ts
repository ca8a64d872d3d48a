import { Temporal } from "temporal-polyfill";

/*
 * Three kinds of time, never mixed: an instant (a Date), a calendar day ("2026-11-21") and a time of day
 * ("14:30"). A time zone stands between the first and the others, and is always said.
 *
 * Words are put together from Intl's parts and not taken from its patterns, which differ between the
 * server's and a browser's release of Unicode.
 */

/** Where and in which language a moment is read. */
export interface Reader {
  language: string;
  timeZone: string;
}

/** "ven. 21 nov.", "Fri 21 Nov"; with `year`, "ven. 21 nov. 2026". */
export function formatDate(
  instant: Date,
  reader: Reader,
  options: { year?: boolean } = {},
): string {
  const part = partsOf(instant, reader);
  const words = [part("weekday"), part("day"), part("month")];
  return [...words, ...(options.year ? [part("year")] : [])].join(" ");
}

/** "14 h", "14 h 30"; "14:00", "14:30". */
export function formatTime(instant: Date, reader: Reader): string {
  const part = partsOf(instant, reader);
  return clockText(`${part("hour")}:${part("minute")}`, reader.language);
}

/** A time of day ("14:30") in a language's words. */
export function clockText(time: string, language: string): string {
  const [hour = "", minute = ""] = time.split(":").map((it) => it.padStart(2, "0"));
  if (language === "en") return `${hour}:${minute}`;
  const hours = `${Number(hour)}\u00a0h`;
  return minute === "00" ? hours : `${hours}\u00a0${minute}`;
}

/** "14 h–18 h". */
export function formatTimeRange(start: Date, end: Date, reader: Reader): string {
  return `${formatTime(start, reader)}–${formatTime(end, reader)}`;
}

/** "14 h–18 h". An end in the small hours belongs to its evening; a later one says its day. */
export function formatHours(start: Date, end: Date, reader: Reader): string {
  const hours = (end.getTime() - start.getTime()) / 3_600_000;
  if (hours < 24) return formatTimeRange(start, end, reader);
  return `${formatTime(start, reader)} – ${formatDate(end, reader)}, ${formatTime(end, reader)}`;
}

/** "ven. 21 nov., 14 h–18 h"; with `year`, "ven. 21 nov. 2026, 14 h–18 h". */
export function formatRange(
  start: Date,
  end: Date,
  reader: Reader,
  options: { year?: boolean } = {},
): string {
  return `${formatDate(start, reader, options)}, ${formatHours(start, end, reader)}`;
}

/** A calendar day: "ven. 21 nov.", "ven. 21 nov. 2026", or "vendredi 21 novembre 2026" when long. */
export function formatDay(
  day: string,
  language: string,
  style: "short" | "year" | "long" = "short",
): string {
  const instant = new Date(`${day}T12:00:00Z`);
  const reader = { language, timeZone: "UTC" };
  if (style !== "long") return formatDate(instant, reader, { year: style === "year" });
  const part = partsOf(instant, reader, "long");
  return [part("weekday"), part("day"), part("month"), part("year")].join(" ");
}

/** "novembre 2026". */
export function formatMonth(day: string, language: string): string {
  const part = partsOf(new Date(`${day}T12:00:00Z`), { language, timeZone: "UTC" }, "long");
  return `${part("month")} ${part("year")}`;
}

/** Minutes: "45 min", "3 h", "3 h 30". */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}\u00a0min`;
  return rest === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${String(rest).padStart(2, "0")}`;
}

/** The calendar day of an instant. */
export function dayOf(instant: Date, timeZone: string): string {
  return zoned(instant, timeZone).toPlainDate().toString();
}

/** The studio's day that an instant belongs to: before `dayStartsAt` ("06:00") it is still the one before. */
export function studioDayOf(instant: Date, timeZone: string, dayStartsAt: string): string {
  const day = dayOf(instant, timeZone);
  return timeOf(instant, timeZone) < dayStartsAt ? addDays(day, -1) : day;
}

/** The time of day of an instant, "14:30": what a time field starts with. */
export function timeOf(instant: Date, timeZone: string): string {
  return zoned(instant, timeZone).toPlainTime().toString({ smallestUnit: "minute" });
}

/**
 * The instant at which clocks there show this day and time. A time that a spring night skips is the one
 * an hour later, one that an autumn night repeats is the first (RFC 5545 says the same).
 */
export function instantAt(day: string, time: string, timeZone: string): Date {
  const plain = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(plain.toZonedDateTime(timeZone).epochMilliseconds);
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The same day of another month, or that month's last. */
export function addMonths(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** How many days lie between two: 0 for the same, negative where `day` is before `from`. */
export function daysFrom(from: string, day: string): number {
  return Temporal.PlainDate.from(from).until(day).days;
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** Whether this is a day of the calendar: "2026-02-29" is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function zoned(instant: Date, timeZone: string) {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(instant: Date, { language, timeZone }: Reader, words: "short" | "long" = "short") {
  const key = `${language} ${timeZone} ${words}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "fr-FR", {
      timeZone,
      weekday: words,
      day: "numeric",
      month: words,
      year: "numeric",
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
    });
    formats.set(key, format);
  }
  const parts = format.formatToParts(instant);
  return (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((part) => part.type === type)?.value ?? "";
}
