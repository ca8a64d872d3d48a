import { data } from "react-router";
import { foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { orderTracks } from "../tracks.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/track-order.ts";

export const middleware = [needs({ write: "projects.write" })];

/** Takes the ids of all the project's tracks as `track`, in their new order. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const projectId = foundId(params.projectId);
  const ids = (await request.formData()).getAll("track").map(String);
  const ordered = await context.get(studioContext).write((db) => orderTracks(db, projectId, ids));
  return data({ ordered }, { status: ordered ? 200 : 409 });
}
