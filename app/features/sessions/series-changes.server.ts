import { and, asc, eq, gte, inArray, isNull, or, sql } from "drizzle-orm";
import { allocations, series, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { tellChange } from "./call-sheet-changes.server.ts";
import { addDays } from "#app/lib/dates.ts";
import { allocateAll, takenFor } from "./allocations.server.ts";
import type { BookingClock } from "./booking-check.server.ts";
import { endedBefore, readRule, restFrom, type Rule, ruleText, shifted } from "./recurrence.ts";
import { followsSeries, type Hindrance, type OccurrenceTimes, overlapEachOther } from "./series.ts";
import { findHindrances, type HeldRooms, holdForAll } from "./series-check.server.ts";
import { type Change, changeOf, follow, type Occurrence, takesAnew } from "./series-merge.ts";
import { addSeries, review, type SeriesRefused } from "./series.server.ts";
import { type Booking, priceIn } from "./sessions.server.ts";
import { findOccurrence, following, type Following, listFollowing } from "./series-rows.server.ts";

export type SeriesChanged = { ok: true; id: string; seriesId: string } | SeriesRefused;

/**
 * Changes a session and those of its series that follow, where they still are as the series had them: the
 * series ends before it, and another begins with it. `agreed` are the days whose session may stay as it is
 * where something stands in the way; undefined shows the dates and changes nothing. What is done, under
 * way or cancelled stays. Undefined where there is no such session of a series that stands.
 */
export async function changeFollowing(
  db: StudioDb,
  id: string,
  booking: Booking,
  agreed: readonly string[] | undefined,
  clock: BookingClock,
): Promise<SeriesChanged | undefined> {
  const edited = await findOccurrence(db, id);
  const rule = edited && readRule(edited.series.rule);
  if (!rule || !followsSeries(edited.state)) return undefined;
  const seen = await listFollowing(db, edited);
  const mine = seen.find((it) => it.id === id);
  if (!mine) return undefined;
  const before = mine.occurrence;
  const { id: _series, rule: _rule, firstDay, exceptions: _exceptions, ...had } = edited.series;
  const change = changeOf({ occurrenceDay: mine.day, before, after: booking }, had, clock.timeZone);
  const changedRule = shifted(restFrom(rule, firstDay, mine.day), change.shift);
  if (!changedRule) return { ok: false, reason: "monthly" };
  const plans = seen.map((row): Plan => {
    const after = row.id === id ? booking : follow(row.occurrence, row.day, change, clock.timeZone);
    return { ...row, after, isHold: row.state === "hold" };
  });

  const held = await holdForAll(
    db,
    plans.map(({ after, isHold }) => ({ ...after, isHold })),
    {
      ...{ clientId: booking.clientId, projectId: booking.projectId, now: clock.now },
      kept: { roomIds: seen.map(({ occurrence }) => occurrence.roomId) },
    },
  );
  if (!held.ok) return held;
  // After what they take, as everywhere. Who was faster has changed what was looked at.
  await holdSessions(
    db,
    plans.map((plan) => plan.id),
  );
  if (JSON.stringify(await listFollowing(db, edited)) !== JSON.stringify(seen)) {
    return changeFollowing(db, id, booking, agreed, clock);
  }
  const anew = plans.filter(({ occurrence, after }) => takesAnew(occurrence, after));
  if (overlap(anew, held.rooms)) return { ok: false, reason: "overlap" };
  const hindrances = await findAllHindrances(db, anew, held.rooms);
  const dates = plans.map((plan): OccurrenceTimes & { plan: Plan } => {
    const { startsAt, endsAt } = plan.after;
    return { day: plan.day, startsAt, endsAt, plan };
  });
  const byDate = new Map(
    dates.flatMap(({ plan }, n) => {
      const hindrance = hindrances.get(plan.id);
      return hindrance ? [[n, hindrance] as const] : [];
    }),
  );
  const reviewed = review(dates, byDate, agreed);
  if (!reviewed.ok) return reviewed;

  const changing = reviewed.free.map(({ plan }) => priced(plan, booking, change, held.rooms));
  await rewrite(db, changing, change);
  const common = { ...change.common, priceCents: priceOf(change, booking, held.rooms) };
  const seriesId = await split(db, edited, { rule, changedRule, common, shift: change.shift });
  await tellChange(
    db,
    changing.map((plan) => plan.id),
    clock.now,
  );
  return { ok: true, id, seriesId };
}

type Plan = Following & { after: Occurrence; isHold: boolean };
type Edited = NonNullable<Awaited<ReturnType<typeof findOccurrence>>>;

async function holdSessions(db: StudioDb, ids: readonly string[]): Promise<void> {
  await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(inArray(sessions.id, [...ids]))
    .orderBy(asc(sessions.id))
    .for("update");
}

/** Whether of the sessions as they will be two would stand in each other's way. */
function overlap(plans: readonly Plan[], rooms: HeldRooms): boolean {
  const sorted = plans.map(({ after }) => after).toSorted((a, b) => +a.startsAt - +b.startsAt);
  return (
    overlapEachOther(sorted, { minutesBefore: 0, minutesAfter: 0 }) ||
    [...rooms.values()].some((room) =>
      overlapEachOther(
        sorted.filter(({ roomId }) => roomId === room.id),
        room,
      ),
    )
  );
}

/**
 * By the session's id. One that stays where it is, since something stands in its way, may itself stand in
 * the way of another of the series: looked at until nothing more does.
 */
async function findAllHindrances(db: StudioDb, plans: readonly Plan[], rooms: HeldRooms) {
  const hindered = new Map<string, Hindrance>();
  for (;;) {
    const moving = plans.filter(({ id }) => !hindered.has(id));
    const found = await findHindrances(
      db,
      moving.map(({ after, isHold }) => ({ ...after, isHold })),
      { rooms, besides: moving.map(({ id }) => id) },
    );
    if (found.size === 0) return hindered;
    for (const [n, hindrance] of found) hindered.set(moving[n]!.id, hindrance);
  }
}

function priced(plan: Plan, booking: Booking, { changed }: Change, rooms: HeldRooms): Plan {
  const { after } = plan;
  const isByRates = changed.price && booking.priceCents === null && after.priceCents === null;
  if (!isByRates) return plan;
  return { ...plan, after: { ...after, priceCents: priceIn(rooms.get(after.roomId)!, after) } };
}

function priceOf({ changed, common }: Change, booking: Booking, rooms: HeldRooms): number | null {
  if (!changed.price) return common.priceCents;
  return priceIn(rooms.get(booking.roomId)!, booking);
}

/**
 * Writes the sessions as they will be. What they take is let go first: on its way to the next day a
 * session passes over one that leaves too.
 */
async function rewrite(db: StudioDb, plans: readonly Plan[], { crew, equipment }: Change) {
  const ids = plans.map(({ id }) => id);
  await db.update(allocations).set({ claim: "none" }).where(inArray(allocations.sessionId, ids));
  const gone = [
    ...crew.removed.map(({ personId, role }) =>
      and(eq(allocations.personId, personId), eq(allocations.role, role)),
    ),
    ...equipment.removed.map((it) => eq(allocations.equipmentId, it)),
  ];
  if (gone.length > 0) {
    await db
      .delete(allocations)
      .where(and(inArray(allocations.sessionId, ids), isNull(allocations.roomId), or(...gone)));
  }
  const rows = plans.map(({ id, after }) => ({ id, ...after, crew: null, equipmentIds: null }));
  await db.execute(sql`
    update sessions s set starts_at = w."startsAt", ends_at = w."endsAt", room_id = w."roomId",
      client_id = w."clientId", project_id = w."projectId", kind = w.kind, state = s.state,
      price_cents = w."priceCents", notes = w.notes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(id uuid, "startsAt" timestamptz,
      "endsAt" timestamptz, "roomId" uuid, "clientId" uuid, "projectId" uuid, kind text,
      "priceCents" integer, notes text)
    where s.id = w.id`);
  const taken = takenFor({ crew: crew.added, equipmentIds: equipment.added });
  await allocateAll(db, ids, taken);
}

type Split = { rule: Rule; changedRule: Rule; common: Change["common"]; shift: number };

/** Ends the series before a session and begins another with it; its first session changes it as a whole. */
async function split(db: StudioDb, edited: Edited, { rule, changedRule, common, shift }: Split) {
  const { series: old, day } = edited;
  const later = old.exceptions.filter((it) => it >= day);
  const values = {
    ...common,
    rule: ruleText(changedRule),
    firstDay: addDays(day, shift),
    exceptions: later.map((it) => addDays(it, shift)),
  };
  const isWhole = day === old.firstDay;
  if (isWhole) {
    await db.update(series).set(values).where(eq(series.id, old.id));
  } else {
    await endSeries(db, edited, rule);
  }
  const seriesId = isWhole ? old.id : await addSeries(db, values);
  await db
    .update(sessions)
    .set({ seriesId, occurrenceDay: sql`${sessions.occurrenceDay} + ${shift}::integer` })
    .where(and(eq(sessions.seriesId, old.id), gte(sessions.occurrenceDay, day)));
  return seriesId;
}

/** The series has no day from this session's on; what of it was left out before stays written down. */
async function endSeries(db: StudioDb, { series: old, day }: Edited, rule: Rule): Promise<void> {
  await db
    .update(series)
    .set({
      rule: ruleText(endedBefore(rule, day)),
      exceptions: old.exceptions.filter((it) => it < day),
    })
    .where(eq(series.id, old.id));
}

/**
 * Cancels a session and those of its series that follow and stand, and ends the series before it. Returns
 * how many; undefined where there is no such session of a series that can be cancelled.
 */
export async function cancelFollowing(
  db: StudioDb,
  id: string,
  reason: string | null,
  now: Date,
): Promise<{ count: number } | undefined> {
  const edited = await findOccurrence(db, id);
  const rule = edited && readRule(edited.series.rule);
  if (!rule || !followsSeries(edited.state)) return undefined;
  const its = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(following(edited))
    .orderBy(asc(sessions.id))
    .for("update");
  const ids = its.map((it) => it.id);
  // Somebody was faster with this one.
  if (!ids.includes(id)) return undefined;
  await db
    .update(sessions)
    .set({ state: "cancelled", cancelledAt: now, cancellationReason: reason })
    .where(inArray(sessions.id, ids));
  if (edited.day !== edited.series.firstDay) await endSeries(db, edited, rule);
  await tellChange(db, ids, now);
  return { count: ids.length };
}
