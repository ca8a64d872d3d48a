import { addDays, dayOf, instantAt, timeOf } from "#app/lib/dates.ts";
import type { Timed } from "./studio-day.ts";

/** How far on a free slot is looked for. */
export const SEARCHED_DAYS = 14;

/** Where people like to begin; the time that was asked for is always welcome. */
const EARLIEST = "08:00";
const LATEST = "21:00";

/**
 * The free slots of the wanted length that are nearest to the wanted one, the soonest first: right
 * before or after what is booked, or at the same time on a later day. `booked` are the room's sessions
 * around it, none of them cancelled; no slot begins before `now`. Where the wanted one lies in opening
 * hours all do; where it does not, those that do come before the others.
 */
export function freeSlots(
  wanted: Timed,
  booked: readonly Timed[],
  { timeZone, now, limit = 3, isOpen = () => true }: SlotSearch,
): Timed[] {
  const start = wanted.startsAt.getTime();
  const length = wanted.endsAt.getTime() - start;
  const wantedTime = timeOf(wanted.startsAt, timeZone);
  const firstDay = dayOf(wanted.startsAt, timeZone);
  const sameTime = Array.from({ length: SEARCHED_DAYS }, (_, n) =>
    instantAt(addDays(firstDay, n), wantedTime, timeZone).getTime(),
  );
  const besides = booked.flatMap(({ startsAt, endsAt }) => [
    endsAt.getTime(),
    startsAt.getTime() - length,
  ]);
  const slots: Timed[] = [];
  const distance = (at: number) => Math.abs(at - start);
  const candidates = [...new Set([...sameTime, ...besides])]
    .toSorted((a, b) => distance(a) - distance(b))
    .map((at) => ({ startsAt: new Date(at), endsAt: new Date(at + length) }));
  const open = candidates.filter(isOpen);
  const closed = isOpen(wanted) ? [] : candidates.filter((slot) => !open.includes(slot));
  for (const slot of [...open, ...closed]) {
    const time = timeOf(slot.startsAt, timeZone);
    const isWelcome = time === wantedTime || (time >= EARLIEST && time <= LATEST);
    if (!isWelcome || slot.startsAt < now) continue;
    if ([...booked, ...slots].some((other) => overlap(slot, other))) continue;
    slots.push(slot);
    if (slots.length === limit) break;
  }
  return slots.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

type SlotSearch = {
  timeZone: string;
  now: Date;
  limit?: number;
  /** Whether the room is open all the time of a slot. */
  isOpen?: (slot: Timed) => boolean;
};

function overlap(a: Timed, b: Timed): boolean {
  return a.startsAt < b.endsAt && a.endsAt > b.startsAt;
}
