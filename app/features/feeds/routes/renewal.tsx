import { data } from "react-router";
import { environmentContext } from "#app/identity/platform-context.server.ts";
import { hashOf, newSecret } from "#app/identity/secrets.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { addressOf, type FeedAddress } from "../feed.ts";
import { renewFeed } from "../feeds.server.ts";
import type { Route } from "./+types/renewal.ts";

export const middleware = [needs({ write: "feeds.write" })];

/** Another address for the feed, told this once; the one before works no longer. */
export async function action({ params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.feedId);
  const secret = newSecret();
  const its = { secretHash: hashOf(secret), createdBy: found(context.get(userContext)).id };
  found(await studio.write((db) => renewFeed(db, id, its)));
  const { appUrl } = context.get(environmentContext);
  return data<{ address: FeedAddress }>({ address: addressOf(appUrl, studio.slug, secret) });
}
