import { data } from "react-router";
import { z } from "zod";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { orderCustomFields } from "../custom-fields.server.ts";
import type { Route } from "./+types/field-order.ts";

export const middleware = [needs({ write: "clients.configure" })];

/** Takes the ids of all fields in use as `field`, in their new order. */
export async function action({ request, context }: Route.ActionArgs) {
  const ids = z.array(z.uuid()).safeParse((await request.formData()).getAll("field"));
  const ordered =
    ids.success &&
    (await context.get(studioContext).write((db) => orderCustomFields(db, ids.data)));
  return data({ ordered }, { status: ordered ? 200 : 409 });
}
