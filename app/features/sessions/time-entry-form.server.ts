import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { dayOf, timeOf } from "#app/lib/dates.ts";
import { moneyText } from "#app/lib/money.ts";
import { entrySchema } from "./session-clock.ts";
import type { NewEntry, Written } from "./session-clock.server.ts";
import { timesOf } from "./session.ts";

/** What the addresses of time entries answer: that it is written, or why not; of a removal, the form that adds it again. */
export type EntryAnswer =
  | { ok: true; removed?: Record<string, string> }
  | { ok: false; result: SubmissionResult<string[]> };

/** An entry from its form, or what the form is told. Times are the studio's. */
export function readEntry(form: FormData, timeZone: string) {
  const submission = parseWithZod(form, { schema: entrySchema });
  const refuse = (fieldErrors?: Record<string, string[]>): EntryAnswer => ({
    ok: false,
    result: submission.reply(fieldErrors && { fieldErrors }),
  });
  if (submission.status !== "success") return { ok: false as const, answer: refuse() };
  const { day, from, to, ...rest } = submission.value;
  const times = timesOf({ day, from, to, lastDay: null }, timeZone);
  if (!times) {
    return { ok: false as const, answer: refuse({ to: ["sessions:errors.skipped"] }) };
  }
  const entry: NewEntry = { ...rest, startedAt: times.startsAt, endedAt: times.endsAt };
  const answerTo = (written: Written): EntryAnswer =>
    written.ok ? { ok: true } : refuse({ personId: ["sessions:errors.unknown.crew"] });
  return { ok: true as const, entry, answerTo };
}

/** The form that writes an entry anew. */
export function formOf(
  { startedAt, endedAt, personId, rateCents, note }: NewEntry,
  { timeZone, language }: { timeZone: string; language: string },
): Record<string, string> {
  return {
    day: dayOf(startedAt, timeZone),
    from: timeOf(startedAt, timeZone),
    to: timeOf(endedAt, timeZone),
    personId: personId ?? "",
    rateCents: rateCents === null ? "" : moneyText(rateCents, language),
    note: note ?? "",
  };
}
