import type { Temporal } from "temporal-polyfill";
import type { rooms, sessions } from "#db/schema/studio/index.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

type RoomKind = RowOf<typeof rooms>["kind"];
export type SessionKind = RowOf<typeof sessions>["kind"];

type Habit = {
  /** Minutes of the day: the first start, and the last. */
  opens: number;
  lastStart: number;
  day: Readonly<Partial<Record<SessionKind, number>>>;
  evening: Readonly<Partial<Record<SessionKind, number>>>;
};

/** From here on the evening's bookings: bands after work, singers who are no morning people. */
export const eveningFrom = 18.5 * 60;

export const habits: Readonly<Record<RoomKind, Habit>> = {
  live: {
    opens: 10 * 60,
    lastStart: 20.5 * 60,
    day: { recording: 80, rehearsal: 6, remote: 4, visit: 6, dry_hire: 4 },
    evening: { recording: 60, rehearsal: 33, dry_hire: 7 },
  },
  control: {
    opens: 10 * 60,
    lastStart: 20.5 * 60,
    day: { recording: 56, mixing: 26, remote: 8, visit: 5, dry_hire: 5 },
    evening: { recording: 82, mixing: 12, dry_hire: 6 },
  },
  booth: {
    opens: 9 * 60,
    lastStart: 20 * 60,
    day: { recording: 76, remote: 16, visit: 5, dry_hire: 3 },
    evening: { recording: 92, remote: 8 },
  },
  mixing: {
    opens: 9.5 * 60,
    lastStart: 18.5 * 60,
    day: { mixing: 82, recording: 6, remote: 5, visit: 5, mastering: 2 },
    evening: { mixing: 100 },
  },
  mastering: {
    opens: 9.5 * 60,
    lastStart: 17.5 * 60,
    day: { mastering: 92, visit: 4, remote: 4 },
    evening: { mastering: 100 },
  },
  rehearsal: {
    opens: 13 * 60,
    lastStart: 21 * 60,
    day: { rehearsal: 84, dry_hire: 14, visit: 2 },
    evening: { rehearsal: 97, dry_hire: 3 },
  },
};

/** Minutes that a session takes, the frequent ones more often in the list. */
const durations: Readonly<Record<SessionKind, readonly number[]>> = {
  recording: [180, 240, 240, 240, 300, 480, 480, 480, 540, 600],
  mixing: [180, 240, 240, 360, 480, 480, 540],
  mastering: [120, 180, 240, 240, 480],
  rehearsal: [120, 180, 180, 240],
  lockout: [1440],
  remote: [60, 90, 90, 120, 180],
  location: [480],
  visit: [30],
  dry_hire: [240, 240, 480],
};
const voice = [60, 60, 90, 120, 120, 120, 180, 240];
const eveningLong = [180, 210, 240, 240, 300, 360, 420];

export function durationOf(
  kind: SessionKind,
  room: RoomKind,
  isEvening: boolean,
  random: Random,
): number {
  if (kind === "recording" && room === "booth") return random.pick(voice);
  if (kind === "recording" && isEvening) return random.pick(eveningLong);
  return random.pick(durations[kind]);
}

/** Of 1 on a weekday of high season, how much of this day is asked for. */
export function seasonOf(day: Temporal.PlainDate): number {
  const monthDay = day.month * 100 + day.day;
  if (monthDay >= 1224 || monthDay <= 101) return 0;
  const weekday = [0.84, 1, 1.04, 1.06, 1.02, 0.62, 0.3][day.dayOfWeek - 1] ?? 1;
  const month =
    [0.86, 0.95, 1.04, 1.04, 0.98, 1.06, 0.84, 0.36, 1.02, 1.06, 1.06, 0.92][day.month - 1] ?? 1;
  const isHoliday = [501, 508, 714, 1101, 1111].includes(monthDay);
  return weekday * month * (isHoliday ? 0.2 : 1);
}

/** What is left of it at an hour: Monday mornings are calm. */
export function calmOf(day: Temporal.PlainDate, minuteOfDay: number): number {
  return day.dayOfWeek === 1 && minuteOfDay < 13 * 60 ? 0.45 : 1;
}
