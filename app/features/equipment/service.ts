import { z } from "zod";
import { addDays, addMonths, isDay } from "#app/lib/dates.ts";
import { cents } from "#app/lib/money.ts";
import { optionalText } from "#app/lib/text.ts";

export const serviceKinds = ["inspection", "repair", "calibration", "service"] as const;
export type ServiceKind = (typeof serviceKinds)[number];

// Within what a date of PostgreSQL and a field of a browser both hold.
const calendarDay = z
  .string()
  .refine((text) => isDay(text) && text >= "1900-01-01" && text < "2200-01-01", {
    error: "common:errors.date",
  });

/** What was done to a unit, as its form has it. */
export const serviceSchema = z
  .object({
    kind: z.enum(serviceKinds),
    doneOn: calendarDay,
    doneBy: optionalText(120),
    // Up to what an integer of PostgreSQL holds.
    costCents: cents().pipe(z.number().min(0).max(2_147_483_647)).nullable().default(null),
    note: optionalText(4_000),
    intervalMonths: z.int().min(1).max(240).nullable().default(null),
    nextDueOn: calendarDay.nullable().default(null),
  })
  .refine(({ doneOn, nextDueOn }) => nextDueOn === null || nextDueOn > doneOn, {
    path: ["nextDueOn"],
    error: "equipment:errors.nextDue",
  });
export type ServiceValues = z.output<typeof serviceSchema>;

/** When it is to be done again: the day that was said, else so many months on; null where neither was. */
export function nextDueOf({
  doneOn,
  nextDueOn,
  intervalMonths,
}: Pick<ServiceValues, "doneOn" | "nextDueOn" | "intervalMonths">): string | null {
  if (nextDueOn !== null) return nextDueOn;
  return intervalMonths === null ? null : addMonths(doneOn, intervalMonths);
}

const SOON_DAYS = 14;

/** The last day of what counts as due on a day: a workshop wants to be told two weeks before. */
export function dueBy(today: string): string {
  return addDays(today, SOON_DAYS);
}

/** Whether a day on which something is due is over, near, or neither. */
export function dueState(nextDueOn: string | null, today: string): "overdue" | "due" | null {
  if (nextDueOn === null || nextDueOn > dueBy(today)) return null;
  return nextDueOn < today ? "overdue" : "due";
}
