import ICAL from "ical.js";
import { expect, test } from "vitest";
import { type Calendar, type CalendarEvent, writeCalendar } from "./icalendar.ts";

const sessionId = "019a0000-0000-7000-8000-000000000001";

function event(given: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    uid: `${sessionId}@studio.test`,
    sequence: 0,
    status: "CONFIRMED",
    startsAt: new Date("2026-11-20T13:00:00Z"),
    endsAt: new Date("2026-11-20T17:00:00Z"),
    summary: "Mixage",
    changedAt: new Date("2026-11-01T12:00:00Z"),
    ...given,
  };
}

/** What another reader of iCalendar makes of it; the zones are those that the text itself describes. */
function read(calendar: Partial<Calendar> & Pick<Calendar, "events">) {
  const text = writeCalendar({ timeZone: "Europe/Paris", ...calendar });
  ICAL.TimezoneService.reset();
  const root = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = root.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
  return { text, root, events };
}

function timesOf(calendar: Parameters<typeof read>[0]) {
  return read(calendar).events.map(({ startDate, endDate }) => ({
    startsAt: startDate.toJSDate(),
    endsAt: endDate.toJSDate(),
  }));
}

const HOUR = 3_600_000;

const zones = [
  "Europe/Paris",
  "America/New_York",
  "Pacific/Chatham",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "UTC",
];

test.each(zones)("in %s every hour of two years is read as the moment that it is", (timeZone) => {
  const first = Date.UTC(2026, 0, 1);
  const events = Array.from({ length: 2 * 365 * 4 }, (_, n) => {
    // Six hours and a quarter apart, so that all times of day come by.
    const startsAt = new Date(first + n * (6.25 * HOUR));
    return event({ startsAt, endsAt: new Date(+startsAt + 3 * HOUR) });
  });
  const given = events.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
  expect(timesOf({ timeZone, events })).toEqual(given);
});

/** Each quarter of an hour around both changes of a year. */
test.each([
  ["Europe/Paris", "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"],
  ["America/New_York", "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"],
  ["Pacific/Chatham", "2026-09-26T14:00:00Z", "2026-04-04T14:00:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-04-04T15:00:00Z"],
])("in %s both nights that the clocks change are read as they are", (timeZone, ...changes) => {
  for (const change of changes) {
    for (let quarter = -16; quarter <= 16; quarter += 1) {
      const startsAt = new Date(Date.parse(change) + (quarter * HOUR) / 4);
      const endsAt = new Date(+startsAt + 2 * HOUR);
      // Alone, so that the zone is described for this one and nothing else.
      expect(timesOf({ timeZone, events: [event({ startsAt, endsAt })] })).toEqual([
        { startsAt, endsAt },
      ]);
    }
  }
});

test("a session over midnight, and one over the night that has an hour more, are as long as they are", () => {
  const nights = [
    event({ startsAt: at("2026-11-20T21:00:00Z"), endsAt: at("2026-11-21T03:00:00Z") }),
    event({ startsAt: at("2026-10-24T20:00:00Z"), endsAt: at("2026-10-25T05:00:00Z") }),
    event({ startsAt: at("2026-03-28T21:00:00Z"), endsAt: at("2026-03-29T03:00:00Z") }),
  ];
  const { text, events } = read({ events: nights });
  expect(text).toContain("DTSTART;TZID=Europe/Paris:20261120T220000\r\n");
  expect(text).toContain("DTEND;TZID=Europe/Paris:20261121T040000\r\n");
  const hours = events.map(({ startDate, endDate }) => +endDate.toJSDate() - +startDate.toJSDate());
  expect(hours).toEqual([6 * HOUR, 9 * HOUR, 6 * HOUR]);
});

test("a time that a night shows twice is told in UTC, with what belongs to it", () => {
  const end = at("2026-10-25T04:00:00Z");
  const starts = ["2026-10-24T23:59:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map(at);
  const { text } = read({ events: starts.map((startsAt) => event({ startsAt, endsAt: end })) });
  expect(text.match(/^DT(START|END)[;:].*$/gm)?.filter((line) => line.includes("2026"))).toEqual([
    "DTSTART;TZID=Europe/Paris:20261025T015900",
    "DTEND;TZID=Europe/Paris:20261025T050000",
    "DTSTART:20261025T003000Z",
    "DTEND:20261025T040000Z",
    "DTSTART:20261025T013000Z",
    "DTEND:20261025T040000Z",
  ]);
});

test("what comes back each year is one rule, what does not is its dates", () => {
  const span = (timeZone: string, from: string, until: string) => {
    const [startsAt, endsAt] = [at(from), at(until)];
    const { text } = read({ timeZone, events: [event({ startsAt, endsAt })] });
    return text.match(/^(RRULE|RDATE).*$/gm) ?? [];
  };
  expect(span("Europe/Paris", "2026-02-01T00:00:00Z", "2027-06-01T00:00:00Z")).toEqual([
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  ]);
  expect(span("America/New_York", "2026-02-01T00:00:00Z", "2027-06-01T00:00:00Z")).toEqual([
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
  ]);
  // By the moon.
  expect(span("Africa/Casablanca", "2026-02-01T00:00:00Z", "2026-12-01T00:00:00Z")).toEqual([
    expect.stringMatching(/^RDATE:2025/),
    expect.stringMatching(/^RDATE:2026/),
    expect.stringMatching(/^RDATE:2025/),
    expect.stringMatching(/^RDATE:2026/),
  ]);
});

test("words come back as they were: signs of the format, lines, accents and what is folded", () => {
  const summary = "Nadia, Zoé; « L’été » \\n 100 % 🎷";
  const description = `Plateau : U 47, C 12; café\nArrivée : 10 h\r\n${"🎛️👩🏽‍🎤é".repeat(40)}`;
  const { events, text } = read({ events: [event({ summary, description })] });
  expect(events[0]?.summary).toBe(summary);
  expect(events[0]?.description).toBe(description.replace("\r\n", "\n"));
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("a fold cuts no character, wherever it falls", () => {
  for (let width = 50; width < 90; width += 1) {
    const summary = `${"a".repeat(width)}🎷👩🏽‍🎤é`;
    const { text, events } = read({ events: [event({ summary })] });
    expect(events[0]?.summary).toBe(summary);
    for (const line of text.split("\r\n")) {
      expect(line.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      // The parts of what is one sign stay beside each other.
      expect(line).not.toMatch(/^ (\u200d|\u{1f3fd})/u);
    }
  }
});

test("no text ends its line and begins one of its own", () => {
  const evil = 'Nadia\r\nATTENDEE:mailto:evil@x.test\u2028X-A:1\u0000\u000b"';
  const { root, events } = read({
    name: evil,
    events: [
      event({
        summary: evil,
        uid: `a\r\nX-B:2`,
        url: `https://x.test/\r\nX-C:3`,
        organizer: { name: evil, email: "a@x.test\r\nX-D:4" },
      }),
    ],
  });
  const names = root.getAllSubcomponents("vevent").flatMap((each) => each.getAllProperties());
  expect(names.map(({ name }) => name)).toEqual([
    "uid",
    "dtstamp",
    "dtstart",
    "dtend",
    "summary",
    "url",
    "sequence",
    "status",
    "last-modified",
    "organizer",
  ]);
  expect(events[0]?.summary).toBe('Nadia\nATTENDEE:mailto:evil@x.test\nX-A:1"');
});

test("a feed says what it is called and how often to look again", () => {
  const { root } = read({ name: "Studio A, salle", refreshMinutes: 60, events: [] });
  const value = (name: string) => String(root.getFirstPropertyValue(name));
  // Neither is known to this reader, which leaves them as they are written.
  expect(value("x-wr-calname")).toBe("Studio A\\, salle");
  expect(value("name")).toBe("Studio A\\, salle");
  expect(value("refresh-interval")).toBe("PT60M");
  expect(value("x-published-ttl")).toBe("PT60M");
  expect(root.getFirstProperty("refresh-interval")?.type).toBe("duration");
  expect(root.getFirstProperty("method")).toBeNull();
});

test("a letter says what it asks, of whom and when it was written", () => {
  const { root } = read({
    method: "REQUEST",
    writtenAt: at("2026-11-02T08:00:00Z"),
    events: [
      event({
        organizer: { name: "Studio Lumière; Paris", email: "bonjour@lumiere.test" },
        attendees: [{ name: 'Zoé "Z" ^ Ibáñez', email: "zoe@x.test" }],
        status: "TENTATIVE",
        sequence: 3,
      }),
    ],
  });
  const [vevent] = root.getAllSubcomponents("vevent");
  expect(root.getFirstPropertyValue("method")).toBe("REQUEST");
  expect(String(vevent?.getFirstPropertyValue("dtstamp"))).toBe("2026-11-02T08:00:00Z");
  expect(String(vevent?.getFirstPropertyValue("last-modified"))).toBe("2026-11-01T12:00:00Z");
  expect(vevent?.getFirstProperty("organizer")?.getParameter("cn")).toBe("Studio Lumière; Paris");
  expect(vevent?.getFirstProperty("attendee")?.getParameter("cn")).toBe('Zoé "Z" ^ Ibáñez');
  expect(vevent?.getFirstPropertyValue("attendee")).toBe("mailto:zoe@x.test");
  expect(vevent?.getFirstPropertyValue("sequence")).toBe(3);
  expect(vevent?.getFirstPropertyValue("status")).toBe("TENTATIVE");
});

test("the same calendar is the same text, and what is called off takes no time", () => {
  const calendar = { timeZone: "Europe/Paris", events: [event({ status: "CANCELLED" })] };
  expect(writeCalendar(calendar)).toBe(writeCalendar(structuredClone(calendar)));
  const [cancelled] = read(calendar).root.getAllSubcomponents("vevent");
  expect(cancelled?.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
  expect(String(cancelled?.getFirstPropertyValue("dtstamp"))).toBe("2026-11-01T12:00:00Z");
});

function at(text: string) {
  return new Date(text);
}
