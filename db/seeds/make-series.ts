import type { Temporal } from "temporal-polyfill";
import type { rooms, series, sessions } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { DemoClient } from "./make-clients.ts";
import { priceOf } from "./make-sessions.ts";
import type { ParisClock } from "./paris.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

type Session = RowOf<typeof sessions>;
type Room = RowOf<typeof rooms>;

type Weekly = {
  firstDay: Temporal.PlainDate;
  /** Days from the first. */
  today: number;
  clock: ParisClock;
  now: Date;
  rooms: readonly Room[];
  clients: readonly DemoClient[];
  /** What is booked already: a day on which the room is taken is skipped. */
  booked: readonly Session[];
};

const WEEKS_BEFORE = 6;
const WEEKS = 14;
const DAY = 1440;

/** A voice that comes each Thursday before the others: one series, six weeks old, with its sessions. */
export function makeSeries(
  { firstDay, today, clock, now, rooms: all, clients, booked }: Weekly,
  random: Random,
): { series: RowOf<typeof series>[]; sessions: Session[] } {
  const toThursday = 4 - firstDay.add({ days: today }).dayOfWeek;
  const first = today + toThursday - WEEKS_BEFORE * 7;
  const createdAt = clock.instantOf((first - 5) * DAY + 10 * 60 + 20);
  const room = all.find(({ kind }) => kind === "booth") ?? all[0];
  const known = clients.filter((client) => client.createdAt < createdAt);
  const client = known.find(({ kind }) => kind === "company") ?? known[0];
  if (!room || !client) return { series: [], sessions: [] };

  const dayText = (day: number) => firstDay.add({ days: day }).toString();
  const taken = booked.filter(({ roomId, state }) => roomId === room.id && state !== "cancelled");
  const dates = Array.from({ length: WEEKS }, (_, week) => {
    const day = first + week * 7;
    const startsAt = clock.instantOf(day * DAY + 8 * 60);
    const endsAt = clock.instantOf(day * DAY + 9 * 60);
    const isTaken = taken.some((other) => other.startsAt < endsAt && other.endsAt > startsAt);
    return { day: dayText(day), startsAt, endsAt, isTaken };
  });
  const common = {
    ...{ clientId: client.id, projectId: null, roomId: room.id },
    kind: "recording",
    notes: "Chronique de la semaine, une voix. Texte la veille par e-mail.",
  } as const;
  const row = {
    id: idAt(createdAt, random),
    createdAt,
    updatedAt: createdAt,
    rule: `FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=TH;COUNT=${WEEKS}`,
    firstDay: dayText(first),
    ...{ fromTime: "08:00", toTime: "09:00", endDays: 0 },
    exceptions: dates.filter(({ isTaken }) => isTaken).map(({ day }) => day),
    ...common,
    priceCents: room.hourlyRateCents,
  };
  const held = dates.filter(({ isTaken }) => !isTaken);
  return {
    series: [row],
    sessions: held.map(({ day, startsAt, endsAt }): Session => {
      const state = endsAt <= now ? "done" : startsAt <= now ? "in_progress" : "confirmed";
      return {
        id: idAt(createdAt, random),
        createdAt,
        updatedAt: state === "done" ? endsAt : createdAt,
        ...common,
        ...{ state, startsAt, endsAt },
        priceCents: priceOf({ room, kind: common.kind, startsAt, endsAt }),
        ...{ heldAt: null, heldUntil: null, challengedAt: null },
        ...{ cancelledAt: null, cancellationReason: null, sequence: 0 },
        ...{ seriesId: row.id, occurrenceDay: day },
      };
    }),
  };
}
