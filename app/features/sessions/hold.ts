import type { SessionState } from "./session.ts";

const HOUR = 3_600_000;

/** How long the first in line has to answer once somebody behind it wants the slot. */
export const ANSWER_HOURS = 24;

/** A hold that nobody takes up holds so long. */
export const HOLD_DAYS = 7;

type Held = { state: SessionState; heldUntil: Date | null };

/** What a session is now: a hold whose time is over is cancelled, whether or not anybody wrote it down. */
export function stateAt({ state, heldUntil }: Held, now: Date): SessionState {
  return state === "hold" && heldUntil !== null && heldUntil <= now ? "cancelled" : state;
}

/** A mistake may be undone so long without losing the place in the line. */
const UNDO_MS = 60_000;

/** Whether a hold that comes back has the place that it had: it was given up by mistake just now. */
export function keepsItsPlace(
  { cancelledAt, heldUntil }: { cancelledAt: Date | null; heldUntil: Date | null },
  now: Date,
): boolean {
  if (cancelledAt === null || heldUntil === null || heldUntil <= now) return false;
  return now.getTime() - cancelledAt.getTime() < UNDO_MS;
}

/** Until when a hold stands that begins now: some days, and never into the session itself. */
export function heldUntilBy(now: Date, startsAt: Date): Date {
  const usual = now.getTime() + HOLD_DAYS * 24 * HOUR;
  return new Date(Math.max(now.getTime() + HOUR, Math.min(usual, startsAt.getTime())));
}

/** When a hold ends that is challenged now: the answer's time, unless it ends before. */
export function heldUntilOnceChallenged({ heldUntil }: { heldUntil: Date }, now: Date): Date {
  const answer = new Date(now.getTime() + ANSWER_HOURS * HOUR);
  return answer < heldUntil ? answer : heldUntil;
}
