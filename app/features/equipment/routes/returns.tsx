import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { returnSchema } from "../checkout.ts";
import { returnUnit } from "../checkouts.server.ts";
import type { Route } from "./+types/returns.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** POST takes the unit of a code back. */
export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: returnSchema });
  if (submission.status !== "success") {
    return data({ ok: false as const, reason: "invalid" as const }, { status: 422 });
  }
  const { value } = submission;
  const done = await context.get(studioContext).write((db) => returnUnit(db, value));
  return data(done, { status: done.ok ? 200 : 409 });
}
