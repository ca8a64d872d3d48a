import { data } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import type { LinkRemoval } from "../link-card.tsx";
import { removeLink } from "../links.server.ts";
import type { Route } from "./+types/link.ts";

export const middleware = [needs({ write: "clients.write" })];

/** DELETE removes a link, and answers the form that would make it again. */
export async function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== "DELETE") throw data(null, { status: 405, headers: { Allow: "DELETE" } });
  const [clientId, linkId] = [foundId(params.clientId), foundId(params.linkId)];
  const studio = context.get(studioContext);
  const { relation, otherId } = found(await studio.write((db) => removeLink(db, clientId, linkId)));
  return { relation, other: otherId } satisfies LinkRemoval;
}
