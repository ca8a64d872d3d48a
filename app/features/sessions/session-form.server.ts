import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { applyChoice } from "./booking-choice.ts";
import { sessionSchema, timesOf, type SessionValues } from "./session.ts";
import type { Booking, ClashReport, Refused } from "./sessions.server.ts";

/** What the form's page shows of a refusal: Conform's result, which keeps what was typed, and a clash. */
export type FormAnswer = { result: SubmissionResult<string[]>; report?: ClashReport };

type Read =
  | { ok: true; values: SessionValues; booking: Booking; refuse: Refuse }
  | { ok: false; answer: FormAnswer };

type Refuse = (refused: Refused) => FormAnswer;

/** Reads a booking that was typed, or chosen from what a clash offered. */
export function readBooking(formData: FormData, timeZone: string): Read {
  applyChoice(formData);
  const submission = parseWithZod(formData, { schema: sessionSchema });
  if (submission.status !== "success") return { ok: false, answer: { result: submission.reply() } };
  const { value: values } = submission;
  const refuseField = (field: string, error: string): FormAnswer => ({
    result: submission.reply({ fieldErrors: { [field]: [`sessions:errors.${error}`] } }),
  });
  const times = timesOf(values, timeZone);
  if (!times) return { ok: false, answer: refuseField("from", "skipped") };
  const { roomId, clientId, projectId, kind, priceCents, notes } = values;
  return {
    ok: true,
    values,
    booking: { ...times, roomId, clientId, projectId, kind, priceCents, notes },
    refuse(refused) {
      if (refused.reason === "unknown")
        return refuseField(refused.field, `unknown.${refused.field}`);
      const { clash, free, elsewhere } = refused;
      return { ...refuseField("from", "clash"), report: { clash, free, elsewhere } };
    },
  };
}
