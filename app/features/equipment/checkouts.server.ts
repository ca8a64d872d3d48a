import { and, asc, desc, eq, gt, isNull, lt, ne, or, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { checkouts, clients, equipment, people, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { Holder, ReturnValues } from "./checkout.ts";

const unit = {
  id: equipment.id,
  name: equipment.name,
  maker: equipment.maker,
  code: equipment.code,
};

const columns = {
  id: checkouts.id,
  outAt: checkouts.outAt,
  dueAt: checkouts.dueAt,
  returnedAt: checkouts.returnedAt,
  conditionOnReturn: checkouts.conditionOnReturn,
  sessionId: checkouts.sessionId,
  personId: checkouts.personId,
  /** The person, or whose session it is. */
  holder: sql<string>`coalesce(${people.name}, ${clients.name})`,
};

type ScannedUnit = { id: string; name: string; maker: string | null; code: string };
type Out = { holder: string; outAt: Date };

/** `unknown`: no unit has that code. `noHolder`: the person or session is not there, is archived or was cancelled. */
export type CheckedOut =
  | { ok: true; unit: ScannedUnit }
  | { ok: false; reason: "unknown" | "noHolder" }
  | { ok: false; reason: "archived" | "in_repair" | "retired"; unit: ScannedUnit }
  | { ok: false; reason: "out"; unit: ScannedUnit; out: Out };

/** Sends the unit of that code out. Without a time when it is due, what goes with a session is due at its end. */
export async function checkOut(
  db: StudioDb,
  code: string,
  holder: Holder,
  dueAt: Date | null,
): Promise<CheckedOut> {
  const held = await findHolder(db, holder);
  if (!held) return { ok: false, reason: "noHolder" };
  const found = await lockUnit(db, code);
  if (!found) return { ok: false, reason: "unknown" };
  const { condition, archivedAt, ...scanned } = found;
  const [out] = await selectCheckouts(db).where(isOutOf(scanned.id));
  if (out) return { ok: false, reason: "out", unit: scanned, out };
  if (condition === "in_repair" || condition === "retired") {
    return { ok: false, reason: condition, unit: scanned };
  }
  if (archivedAt) return { ok: false, reason: "archived", unit: scanned };
  await db
    .insert(checkouts)
    .values({ equipmentId: scanned.id, ...holder, dueAt: dueAt ?? held.dueAt });
  return { ok: true, unit: scanned };
}

/** `notOut`: the unit is in the house. */
export type Returned =
  | { ok: true; unit: ScannedUnit; holder: string; stillOut: ScannedUnit[] }
  | { ok: false; reason: "unknown" }
  | { ok: false; reason: "notOut"; unit: ScannedUnit };

/** Takes the unit of that code back, in the condition that is said; tells what the same holder still has. */
export async function returnUnit(
  db: StudioDb,
  { code, condition }: ReturnValues,
): Promise<Returned> {
  const found = await lockUnit(db, code);
  if (!found) return { ok: false, reason: "unknown" };
  const { condition: _, archivedAt: __, ...scanned } = found;
  const [out] = await selectCheckouts(db).where(isOutOf(scanned.id));
  if (!out) return { ok: false, reason: "notOut", unit: scanned };
  await db
    .update(checkouts)
    .set({ returnedAt: sql`greatest(now(), ${checkouts.outAt})`, conditionOnReturn: condition })
    .where(eq(checkouts.id, out.id));
  if (condition) {
    // What was retired meanwhile stays so, in whatever state it comes back.
    await db
      .update(equipment)
      .set({ condition })
      .where(and(eq(equipment.id, scanned.id), ne(equipment.condition, "retired")));
  }
  const { sessionId, personId, holder } = out;
  const stillOut = await db
    .select(unit)
    .from(checkouts)
    .innerJoin(equipment, ofSame(equipment, checkouts.equipmentId))
    .where(
      and(
        isNull(checkouts.returnedAt),
        sessionId === null ? eq(checkouts.personId, personId!) : eq(checkouts.sessionId, sessionId),
      ),
    )
    .orderBy(asc(equipment.name), asc(equipment.id));
  return { ok: true, unit: scanned, holder, stillOut };
}

const MOST_OUT = 500;

/** All that is out, what is due first at the top, what is due at no time at the end. */
export function listOut(db: StudioDb) {
  return db
    .select({ ...columns, unit })
    .from(checkouts)
    .innerJoin(equipment, ofSame(equipment, checkouts.equipmentId))
    .leftJoin(people, ofSame(people, checkouts.personId))
    .leftJoin(sessions, ofSame(sessions, checkouts.sessionId))
    .leftJoin(clients, itsClient)
    .where(isNull(checkouts.returnedAt))
    .orderBy(sql`${checkouts.dueAt} asc nulls last`, asc(checkouts.outAt), asc(checkouts.id))
    .limit(MOST_OUT);
}

export type OutUnit = Awaited<ReturnType<typeof listOut>>[number];

/** A unit's last check-outs, the latest first: the one without a return says where it is. */
export function listCheckoutsOfUnit(db: StudioDb, equipmentId: string) {
  return selectCheckouts(db)
    .where(eq(checkouts.equipmentId, equipmentId))
    .orderBy(desc(checkouts.outAt), desc(checkouts.id))
    .limit(10);
}

export type UnitCheckout = Awaited<ReturnType<typeof listCheckoutsOfUnit>>[number];

/** With whom something may go out: sessions under way and until a time, and everybody who is not archived. */
export async function listHolders(db: StudioDb, now: Date, until: Date) {
  const { id, startsAt, endsAt, state } = sessions;
  const [booked, persons] = await Promise.all([
    db
      .select({ id, startsAt, endsAt, client: clients.name })
      .from(sessions)
      .innerJoin(clients, itsClient)
      .where(
        and(
          ne(state, "cancelled"),
          or(ne(state, "hold"), gt(sessions.heldUntil, now)),
          or(eq(state, "in_progress"), and(gt(endsAt, now), lt(startsAt, until))),
        ),
      )
      .orderBy(asc(startsAt), asc(id))
      .limit(200),
    db
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(isNull(people.archivedAt))
      .orderBy(asc(people.name), asc(people.id))
      .limit(500),
  ]);
  return { sessions: booked, people: persons };
}

export type Holders = Awaited<ReturnType<typeof listHolders>>;

// Whoever scans the same unit at once waits here, and then reads who has it.
async function lockUnit(db: StudioDb, code: string) {
  const [found] = await db
    .select({ ...unit, condition: equipment.condition, archivedAt: equipment.archivedAt })
    .from(equipment)
    .where(eq(equipment.code, code))
    .for("no key update");
  return found;
}

/** When what goes with a holder is due, by itself; undefined where there is no such holder. */
async function findHolder(
  db: StudioDb,
  holder: Holder,
): Promise<{ dueAt: Date | null } | undefined> {
  if ("personId" in holder) {
    const [person] = await db
      .select({ dueAt: sql<null>`null` })
      .from(people)
      .where(and(eq(people.id, holder.personId), isNull(people.archivedAt)));
    return person;
  }
  const [session] = await db
    .select({ dueAt: sessions.endsAt })
    .from(sessions)
    .where(and(eq(sessions.id, holder.sessionId), ne(sessions.state, "cancelled")));
  return session;
}

function selectCheckouts(db: StudioDb) {
  return db
    .select(columns)
    .from(checkouts)
    .leftJoin(people, ofSame(people, checkouts.personId))
    .leftJoin(sessions, ofSame(sessions, checkouts.sessionId))
    .leftJoin(clients, itsClient);
}

function isOutOf(equipmentId: string) {
  return and(eq(checkouts.equipmentId, equipmentId), isNull(checkouts.returnedAt));
}

const itsClient = and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId));

type Keyed = { studioId: PgColumn; id: PgColumn };

/** A row of another table that a check-out names: every key begins with the studio. */
function ofSame(table: Keyed, named: PgColumn): SQL | undefined {
  return and(eq(table.studioId, checkouts.studioId), eq(table.id, named));
}
