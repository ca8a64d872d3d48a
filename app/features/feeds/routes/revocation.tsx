import { data } from "react-router";
import { foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { revokeFeed } from "../feeds.server.ts";
import type { Route } from "./+types/revocation.ts";

export const middleware = [needs({ write: "feeds.write" })];

export async function action({ params, context }: Route.ActionArgs) {
  const id = foundId(params.feedId);
  if (!(await context.get(studioContext).write((db) => revokeFeed(db, id)))) throw notFound();
  return data({ revoked: true as const });
}
