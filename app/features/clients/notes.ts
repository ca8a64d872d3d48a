import { z } from "zod";
import { dayOf, instantAt, isDay, timeOf } from "#app/lib/dates.ts";

export const noteSchema = z.object({
  body: z.string().trim().min(1).max(8_000),
  /** Of what it tells, in the studio's time zone. */
  day: z.string().refine(isDay, "common:errors.date"),
});
export type NoteValues = z.output<typeof noteSchema>;

/** When a note is of: that day, at the time that it had (a new one: now). */
export function notedAtOf(day: string, before: Date, timeZone: string): Date {
  return day === dayOf(before, timeZone)
    ? before
    : instantAt(day, timeOf(before, timeZone), timeZone);
}

/** Who writes: a note is changed by its author, or by who may change any. */
export interface Writer {
  id: string;
  mayChangeAny: boolean;
}

export function mayChangeNote(authorId: string | null, writer: Writer): boolean {
  return writer.mayChangeAny || authorId === writer.id;
}
