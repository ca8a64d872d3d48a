import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { readAsked } from "#app/features/equipment/equipment.ts";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import { applyChoice } from "./booking-choice.ts";
import { noneFreeWords } from "./none-free.ts";
import type { Outside } from "./opening-check.server.ts";
import { sessionSchema, timesOf, type SessionValues } from "./session.ts";
import type { Booking, ClashReport, Refused } from "./sessions.server.ts";

/** What the form's page shows of a refusal: Conform's result, which keeps what was typed, and a clash. */
export type FormAnswer = { result: SubmissionResult<string[]>; report?: ClashReport };

/** A calendar that stays where it is is told of the booking. */
export type NewSessionAnswer = FormAnswer | { booked: string };

type Read =
  | { ok: true; values: SessionValues; booking: Booking; refuse: Refuse }
  | { ok: false; answer: FormAnswer };

type Refuse = (refused: Refused | Outside) => FormAnswer;

/** Reads a booking that was typed, or chosen from what a clash offered. */
export function readBooking(formData: FormData, reader: Reader): Read {
  const { timeZone } = reader;
  applyChoice(formData);
  const submission = parseWithZod(formData, { schema: sessionSchema });
  if (submission.status !== "success") return { ok: false, answer: { result: submission.reply() } };
  const { value: values } = submission;
  const refuseField = (field: string, error: string): FormAnswer => ({
    result: submission.reply({ fieldErrors: { [field]: [`sessions:errors.${error}`] } }),
  });
  const times = timesOf(values, timeZone);
  if (!times) return { ok: false, answer: refuseField("from", "skipped") };
  const { roomId, clientId, projectId, kind, priceCents, notes, crew } = values;
  return {
    ok: true,
    values,
    booking: {
      ...times,
      ...{ roomId, clientId, projectId, kind, priceCents, notes, crew },
      ...readAsked(values.equipmentIds),
    },
    refuse(refused) {
      if (refused.reason === "outside") return refuseField("outsideHours", "outside");
      if (refused.reason === "unknown") {
        return refuseField(refused.field, `unknown.${refused.field}`);
      }
      if (refused.reason === "unusable") {
        return refuseField(
          "equipmentIds",
          `unusable?${new URLSearchParams({ name: refused.name })}`,
        );
      }
      if (refused.reason === "noneFree") {
        const said = new URLSearchParams(noneFreeWords(refused, reader));
        return refuseField("equipmentIds", `noneFree?${said}`);
      }
      if (refused.reason === "away") {
        const { name, startsAt, endsAt } = refused;
        const [from, until] = [startsAt, endsAt].map((at) => formatDate(at, reader));
        return refuseField(
          "crew",
          `away?${new URLSearchParams({ name, from: from!, until: until! })}`,
        );
      }
      const { clash, free, elsewhere } = refused;
      return { ...refuseField("from", "clash"), report: { clash, free, elsewhere } };
    },
  };
}
