import { and, asc, eq, inArray, isNotNull, lte, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { allocations, clients, rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { tellChange } from "./call-sheet-changes.server.ts";
import { heldUntilOnceChallenged } from "./hold.ts";

/** Another hold of the same slot. */
export type RivalHold = Awaited<ReturnType<typeof listLine>>[number];

/** Holds whose time is over give their slots free. A hold is over by the clock: nothing waits for a job. */
export async function releaseLapsed(db: StudioDb, now: Date): Promise<void> {
  // In one order, as all who hold several sessions do.
  const lapsed = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.state, "hold"), lte(sessions.heldUntil, now)))
    .orderBy(asc(sessions.id))
    .for("update");
  await db
    .update(sessions)
    .set({ state: "cancelled", cancelledAt: sql`${sessions.heldUntil}` })
    .where(inArray(sessions.id, lapsed));
}

/** A hold's place in the line for its slot, from 1 on. */
export async function rankOf(db: StudioDb, id: string): Promise<number> {
  const line = await listLine(db, id);
  return line.findIndex((hold) => hold.id === id) + 1;
}

export type HoldConfirmed =
  | { ok: true; released: RivalHold[] }
  /** Somebody is before it in the line. */
  | { ok: false; first: RivalHold };

/** Makes the first in the line firm, and gives up those behind it. Whoever calls holds its room. */
export async function confirmHold(db: StudioDb, id: string, now: Date): Promise<HoldConfirmed> {
  await releaseLapsed(db, now);
  const line = await holdLine(db, id);
  const first = line[0];
  if (first && first.id !== id) return { ok: false, first };
  const released = line.filter((hold) => hold.id !== id);
  for (const rival of released) {
    await db
      .update(sessions)
      .set({ state: "cancelled", cancelledAt: now })
      .where(eq(sessions.id, rival.id));
  }
  await db.update(sessions).set({ state: "confirmed" }).where(eq(sessions.id, id));
  const ids = released.map((rival) => rival.id);
  await tellChange(db, ids, now);
  return { ok: true, released };
}

export type Challenged =
  /** When the slot is free for the next, unless the first confirms. */
  { ok: true; first: RivalHold; until: Date } | { ok: false };

/**
 * Asks who is first in the line of a hold's slot for an answer. Undefined where there is no such hold;
 * not ok where it is itself the first, or the first has been asked already.
 */
export async function challengeHold(
  db: StudioDb,
  id: string,
  now: Date,
): Promise<Challenged | undefined> {
  await holdRoomOf(db, id);
  await releaseLapsed(db, now);
  const line = await holdLine(db, id);
  if (!line.some((hold) => hold.id === id)) return undefined;
  const first = line[0]!;
  if (first.id === id || first.challengedAt !== null) return { ok: false };
  const until = heldUntilOnceChallenged(first, now);
  await db
    .update(sessions)
    .set({ challengedAt: now, heldUntil: until })
    .where(eq(sessions.id, first.id));
  return { ok: true, first, until };
}

/**
 * The room of a session, held to the end of the transaction: of two who change its line at once the
 * second sees what the first has done.
 */
export async function holdRoomOf(db: StudioDb, id: string): Promise<void> {
  const its = db.select({ id: sessions.roomId }).from(sessions).where(eq(sessions.id, id));
  await db.select({ id: rooms.id }).from(rooms).where(inArray(rooms.id, its)).for("no key update");
}

/** The line, each of it held: a step of one that is taken meanwhile is seen, or waits. */
async function holdLine(db: StudioDb, id: string) {
  const ids = (await listLine(db, id)).map((hold) => hold.id);
  if (ids.length === 0) return [];
  await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(inArray(sessions.id, ids))
    .orderBy(asc(sessions.id))
    .for("update");
  return listLine(db, id);
}

const mine = alias(allocations, "mine");

/** The holds of a hold's room and time, itself among them: who was first is first. */
async function listLine(db: StudioDb, id: string) {
  const { heldAt, heldUntil, challengedAt, startsAt, endsAt, state } = sessions;
  const holds = await db
    .select({
      ...{ id: sessions.id, heldUntil: sql<Date>`${heldUntil}`.mapWith(heldUntil), challengedAt },
      ...{ startsAt, endsAt, state },
      client: clients.name,
    })
    .from(mine)
    .innerJoin(
      allocations,
      and(
        eq(allocations.studioId, mine.studioId),
        eq(allocations.roomId, mine.roomId),
        sql`${allocations.takenFrom} < ${mine.takenUntil}`,
        sql`${allocations.takenUntil} > ${mine.takenFrom}`,
        eq(allocations.claim, "hold"),
      ),
    )
    .innerJoin(
      sessions,
      and(eq(sessions.studioId, allocations.studioId), eq(sessions.id, allocations.sessionId)),
    )
    .innerJoin(
      clients,
      and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
    )
    .where(and(eq(mine.sessionId, id), isNotNull(mine.roomId), ne(mine.claim, "none")))
    .orderBy(asc(heldAt), asc(sessions.id));
  return holds;
}
