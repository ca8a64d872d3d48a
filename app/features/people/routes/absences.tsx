import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { AbsenceAnswer } from "../absence-dialog.tsx";
import { addAbsence } from "../absences.server.ts";
import { absenceSchema, absenceTimes } from "../person.ts";
import type { Route } from "./+types/absences.ts";

export const middleware = [needs({ write: "people.write" })];

/** Adds an absence, whatever it breaks. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const personId = foundId(params.personId);
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: absenceSchema });
  const refuse = (refused: ReturnType<typeof submission.reply>) =>
    data<AbsenceAnswer>({ refused }, { status: 422 });
  if (submission.status !== "success") return refuse(submission.reply());
  const { reason, ...typed } = submission.value;
  const times = absenceTimes(typed, await studio.preferences());
  if (!times)
    return refuse(submission.reply({ fieldErrors: { to: ["people:errors.endsBefore"] } }));
  const added = found(
    await studio.write((db) => addAbsence(db, personId, { ...times, reason }, new Date())),
  );
  return data<AbsenceAnswer>({ broken: added.broken });
}
