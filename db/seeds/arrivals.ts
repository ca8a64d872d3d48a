import type { ParisClock } from "./paris.ts";
import type { Random } from "./random.ts";

/**
 * `count` moments in working hours, in order and all before `now`: `atOnce` of them, as a share, in
 * the first week, when a studio brings its old files in; the others from the third week until `today`.
 */
export function arrivals(
  count: number,
  atOnce: number,
  today: number,
  clock: ParisClock,
  now: Date,
  random: Random,
): Date[] {
  const early = Math.round(count * atOnce);
  return Array.from({ length: count }, (_, index) => {
    const day = index < early ? random.between(0, 6) : random.between(14, today);
    const moment = clock.instantOf(day * 1440 + random.between(9 * 60, 18 * 60));
    return moment < now ? moment : clock.instantOf((today - 1) * 1440 + random.between(540, 1080));
  }).toSorted((one, other) => one.getTime() - other.getTime());
}
