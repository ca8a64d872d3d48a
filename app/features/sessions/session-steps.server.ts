import { eq } from "drizzle-orm";
import { sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { tellChange } from "./call-sheet-changes.server.ts";
import { confirmHold, holdRoomOf, type RivalHold } from "./holds.server.ts";
import { forgetClock, startClock, stopClock } from "./session-clock.server.ts";
import type { SessionState } from "./session.ts";
import {
  canCancel,
  canTake,
  lastStepOf,
  SESSION_STEPS,
  type SessionStep,
} from "./session-steps.ts";

/** Where a session stands after a step, or stands still where it could not take it. */
export type Stepped = {
  ok: boolean;
  state: SessionState;
  /** A hold that is before it in the line. */
  first?: RivalHold;
  /** Holds that were given up for it. */
  released?: RivalHold[];
};

/** Undefined where there is no such session. */
export async function takeStep(
  db: StudioDb,
  id: string,
  step: SessionStep,
  now: Date,
): Promise<Stepped | undefined> {
  if (step === "confirmation") await holdRoomOf(db, id);
  const session = await holdSession(db, id);
  if (!session) return undefined;
  if (!canTake(step, session, now)) return { ok: false, state: session.state };
  if (session.state === "hold") {
    const { ok, ...line } = await confirmHold(db, id, now);
    return { ok, state: ok ? "confirmed" : "hold", ...line };
  }
  const stepped = await moveTo(db, id, SESSION_STEPS[step].to);
  if (step === "start") await startClock(db, id, now);
  if (step === "completion") await stopClock(db, id, now);
  return stepped;
}

/** Undefined where there is no such session. */
export async function takeStepBack(
  db: StudioDb,
  id: string,
  step: SessionStep,
): Promise<Stepped | undefined> {
  const session = await holdSession(db, id);
  if (!session) return undefined;
  if (lastStepOf(session) !== step) return { ok: false, state: session.state };
  if (step === "start") await forgetClock(db, id);
  return moveTo(db, id, SESSION_STEPS[step].from);
}

/** Frees the room; the session stays to be read, with its reason. Undefined where there is no such session. */
export async function cancelSession(
  db: StudioDb,
  id: string,
  reason: string | null,
  now: Date,
): Promise<Stepped | undefined> {
  const session = await holdSession(db, id);
  if (!session) return undefined;
  if (!canCancel(session)) return { ok: false, state: session.state };
  await db
    .update(sessions)
    .set({ state: "cancelled", cancelledAt: now, cancellationReason: reason })
    .where(eq(sessions.id, id));
  await tellChange(db, [id], now);
  return { ok: true, state: "cancelled" };
}

/** The session, held to the end of the transaction: two steps at once are taken one after the other. */
async function holdSession(db: StudioDb, id: string) {
  const [session] = await db
    .select({ state: sessions.state, startsAt: sessions.startsAt })
    .from(sessions)
    .where(eq(sessions.id, id))
    .for("update");
  return session;
}

async function moveTo(db: StudioDb, id: string, state: SessionState): Promise<Stepped> {
  await db.update(sessions).set({ state }).where(eq(sessions.id, id));
  return { ok: true, state };
}
