import { addDays, dayOf, daysFrom, instantAt, timeOf } from "#app/lib/dates.ts";
import type { Span, Timed } from "../studio-day.ts";

/** What a drag snaps to, and the shortest that it makes. */
export const STEP_MINUTES = 15;
const STEP = STEP_MINUTES * 60_000;

/** What a calendar lays side by side. A lane shows a span of one resource's time, or of all rooms' (null). */
export type Lane = { key: string; resourceId: string | null; span: Span; day?: string };

export const RESOURCE_KINDS = ["room", "person", "equipment"] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** A slot that is being drawn: of a session that is moved or made longer, or of one to be booked. */
export type Draft = Timed & {
  kind: "create" | "move" | "start" | "end";
  sessionId: string | null;
  /** The lane's resource where it was taken up, and where it would be put. */
  from: string | null;
  to: string | null;
};

/** The instant at a part (0 to 1) of a span, on the grid of steps that begins with the span. */
export function instantIn({ from, until }: Span, part: number, round = Math.round): Date {
  const length = until.getTime() - from.getTime();
  const steps = round((Math.min(1, Math.max(0, part)) * length) / STEP);
  return new Date(from.getTime() + steps * STEP);
}

/** The draft as it is with the pointer at an instant; `grabbed` is how far into it the pointer took hold. */
export function draftAt(
  origin: Draft,
  { at, grabbed, lane }: { at: Date; grabbed: number; lane: Lane },
): Draft {
  const to = lane.resourceId ?? origin.to;
  switch (origin.kind) {
    case "move": {
      const startsAt = new Date(at.getTime() - grabbed);
      return { ...origin, to, ...shifted(origin, startsAt.getTime() - origin.startsAt.getTime()) };
    }
    case "start":
      return { ...origin, startsAt: earlier(at, new Date(origin.endsAt.getTime() - STEP)) };
    case "end":
      return { ...origin, endsAt: later(at, new Date(origin.startsAt.getTime() + STEP)) };
    case "create": {
      const start = earlier(origin.startsAt, at);
      const end = later(at, new Date(origin.startsAt.getTime() + STEP));
      return { ...origin, startsAt: start, endsAt: end };
    }
  }
}

/** The same times of day so many days on; the length of wall time stays on a day of a clock change. */
export function onDay(times: Timed, from: string, to: string, timeZone: string): Timed {
  const days = daysFrom(from, to);
  const move = (instant: Date) =>
    instantAt(addDays(dayOf(instant, timeZone), days), timeOf(instant, timeZone), timeZone);
  return { startsAt: move(times.startsAt), endsAt: move(times.endsAt) };
}

/** A step by the keyboard: moved by `move` steps, or its end by `grow`. */
export function stepped(
  draft: Draft,
  { move = 0, grow = 0 }: { move?: number; grow?: number },
): Draft {
  const moved = { ...draft, ...shifted(draft, move * STEP) };
  const shortest = new Date(moved.startsAt.getTime() + STEP);
  return { ...moved, endsAt: later(new Date(moved.endsAt.getTime() + grow * STEP), shortest) };
}

export function isChanged(draft: Draft, { startsAt, endsAt }: Timed): boolean {
  return (
    draft.from !== draft.to ||
    draft.startsAt.getTime() !== startsAt.getTime() ||
    draft.endsAt.getTime() !== endsAt.getTime()
  );
}

function shifted({ startsAt, endsAt }: Timed, by: number): Timed {
  return { startsAt: new Date(startsAt.getTime() + by), endsAt: new Date(endsAt.getTime() + by) };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
