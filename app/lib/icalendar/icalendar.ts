import { contentLine, joinLines, textValue } from "./content-lines.ts";
import { type Zone, zoneBetween } from "./time-zone.ts";

/** Somebody of a meeting: those who organise it and those who come. */
export type Attendee = { name: string; email: string };

export type CalendarEvent = {
  /** The same for ever, and of nothing else. */
  uid: string;
  /** Counts up each time that it becomes another appointment. */
  sequence: number;
  status: "TENTATIVE" | "CONFIRMED" | "CANCELLED";
  startsAt: Date;
  endsAt: Date;
  summary: string;
  location?: string | undefined;
  description?: string | undefined;
  url?: string | undefined;
  changedAt: Date;
  organizer?: Attendee;
  attendees?: readonly Attendee[];
};

export type Calendar = {
  /** Of the IANA database: the zone that the events are told in. */
  timeZone: string;
  events: readonly CalendarEvent[];
  name?: string;
  /** Where it is sent by mail (RFC 5546). `writtenAt` is then the moment of the letter. */
  method?: "PUBLISH" | "REQUEST" | "CANCEL";
  writtenAt?: Date;
  /** How often a reader should look again. */
  refreshMinutes?: number;
};

/**
 * A calendar as text/calendar (RFC 5545 and 7986). The same calendar gives the same text: of one that is
 * not sent, the stamp of an event is when it was changed (RFC 5545, 3.8.7.2).
 */
export function writeCalendar(calendar: Calendar): string {
  const { name, method, refreshMinutes, timeZone, events } = calendar;
  const zone = zoneOf(calendar);
  const refresh = refreshMinutes === undefined ? undefined : `PT${refreshMinutes}M`;
  return joinLines([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Recording Studio Manager//Recording Studio Manager//EN",
    "CALSCALE:GREGORIAN",
    ...(method ? [`METHOD:${method}`] : []),
    ...(name
      ? [contentLine("NAME", textValue(name)), contentLine("X-WR-CALNAME", textValue(name))]
      : []),
    ...(name ? [contentLine("X-WR-TIMEZONE", timeZone)] : []),
    ...(refresh
      ? [
          contentLine("REFRESH-INTERVAL", refresh, { VALUE: "DURATION" }),
          contentLine("X-PUBLISHED-TTL", refresh),
        ]
      : []),
    ...(zone?.lines ?? []),
    ...events.flatMap((event) => eventLines(event, calendar, zone)),
    "END:VCALENDAR",
  ]);
}

/** UTC needs no description, and has no TZID (RFC 5545, 3.2.19). */
function zoneOf({ timeZone, events }: Calendar): Zone | undefined {
  if (timeZone === "UTC" || events.length === 0) return undefined;
  const instants = events.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()]);
  const [first, last] = instants.reduce(
    ([low, high], it) => [Math.min(low, it), Math.max(high, it)],
    [Infinity, -Infinity],
  );
  return zoneBetween(timeZone, new Date(first), new Date(last));
}

function eventLines(
  event: CalendarEvent,
  { timeZone, writtenAt }: Calendar,
  zone: Zone | undefined,
): string[] {
  const { location, description, url, organizer, attendees = [] } = event;
  const text = (name: string, value: string | undefined) =>
    value ? [contentLine(name, textValue(value))] : [];
  return [
    "BEGIN:VEVENT",
    contentLine("UID", event.uid),
    contentLine("DTSTAMP", utcStamp(writtenAt ?? event.changedAt)),
    ...timeLines(event, timeZone, zone),
    contentLine("SUMMARY", textValue(event.summary)),
    ...text("LOCATION", location),
    ...text("DESCRIPTION", description),
    ...(url ? [contentLine("URL", url)] : []),
    `SEQUENCE:${event.sequence}`,
    `STATUS:${event.status}`,
    // What is called off keeps nobody from anything.
    ...(event.status === "CANCELLED" ? ["TRANSP:TRANSPARENT"] : []),
    contentLine("LAST-MODIFIED", utcStamp(event.changedAt)),
    ...(organizer ? [addressLine("ORGANIZER", organizer)] : []),
    ...attendees.map((attendee) => addressLine("ATTENDEE", attendee)),
    "END:VEVENT",
  ];
}

/** As clocks show it; in UTC where they show that time twice. */
function timeLines({ startsAt, endsAt }: CalendarEvent, timeZone: string, zone?: Zone): string[] {
  const [start, end] = [zone?.stampOf(startsAt), zone?.stampOf(endsAt)];
  if (!start || !end) {
    return [contentLine("DTSTART", utcStamp(startsAt)), contentLine("DTEND", utcStamp(endsAt))];
  }
  const here = { TZID: timeZone };
  return [contentLine("DTSTART", start, here), contentLine("DTEND", end, here)];
}

function addressLine(name: "ORGANIZER" | "ATTENDEE", person: Attendee): string {
  const asked = name === "ATTENDEE" && { ROLE: "REQ-PARTICIPANT", PARTSTAT: "NEEDS-ACTION" };
  return contentLine(name, `mailto:${encodeURI(person.email)}`, { CN: person.name, ...asked });
}

function utcStamp(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d{3}/g, "");
}
