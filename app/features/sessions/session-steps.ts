import type { SessionState } from "./session.ts";

type Step = {
  /** Where it leads back to, too. */
  from: SessionState;
  alsoFrom?: SessionState;
  to: SessionState;
  /** From so many hours after its start on, where it is not possible at any time. */
  sinceHours?: number;
};

/**
 * What may happen to a session, one after the other. Each step is a resource: `POST sessions/:id/start`
 * takes it, `DELETE` takes it back to where it came from.
 */
export const SESSION_STEPS = {
  confirmation: { from: "tentative", alsoFrom: "hold", to: "confirmed" },
  start: { from: "confirmed", to: "in_progress", sinceHours: -2 },
  completion: { from: "in_progress", to: "done" },
  "no-show": { from: "confirmed", to: "no_show", sinceHours: 0 },
} as const satisfies Record<string, Step>;

export type SessionStep = keyof typeof SESSION_STEPS;

export function isSessionStep(text: string | undefined): text is SessionStep {
  return text !== undefined && Object.hasOwn(SESSION_STEPS, text);
}

type Standing = { state: SessionState; startsAt: Date };

const HOUR = 3_600_000;

/** Whether a session may take a step now. */
export function canTake(step: SessionStep, { state, startsAt }: Standing, now: Date): boolean {
  const { from, alsoFrom, sinceHours = -Infinity }: Step = SESSION_STEPS[step];
  return (
    (from === state || alsoFrom === state) &&
    now.getTime() >= startsAt.getTime() + sinceHours * HOUR
  );
}

/** The steps that are possible now, the usual one first. */
export function stepsOf(session: Standing, now: Date): SessionStep[] {
  return Object.keys(SESSION_STEPS)
    .filter(isSessionStep)
    .filter((step) => canTake(step, session, now));
}

/** The step that led to where a session stands, and can be taken back. */
export function lastStepOf({ state }: Pick<Standing, "state">): SessionStep | undefined {
  return Object.keys(SESSION_STEPS)
    .filter(isSessionStep)
    .find((step) => SESSION_STEPS[step].to === state);
}

/** Only what has not begun is cancelled; it comes back where its room is still free. */
export function canCancel({ state }: Pick<Standing, "state">): boolean {
  return state === "hold" || state === "tentative" || state === "confirmed";
}
