import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { readAsked } from "#app/features/equipment/equipment.ts";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import { applyChoice } from "./booking-choice.ts";
import { noneFreeWords } from "./none-free.ts";
import type { Outside } from "./opening-check.server.ts";
import { type BookingValues, bookingSchema, type Preview, ruleOf } from "./series.ts";
import type { SeriesRefused } from "./series.server.ts";
import { timesOf } from "./session.ts";
import type { Booking, ClashReport, Refused } from "./sessions.server.ts";

/** What the form's page shows of a refusal: Conform's result, which keeps what was typed, a clash, or the dates of a series. */
export type FormAnswer = {
  result: SubmissionResult<string[]>;
  report?: ClashReport;
  preview?: Preview;
};

/** A calendar that stays where it is is told of the booking. */
export type NewSessionAnswer = FormAnswer | { booked: string };

type Read =
  | { ok: true; values: BookingValues; booking: Booking; refuse: Refuse }
  | { ok: false; answer: FormAnswer };

type Refuse = (refused: Refused | SeriesRefused | Outside) => FormAnswer;

/** Reads a booking that was typed, or chosen from what a clash offered. */
export function readBooking(formData: FormData, reader: Reader): Read {
  const { timeZone } = reader;
  applyChoice(formData);
  const submission = parseWithZod(formData, { schema: bookingSchema });
  if (submission.status !== "success") return { ok: false, answer: { result: submission.reply() } };
  const { value: values } = submission;
  const refuseField = (field: string, error: string, area = "sessions"): FormAnswer => ({
    result: submission.reply({ fieldErrors: { [field]: [`${area}:errors.${error}`] } }),
  });
  const times = timesOf(values, timeZone);
  if (!times) return { ok: false, answer: refuseField("from", "skipped") };
  const asked = readAsked(values.equipmentIds);
  // Which unit of a class it is would differ from one date to the next.
  const isSeries = ruleOf(values) !== undefined || values.scope === "following";
  if (isSeries && asked.anyOf.length > 0) {
    return { ok: false, answer: refuseField("equipmentIds", "anyInSeries") };
  }
  const { roomId, clientId, projectId, kind, priceCents, notes, crew } = values;
  return {
    ok: true,
    values,
    booking: {
      ...times,
      ...{ roomId, clientId, projectId, kind, priceCents, notes, crew },
      ...asked,
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
      if ("preview" in refused) {
        // No field is wrong: what was typed stays, and the dates are shown.
        return { result: submission.reply({ formErrors: [] }), preview: refused.preview };
      }
      if (refused.reason === "overlap") return refuseField("to", "overlap", "series");
      if (refused.reason === "monthly") return refuseField("day", "monthly", "series");
      if (refused.reason === "skipped") return refuseField("from", "skipped");
      const { clash, free, elsewhere } = refused;
      return { ...refuseField("from", "clash"), report: { clash, free, elsewhere } };
    },
  };
}

/** The status of such an answer: a conflict with what stands, or a form that cannot be. */
export function statusOf(refused: Refused | SeriesRefused | Outside): number {
  if (refused.reason === "clash") return 409;
  if (!("preview" in refused)) return 422;
  return refused.preview.dates.some(({ hindrance }) => hindrance) ? 409 : 200;
}
