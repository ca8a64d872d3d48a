import { z } from "zod";
import { cents } from "#app/lib/money.ts";
import { optionalText } from "#app/lib/text.ts";
import { openingHoursSchema } from "./opening-hours.ts";

export const roomKinds = ["live", "control", "booth", "mixing", "mastering", "rehearsal"] as const;
export type RoomKind = (typeof roomKinds)[number];

// Up to what an integer of PostgreSQL holds.
const rate = () => cents().pipe(z.number().min(0).max(2_147_483_647)).nullable().default(null);

const minutes = () =>
  z
    .int()
    .min(0)
    .max(720)
    .nullable()
    .default(0)
    .transform((typed) => typed ?? 0);

export const roomSchema = z.object({
  name: z.string().trim().min(1).max(80),
  kind: z.enum(roomKinds),
  colour: z.int().min(1).max(12),
  capacity: z.int().min(1).max(999).nullable().default(null),
  hourlyRateCents: rate(),
  halfDayRateCents: rate(),
  dayRateCents: rate(),
  /** Kept free around a session. */
  minutesBefore: minutes(),
  minutesAfter: minutes(),
  booths: z.int().min(0).max(99).nullable().default(null),
  /** As each day's field has it, Monday to Sunday; null: always open. */
  openingHours: openingHoursSchema,
  isBookableByClients: z.boolean().default(false),
  description: optionalText(2_000),
});

export type RoomValues = z.output<typeof roomSchema>;

export type RoomRates = {
  hourlyRateCents: number | null;
  halfDayRateCents: number | null;
  dayRateCents: number | null;
};

const HALF_DAY_MINUTES = 4 * 60;
const DAY_MINUTES = 8 * 60;

/**
 * What so many minutes in a room cost, in whole cents: the cheapest mix of days (8 h), half days (4 h)
 * and minutes at the hourly rate that covers them, so that six hours never cost more than a day.
 * Null where the room has no rate.
 */
export function priceOf(rates: RoomRates, minutes: number): number | null {
  const prices: number[] = [];
  for (const days of counts(rates.dayRateCents, minutes, DAY_MINUTES)) {
    const afterDays = Math.max(0, minutes - days * DAY_MINUTES);
    for (const halves of counts(rates.halfDayRateCents, afterDays, HALF_DAY_MINUTES)) {
      const rest = Math.max(0, afterDays - halves * HALF_DAY_MINUTES);
      const hours = hourlyPrice(rates.hourlyRateCents, rest);
      if (hours === null) continue;
      prices.push(
        days * (rates.dayRateCents ?? 0) + halves * (rates.halfDayRateCents ?? 0) + hours,
      );
    }
  }
  const { hourlyRateCents, halfDayRateCents, dayRateCents } = rates;
  const hasRate = [hourlyRateCents, halfDayRateCents, dayRateCents].some((it) => it !== null);
  return hasRate ? Math.min(...prices) : null;
}

// How many blocks may be bought: none where they have no price, at most as many as cover the time.
function counts(blockCents: number | null, minutes: number, blockMinutes: number): number[] {
  const most = blockCents === null ? 0 : Math.ceil(minutes / blockMinutes);
  return Array.from({ length: most + 1 }, (_, count) => count);
}

function hourlyPrice(hourlyCents: number | null, minutes: number): number | null {
  if (minutes === 0) return 0;
  return hourlyCents === null ? null : Math.round((hourlyCents * minutes) / 60);
}
