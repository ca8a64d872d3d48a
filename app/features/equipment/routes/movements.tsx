import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { movementSchema } from "../consumable.ts";
import { moveConsumable } from "../consumables.server.ts";
import type { MovementAnswer } from "../stock-control.tsx";
import type { Route } from "./+types/movements.ts";

export const middleware = [needs({ write: "equipment.write" })];

/** POST takes some of a consumable, or brings some. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.consumableId);
  const submission = parseWithZod(await request.formData(), { schema: movementSchema });
  if (submission.status !== "success") throw data(null, { status: 422 });
  const { by } = submission.value;
  const moved = found(await context.get(studioContext).write((db) => moveConsumable(db, id, by)));
  if (!moved.ok) return data<MovementAnswer>({ left: moved.left }, { status: 409 });
  return data<MovementAnswer>({ moved: moved.quantity });
}
