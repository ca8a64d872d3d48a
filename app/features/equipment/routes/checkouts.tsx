import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { instantAt } from "#app/lib/dates.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { checkoutSchema } from "../checkout.ts";
import { type CheckedOut, checkOut } from "../checkouts.server.ts";
import type { Route } from "./+types/checkouts.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** POST sends the unit of a code out with a session or a person. */
export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: checkoutSchema });
  if (submission.status !== "success") {
    return data({ ok: false as const, reason: "invalid" as const }, { status: 422 });
  }
  const { code, holder, dueAt } = submission.value;
  const [day, time] = dueAt?.split("T") ?? [];
  const { timeZone } = await studio.preferences();
  const due = day && time ? instantAt(day, time, timeZone) : null;
  if (due && due <= new Date()) {
    return data({ ok: false as const, reason: "dueBefore" as const }, { status: 422 });
  }
  const done: CheckedOut = await studio.write((db) => checkOut(db, code, holder, due));
  return data(done, { status: done.ok ? 200 : 409 });
}
