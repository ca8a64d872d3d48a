import type { Temporal } from "temporal-polyfill";
import type { rooms, waiting } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { DemoClient } from "./make-clients.ts";
import type { ParisClock } from "./paris.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

type Asking = {
  day: Temporal.PlainDate;
  /** Days from the clock's first. */
  today: number;
  clock: ParisClock;
  rooms: readonly RowOf<typeof rooms>[];
  clients: readonly DemoClient[];
};

/** Two who wait: one for the first room by day, one for any room in the evening. */
export function makeWaiting(
  { day, today, clock, rooms: all, clients }: Asking,
  random: Random,
): RowOf<typeof waiting>[] {
  const rows = [
    {
      asked: clock.instantOf((today - 2) * 1440 + 11 * 60 + 20),
      roomId: all[0]?.id ?? null,
      kind: "recording",
      ...{ from: 2, to: 12, fromTime: "10:00", toTime: "19:00", minutes: 240 },
      note: "Quatuor à cordes. Disponible tous les jours sauf le lundi.",
    },
    {
      asked: clock.instantOf((today - 1) * 1440 + 15 * 60 + 5),
      roomId: null,
      kind: "rehearsal",
      ...{ from: 1, to: 9, fromTime: "19:00", toTime: "00:00", minutes: 180 },
      note: null,
    },
  ] as const;
  return rows.map(({ asked, from, to, ...wish }) => ({
    id: idAt(asked, random),
    createdAt: asked,
    updatedAt: asked,
    clientId: random.pick(clients.filter(({ createdAt }) => createdAt < asked)).id,
    projectId: null,
    ...wish,
    earliestDay: day.add({ days: from }).toString(),
    latestDay: day.add({ days: to }).toString(),
    ...{ createdBy: null, closedAt: null, sessionId: null },
  }));
}
