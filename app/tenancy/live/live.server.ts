import { createContext } from "react-router";
import type { Placement } from "#db/placements.server.ts";
import type { Platform } from "#db/platform.server.ts";
import type { Role } from "#db/roles.ts";
import { type Feed, type FeedEvent, openFeed } from "./feed.server.ts";
import { type LiveChange, mayHear } from "./live-change.ts";
import { readCursor } from "./live-cursor.ts";

export type LiveTimes = {
  /** How often a silent stream says that it is there: proxies cut what is silent. */
  beatMs: number;
  /** How often it is asked whether who follows still may. */
  recheckMs: number;
  /** A stream ends by itself, and the browser comes again, as whoever it is then. */
  lifeMs: number;
  /** How often a feed that nobody woke looks by itself: a process may die before it tells what it wrote. */
  lookMs: number;
};

const TIMES: LiveTimes = {
  beatMs: 20_000,
  recheckMs: 60_000,
  lifeMs: 14 * 60_000,
  lookMs: 60_000,
};

/** Streams at once: a browser opens one for each page that is in sight. */
const LIMITS = { signIn: 12, studio: 500, total: 2_000 };

/** What is not taken in time is taken again from the last event: nobody's backlog fills the memory. */
const BACKLOG_BYTES = 65_536;

export type Follower = {
  placement: Placement;
  userId: string;
  signInId: string;
  role: Role;
  /** A cursor, as an event gave it. */
  after: string | null;
  /** The role that they have by now; undefined where they may not follow any more. */
  recheck: () => Promise<Role | undefined>;
};

export type Live = ReturnType<typeof openLive>;

/** The server keeps one for all requests. */
export const liveContext = createContext<Live>();

type Stream = {
  follower: Follower;
  role: Role;
  endsAt: number;
  checkedAt: number;
  /** What happened while it caught up; undefined when it has. */
  held: FeedEvent[] | undefined;
  tell(event: FeedEvent): void;
  push(text: string): void;
  end(): void;
};
type Watched = { feed: Feed; streams: Set<Stream> };

/**
 * Streams of what changes in studios, to browsers. A studio is read for as long as somebody follows it,
 * once for all who do; a stream holds no connection and no transaction.
 */
export function openLive(
  platform: Platform,
  given: { onError: (error: unknown) => void; times?: Partial<LiveTimes> },
) {
  const times = { ...TIMES, ...given.times };
  const watched = new Map<string, Watched>();
  const streams = new Set<Stream>();
  const beating = setInterval(beat, times.beatMs);
  beating.unref();
  let closed = false;

  return { follow, close };

  /** Server-sent events until the reader cancels; `undefined` where there are too many already. */
  async function follow(follower: Follower): Promise<ReadableStream<Uint8Array> | undefined> {
    const { studioId } = follower.placement;
    if (closed || isFull(follower)) return undefined;
    const { stream, body } = openStream(follower);
    streams.add(stream);
    const entry = watched.get(studioId) ?? watch(follower.placement);
    entry.streams.add(stream);
    try {
      await entry.feed.ready;
      const here = entry.feed.cursor();
      const missed =
        follower.after === null ? undefined : await entry.feed.catchUp(readCursor(follower.after));
      const held = stream.held ?? [];
      stream.held = undefined;
      if (missed) stream.tell(missed);
      stream.push(beatAt(here));
      for (const event of held) stream.tell(event);
      return body;
    } catch (error) {
      stream.end();
      throw error;
    }
  }

  function close(): void {
    closed = true;
    clearInterval(beating);
    for (const stream of streams) stream.end();
  }

  function isFull({ signInId, placement }: Follower): boolean {
    const theirs = [...streams].filter(({ follower }) => follower.signInId === signInId);
    return (
      theirs.length >= LIMITS.signIn ||
      (watched.get(placement.studioId)?.streams.size ?? 0) >= LIMITS.studio ||
      streams.size >= LIMITS.total
    );
  }

  function watch(placement: Placement): Watched {
    const entry: Watched = {
      streams: new Set(),
      feed: openFeed(platform, placement, {
        onError: given.onError,
        onEvent: (event) => entry.streams.forEach((stream) => stream.tell(event)),
      }),
    };
    watched.set(placement.studioId, entry);
    return entry;
  }

  function leave(stream: Stream): void {
    const { studioId } = stream.follower.placement;
    streams.delete(stream);
    const entry = watched.get(studioId);
    if (!entry?.streams.delete(stream) || entry.streams.size > 0) return;
    watched.delete(studioId);
    entry.feed.close();
  }

  function openStream(follower: Follower): { stream: Stream; body: ReadableStream<Uint8Array> } {
    const encoder = new TextEncoder();
    const now = Date.now();
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const stream: Stream = {
      ...{ follower, role: follower.role, held: [], checkedAt: now },
      // Not all at one moment, though they came at one: after a restart.
      endsAt: now + times.lifeMs * (0.9 + Math.random() / 10),
      tell(event) {
        if (stream.held) stream.held.push(event);
        else stream.push(written(event, follower.userId, stream.role));
      },
      push(text) {
        controller?.enqueue(encoder.encode(text));
        if ((controller?.desiredSize ?? 0) < 0) stream.end();
      },
      end() {
        leave(stream);
        controller?.close();
        controller = undefined;
      },
    };
    const body = new ReadableStream<Uint8Array>(
      {
        start: (opened) => void (controller = opened),
        cancel() {
          controller = undefined;
          leave(stream);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BACKLOG_BYTES }),
    );
    return { stream, body };
  }

  function beat(): void {
    const now = Date.now();
    for (const { feed, streams: followers } of watched.values()) {
      if (now - feed.lookedAt() >= times.lookMs) feed.lookAgain();
      for (const stream of followers) {
        if (stream.held) continue;
        if (now >= stream.endsAt) stream.end();
        else {
          stream.push(beatAt(feed.cursor()));
          if (now - stream.checkedAt >= times.recheckMs) void recheck(stream, now);
        }
      }
    }
  }

  async function recheck(stream: Stream, now: number): Promise<void> {
    stream.checkedAt = now;
    try {
      const role = await stream.follower.recheck();
      if (role) stream.role = role;
      else stream.end();
    } catch (error) {
      // Who cannot be asked about may not.
      stream.end();
      given.onError(error);
    }
  }
}

/** That the stream is there, and up to where it has told; the first when what was missed is told. */
function beatAt(cursor: string): string {
  return `id: ${cursor}\nevent: beat\ndata: {}\n\n`;
}

function written({ cursor, changes }: FeedEvent, userId: string, role: Role): string {
  if (!changes) return `id: ${cursor}\nevent: reset\ndata: {}\n\n`;
  const heard = changes
    .filter(({ table }) => mayHear(role, table))
    .map(({ actor, ...change }): LiveChange => ({
      ...change,
      isMine: actor !== null && actor === userId,
    }));
  return heard.length === 0
    ? `id: ${cursor}\n\n`
    : `id: ${cursor}\nevent: changes\ndata: ${JSON.stringify(heard)}\n\n`;
}
