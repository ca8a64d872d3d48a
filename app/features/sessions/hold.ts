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
