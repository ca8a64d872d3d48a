import { createHash } from "node:crypto";
import { data } from "react-router";
import { forAnybody } from "#app/identity/access.server.ts";
import { strangersContext } from "#app/identity/limit-strangers.server.ts";
import { environmentContext } from "#app/identity/platform-context.server.ts";
import { hashOf } from "#app/identity/secrets.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { log } from "#app/lib/log.server.ts";
import { addressKey } from "#app/lib/rate-limit.ts";
import { findPublicStudio, type PublicStudio } from "#app/tenancy/public-studio.server.ts";
import { readPreferences } from "#app/tenancy/studio-context.server.ts";
import { type Feed, isFetchNews, noteFetch } from "../feeds.server.ts";
import { readFeed } from "../read-feed.server.ts";
import type { Route } from "./+types/feed.ts";

/** The address is the right to read: calendars sign in nowhere. */
export const middleware = [forAnybody];

const HEADERS = {
  "Cache-Control": "private, max-age=900",
  "Content-Type": "text/calendar; charset=utf-8",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex",
};

export async function loader({ request, context, params }: Route.LoaderArgs) {
  const now = new Date();
  const studio = await findPublicStudio(request, context, params.studio);
  const read = studio && (await readFrom(studio, context, params["secret"], now));
  if (!read) return refuse(context);
  const { feed, text } = read;
  if (isFetchNews(feed, now)) remember(studio, feed, now);
  const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  const headers = { ...HEADERS, ETag: etag };
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : text, { headers });
}

function readFrom(
  studio: PublicStudio,
  context: Route.LoaderArgs["context"],
  secret: string,
  now: Date,
) {
  const { appUrl } = context.get(environmentContext);
  return studio.read((db) =>
    readFeed(db, hashOf(secret), {
      now,
      settings: async () => ({
        name: studio.name,
        pageOf: (id) => `${appUrl}/s/${studio.slug}/sessions/${id}`,
        preferences: await readPreferences(db),
      }),
    }),
  );
}

/** The same for what never was, was revoked, or is another studio's; who guesses is told to wait. */
function refuse(context: Route.LoaderArgs["context"]): Response {
  const { address } = context.get(visitorContext);
  const seconds = context.get(strangersContext).take(addressKey(address), performance.now());
  if (seconds > 0) throw data(null, { status: 429, headers: { "Retry-After": String(seconds) } });
  return new Response("There is no such calendar.\n", {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });
}

// Not waited for: while a studio moves, reads go on and writes wait. What fails is told by the next fetch.
function remember(studio: PublicStudio, { id }: Feed, now: Date): void {
  studio
    .writeLater((db) => noteFetch(db, id, now))
    .catch((err: unknown) => log.warn({ err, feed: id }, "a feed's fetch was not noted"));
}

/** RFC 9110, 13.1.2. */
function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get("If-None-Match");
  if (known === null) return false;
  const tags = known.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}
