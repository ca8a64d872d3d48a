import type { StudioDb } from "#db/studio.server.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { writeCalendar } from "#app/lib/icalendar/icalendar.ts";
import { sessionEvent } from "#app/features/sessions/session-event.server.ts";
import { listToldSessions } from "./feed-contents.server.ts";
import { REFRESH_MINUTES, spanAt, type Shown } from "./feed.ts";
import { findFeedBySecret } from "./feeds.server.ts";

/** The studio around a feed. */
export type FeedSettings = {
  name: string;
  /** Of a session's page. */
  pageOf: (sessionId: string) => string;
  preferences: { timeZone: string; language: Language; address: string | null };
};

/** The feed and its text, by the hash of its secret; undefined where there is none, or no more. */
export async function readFeed(
  db: StudioDb,
  secretHash: Buffer,
  { now, settings }: { now: Date; settings: () => Promise<FeedSettings> },
) {
  const [feed, studio] = await Promise.all([findFeedBySecret(db, secretHash), settings()]);
  if (!feed) return undefined;
  const sessions = await listToldSessions(db, feed.shown, spanAt(now));
  return { feed, text: writeFeed(feed.shown, sessions, studio, now) };
}

function writeFeed(
  shown: Shown,
  sessions: Awaited<ReturnType<typeof listToldSessions>>,
  { name, pageOf, preferences }: FeedSettings,
  now: Date,
): string {
  const { timeZone, language, address } = preferences;
  const to = shown.shows === "client" ? "client" : "studio";
  const telling = { to, studio: { name, address }, language, now } as const;
  return writeCalendar({
    timeZone,
    // A client knows whose sessions they are.
    name: "name" in shown && to === "studio" ? `${shown.name} · ${name}` : name,
    refreshMinutes: REFRESH_MINUTES,
    events: sessions.map((session) =>
      sessionEvent(session, to === "client" ? telling : { ...telling, pageOf }),
    ),
  });
}
