import { and, asc, eq, isNotNull, isNull, ne } from "drizzle-orm";
import {
  allocations,
  people,
  rooms,
  sessions,
  settings,
  timeEntries,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { BookingClock } from "./booking-check.server.ts";
import {
  billOf,
  type EntryKind,
  manualBill,
  minutesBetween,
  overtimeRate,
  splitAt,
} from "./session-clock.ts";
import { LONGEST_SESSION_DAYS, minutesOf } from "./session.ts";
import { moveSession, type SlotAnswer } from "./slot.server.ts";
import type { Timed } from "./studio-day.ts";

/**
 * Starts a session's clock, unless it runs. Whoever calls this holds the session: of two who start at
 * once one does.
 */
export async function startClock(db: StudioDb, sessionId: string, now: Date): Promise<void> {
  const terms = await termsOf(db, sessionId);
  await db
    .insert(timeEntries)
    .values({
      ...{ sessionId, kind: "booked", startedAt: now },
      rateCents: terms.kind === "visit" ? 0 : terms.rates.hourlyRateCents,
    })
    .onConflictDoNothing();
}

/**
 * Stops a session's clock, if it runs, and freezes what it measured: until the booked end as booked
 * time, after it as overtime. Whoever calls this holds the session.
 */
export async function stopClock(db: StudioDb, sessionId: string, now: Date): Promise<void> {
  const [running] = await db
    .select({
      ...{ id: timeEntries.id, startedAt: timeEntries.startedAt },
      rateCents: timeEntries.rateCents,
    })
    .from(timeEntries)
    .where(ofRunning(sessionId));
  if (!running) return;
  const { id, startedAt, rateCents } = running;
  const [terms, ended] = await Promise.all([termsOf(db, sessionId), listClocked(db, sessionId)]);
  // The hour costs what it did when the clock was started.
  const frozen = { ...terms, rates: { ...terms.rates, hourlyRateCents: rateCents } };
  const parts = splitAt({ startedAt, endedAt: now }, terms.endsAt).map(({ kind, ...span }) => ({
    ...{ kind, ...span },
    rateCents: kind === "overtime" ? overtimeRate(frozen) : rateCents,
    ...billOf(kind, { minutes: minutesBetween(span), before: sumOf(ended, kind) }, frozen),
  }));
  const [first, second] = parts;
  // Stopped in the moment in which it was started.
  if (!first) return forgetClock(db, sessionId);
  await db.update(timeEntries).set(first).where(eq(timeEntries.id, id));
  if (second) await db.insert(timeEntries).values({ sessionId, ...second });
}

/** As if the clock had never been started, where it runs. */
export async function forgetClock(db: StudioDb, sessionId: string): Promise<void> {
  await db.delete(timeEntries).where(ofRunning(sessionId));
}

/** Lets the clock of a session in progress stand still, or go on. False where it is not in progress. */
export async function setClock(
  db: StudioDb,
  sessionId: string,
  to: "paused" | "running",
  now: Date,
): Promise<boolean | undefined> {
  const [session] = await db
    .select({ state: sessions.state })
    .from(sessions)
    .where(eq(sessions.id, sessionId))
    .for("update");
  if (!session) return undefined;
  if (session.state !== "in_progress") return false;
  await (to === "running" ? startClock : stopClock)(db, sessionId, now);
  return true;
}

export type ExtensionAnswer = SlotAnswer | { ok: false; reason: "notRunning" | "tooLong" };

/** Makes a session in progress longer, if all that it takes is free. Undefined where there is none that stands. */
export async function extendSession(
  db: StudioDb,
  id: string,
  { minutes, seen }: { minutes: number; seen: Timed },
  clock: BookingClock,
): Promise<ExtensionAnswer | undefined> {
  const { state } = sessions;
  const [session] = await db.select({ state }).from(sessions).where(eq(sessions.id, id));
  if (!session) return undefined;
  if (session.state !== "in_progress") return { ok: false, reason: "notRunning" };
  const times = { ...seen, endsAt: new Date(seen.endsAt.getTime() + minutes * 60_000) };
  if (minutesOf(times) > LONGEST_SESSION_DAYS * 24 * 60) return { ok: false, reason: "tooLong" };
  return moveSession(db, id, { ...times, seen }, clock);
}

/** A session's entries as they came, the running one included. */
export function listTimeEntries(db: StudioDb, sessionId: string) {
  const { id, kind, startedAt, endedAt, rateCents, billedMinutes, amountCents, note, personId } =
    timeEntries;
  return db
    .select({
      ...{ id, kind, startedAt, endedAt, rateCents, billedMinutes, amountCents, note, personId },
      person: people.name,
    })
    .from(timeEntries)
    .leftJoin(
      people,
      and(eq(people.studioId, timeEntries.studioId), eq(people.id, timeEntries.personId)),
    )
    .where(eq(timeEntries.sessionId, sessionId))
    .orderBy(asc(startedAt), asc(id));
}

export type TimeEntry = Awaited<ReturnType<typeof listTimeEntries>>[number];

/** What is written by hand. `rateCents` null takes the room's hourly rate. */
export type NewEntry = {
  startedAt: Date;
  endedAt: Date;
  personId: string | null;
  rateCents: number | null;
  note: string | null;
};

export type Written = { ok: true; id: string } | { ok: false; reason: "unknownPerson" };

/** Adds an entry by hand to a session that stands; undefined where there is none. */
export async function addEntry(
  db: StudioDb,
  sessionId: string,
  entry: NewEntry,
): Promise<Written | undefined> {
  if (!(await stands(db, sessionId))) return undefined;
  if (!(await isOfCrew(db, sessionId, entry.personId))) return unknownPerson;
  const [added] = await db
    .insert(timeEntries)
    .values({ sessionId, ...(await byHand(db, sessionId, entry)) })
    .returning({ id: timeEntries.id });
  return { ok: true, ...added! };
}

/** Corrects an entry that has ended; it is one by hand from then on. Undefined where there is none. */
export async function correctEntry(
  db: StudioDb,
  sessionId: string,
  id: string,
  entry: NewEntry,
): Promise<Written | undefined> {
  const [known] = await db
    .select({ personId: timeEntries.personId })
    .from(timeEntries)
    .where(ofEnded(sessionId, id));
  if (!known) return undefined;
  const isKept = known.personId === entry.personId;
  if (!isKept && !(await isOfCrew(db, sessionId, entry.personId))) return unknownPerson;
  const [corrected] = await db
    .update(timeEntries)
    .set(await byHand(db, sessionId, entry))
    .where(ofEnded(sessionId, id))
    .returning({ id: timeEntries.id });
  return corrected && { ok: true, ...corrected };
}

/** Removes an entry that has ended, and returns it; undefined where there is none. */
export async function removeEntry(
  db: StudioDb,
  sessionId: string,
  id: string,
): Promise<NewEntry | undefined> {
  const { startedAt, personId, rateCents, note } = timeEntries;
  const [removed] = await db
    .delete(timeEntries)
    .where(ofEnded(sessionId, id))
    .returning({ startedAt, endedAt: timeEntries.endedAt, personId, rateCents, note });
  return removed?.endedAt ? { ...removed, endedAt: removed.endedAt } : undefined;
}

const unknownPerson = { ok: false, reason: "unknownPerson" } as const;

/** What the clock has measured until it was stopped. */
async function listClocked(db: StudioDb, sessionId: string) {
  const { kind, startedAt, endedAt } = timeEntries;
  const clocked = await db
    .select({ kind, startedAt, endedAt })
    .from(timeEntries)
    .where(and(eq(timeEntries.sessionId, sessionId), ne(kind, "manual")));
  return clocked.flatMap((it) => (it.endedAt ? [{ ...it, endedAt: it.endedAt }] : []));
}

function sumOf(ended: Awaited<ReturnType<typeof listClocked>>, kind: EntryKind): number {
  return ended.filter((it) => it.kind === kind).reduce((sum, it) => sum + minutesBetween(it), 0);
}

async function byHand(db: StudioDb, sessionId: string, { rateCents, ...entry }: NewEntry) {
  const rate = rateCents ?? (await termsOf(db, sessionId)).rates.hourlyRateCents;
  return {
    ...{ ...entry, kind: "manual" as const, rateCents: rate },
    ...manualBill(minutesBetween(entry), rate),
  };
}

async function termsOf(db: StudioDb, sessionId: string) {
  const [[session], [studio]] = await Promise.all([
    db
      .select({
        ...{ kind: sessions.kind, endsAt: sessions.endsAt },
        rates: {
          hourlyRateCents: rooms.hourlyRateCents,
          halfDayRateCents: rooms.halfDayRateCents,
          dayRateCents: rooms.dayRateCents,
        },
      })
      .from(sessions)
      .innerJoin(rooms, and(eq(rooms.studioId, sessions.studioId), eq(rooms.id, sessions.roomId)))
      .where(eq(sessions.id, sessionId)),
    db.select({ overtimePercent: settings.overtimePercent }).from(settings),
  ]);
  return { ...session!, ...studio! };
}

/** Holds the session, so that it is not cancelled meanwhile. */
async function stands(db: StudioDb, id: string): Promise<boolean> {
  const standing = and(eq(sessions.id, id), ne(sessions.state, "cancelled"));
  const found = await db.select({ id: sessions.id }).from(sessions).where(standing).for("share");
  return found.length > 0;
}

async function isOfCrew(db: StudioDb, sessionId: string, personId: string | null) {
  if (personId === null) return true;
  const booked = and(eq(allocations.sessionId, sessionId), eq(allocations.personId, personId));
  return (await db.$count(allocations, booked)) > 0;
}

function ofRunning(sessionId: string) {
  return and(eq(timeEntries.sessionId, sessionId), isNull(timeEntries.endedAt));
}

function ofEnded(sessionId: string, id: string) {
  const { sessionId: session, id: entry, endedAt } = timeEntries;
  return and(eq(session, sessionId), eq(entry, id), isNotNull(endedAt));
}
