import { z } from "zod";
import { isDay } from "#app/lib/dates.ts";

/** A code as it is scanned or typed: its case and the blanks around it say nothing. */
const code = z.string().trim().toUpperCase().min(1).max(40);

/** "2026-03-02T18:00", as clocks in the studio show it. */
const localTime = z.string().refine((text) => {
  const [day = "", time = ""] = text.split("T");
  const isYear = day >= "1900-01-01" && day < "2200-01-01";
  return isDay(day) && isYear && /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
}, "common:errors.date");

/** What a code that goes out is sent with: with whom, one of the two, and until when. */
export const checkoutSchema = z
  .object({
    code,
    sessionId: z.uuid().optional(),
    personId: z.uuid().optional(),
    dueAt: localTime.optional(),
  })
  .transform(({ sessionId, personId, ...scanned }, { issues, value }) => {
    const holders: Holder[] = [
      ...(sessionId === undefined ? [] : [{ sessionId }]),
      ...(personId === undefined ? [] : [{ personId }]),
    ];
    const [holder] = holders;
    if (holder && holders.length === 1) return { ...scanned, holder };
    issues.push({ code: "custom", message: "One session or one person", input: value });
    return z.NEVER;
  });

export const returnConditions = ["good", "worn", "in_repair"] as const;

export const returnSchema = z.object({ code, condition: z.enum(returnConditions).optional() });
export type ReturnValues = z.output<typeof returnSchema>;

/** With whom a unit is. */
export type Holder = { sessionId: string } | { personId: string };

/** Whether something that is out should be back. */
export function isOverdue({ dueAt }: { dueAt: Date | null }, now: Date): boolean {
  return dueAt !== null && dueAt < now;
}
