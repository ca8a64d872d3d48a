import { addDays, dayOf, daysFrom } from "#app/lib/dates.ts";
import { occurrenceOf, seriesTimesOf, type SeriesTimes } from "./series.ts";
import type { Crew, SessionKind } from "./session.ts";
import type { Timed } from "./studio-day.ts";

/** A session as a change of its series sees it. */
export type Occurrence = Timed & {
  clientId: string;
  projectId: string | null;
  roomId: string;
  kind: SessionKind;
  priceCents: number | null;
  notes: string | null;
  crew: readonly Crew[];
  equipmentIds: readonly string[];
};

/** What the sessions of a series have in common, from which one of them may differ. */
export type Common = SeriesTimes & Omit<Occurrence, keyof Timed | "crew" | "equipmentIds">;

export type Change = {
  /** Days by which the sessions move. */
  shift: number;
  common: Common;
  before: Common;
  /** What changed; of the others each session keeps its own. */
  changed: { times: boolean } & Record<"client" | "room" | "kind" | "price" | "notes", boolean>;
  crew: { added: readonly Crew[]; removed: readonly Crew[] };
  equipment: { added: readonly string[]; removed: readonly string[] };
};

type Edited = { occurrenceDay: string; before: Occurrence; after: Occurrence };

/**
 * What the edit of one session says of those that follow it. `before` and `after` are the session without
 * and with it, `common` is what its series had in common.
 */
export function changeOf(
  { occurrenceDay, before, after }: Edited,
  common: Common,
  timeZone: string,
): Change {
  const changed = {
    times: +before.startsAt !== +after.startsAt || +before.endsAt !== +after.endsAt,
    client: before.clientId !== after.clientId || before.projectId !== after.projectId,
    room: before.roomId !== after.roomId,
    kind: before.kind !== after.kind,
    // Empty asks for the room's rates, which may be others by now.
    price: after.priceCents === null || before.priceCents !== after.priceCents,
    notes: before.notes !== after.notes,
  };
  return {
    shift: changed.times ? daysFrom(occurrenceDay, dayOf(after.startsAt, timeZone)) : 0,
    before: common,
    common: take(common, { ...after, ...seriesTimesOf(after, timeZone) }, changed),
    changed,
    crew: {
      added: after.crew.filter((it) => !before.crew.some((other) => isSame(it, other))),
      removed: before.crew.filter((it) => !after.crew.some((other) => isSame(it, other))),
    },
    equipment: {
      added: after.equipmentIds.filter((id) => !before.equipmentIds.includes(id)),
      removed: before.equipmentIds.filter((id) => !after.equipmentIds.includes(id)),
    },
  };
}

/**
 * A session that follows, after the change: it takes what changed where it still was as its series, and
 * keeps what was edited on it alone. People and units come and go one by one.
 */
export function follow(
  own: Occurrence,
  occurrenceDay: string,
  { shift, before, common, changed, crew, equipment }: Change,
  timeZone: string,
): Occurrence {
  const itsTimes = occurrenceOf(occurrenceDay, before, timeZone);
  const isOnTime =
    +own.startsAt === Number(itsTimes?.startsAt) && +own.endsAt === Number(itsTimes?.endsAt);
  const moved =
    changed.times && isOnTime
      ? occurrenceOf(addDays(occurrenceDay, shift), common, timeZone)
      : undefined;
  const still = {
    client: own.clientId === before.clientId && own.projectId === before.projectId,
    room: own.roomId === before.roomId,
    kind: own.kind === before.kind,
    price: own.priceCents === before.priceCents,
    notes: own.notes === before.notes,
  };
  const takes = {
    client: changed.client && still.client,
    room: changed.room && still.room,
    kind: changed.kind && still.kind,
    price: changed.price && still.price,
    notes: changed.notes && still.notes,
  };
  const { startsAt, endsAt } = moved ?? own;
  const staying = own.crew.filter((it) => !crew.removed.some((other) => isSame(it, other)));
  const stayingUnits = own.equipmentIds.filter((id) => !equipment.removed.includes(id));
  return {
    ...take(own, common, takes),
    ...{ startsAt, endsAt },
    crew: [
      ...staying,
      ...crew.added.filter(({ personId }) => !staying.some((it) => it.personId === personId)),
    ],
    equipmentIds: [...stayingUnits, ...equipment.added.filter((id) => !stayingUnits.includes(id))],
  };
}

/** Whether a session takes something else, or at another time, than before. */
export function takesAnew(before: Occurrence, after: Occurrence): boolean {
  return (
    +before.startsAt !== +after.startsAt ||
    +before.endsAt !== +after.endsAt ||
    before.roomId !== after.roomId ||
    after.crew.some((it) => !before.crew.some(({ personId }) => it.personId === personId)) ||
    after.equipmentIds.some((id) => !before.equipmentIds.includes(id))
  );
}

type Takes = Partial<Change["changed"]>;

/** A thing with those of its values replaced that are taken from another. */
function take<Thing extends Omit<Occurrence, keyof Timed | "crew" | "equipmentIds">>(
  own: Thing,
  other: Omit<Occurrence, keyof Timed | "crew" | "equipmentIds"> & Partial<SeriesTimes>,
  takes: Takes,
): Thing {
  const { clientId, projectId, roomId, kind, priceCents, notes } = other;
  const { fromTime, toTime, endDays } = other;
  return {
    ...own,
    ...(takes.times && { fromTime, toTime, endDays }),
    ...(takes.client && { clientId, projectId }),
    ...(takes.room && { roomId }),
    ...(takes.kind && { kind }),
    ...(takes.price && { priceCents }),
    ...(takes.notes && { notes }),
  };
}

function isSame(one: Crew, other: Crew): boolean {
  return one.personId === other.personId && one.role === other.role;
}
