import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { quantitySchema } from "../consumable.ts";
import { countConsumable } from "../consumables.server.ts";
import type { QuantityAnswer } from "../stock-control.tsx";
import type { Route } from "./+types/quantity.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** POST says how many of a consumable were counted. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.consumableId);
  const submission = parseWithZod(await request.formData(), { schema: quantitySchema });
  if (submission.status !== "success") {
    return data<QuantityAnswer>({ refused: submission.reply() }, { status: 422 });
  }
  const { quantity } = submission.value;
  if (!(await context.get(studioContext).write((db) => countConsumable(db, id, quantity)))) {
    throw notFound();
  }
  return data<QuantityAnswer>({ counted: quantity });
}
