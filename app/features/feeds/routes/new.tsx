import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { environmentContext } from "#app/identity/platform-context.server.ts";
import { hashOf, newSecret } from "#app/identity/secrets.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { found } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { addressOf, feedSchema, idFieldOf } from "../feed.ts";
import { addFeed } from "../feeds.server.ts";
import type { FeedAnswer } from "../new-feed-dialog.tsx";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "feeds.write", write: "feeds.write" })];

/** Answers the address, which is told this once. */
export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: feedSchema });
  if (submission.status !== "success") {
    return data<FeedAnswer>({ refused: submission.reply() }, { status: 422 });
  }
  const studio = context.get(studioContext);
  const secret = newSecret();
  const its = { secretHash: hashOf(secret), createdBy: found(context.get(userContext)).id };
  const added = await studio.write((db) => addFeed(db, submission.value, its));
  if (!added) {
    const field = idFieldOf(submission.value.shows) ?? "shows";
    const refused = submission.reply({ fieldErrors: { [field]: ["feeds:errors.gone"] } });
    return data<FeedAnswer>({ refused }, { status: 409 });
  }
  const { appUrl } = context.get(environmentContext);
  return data<FeedAnswer>({ address: addressOf(appUrl, studio.slug, secret) });
}
