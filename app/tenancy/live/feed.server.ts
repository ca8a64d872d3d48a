import { setTimeout as sleep } from "node:timers/promises";
import type { Placement } from "#db/placements.server.ts";
import type { Platform } from "#db/platform.server.ts";
import { listPeople } from "#app/identity/people.server.ts";
import { look, type WrittenChange } from "./changes.server.ts";
import { cursorBefore, type LiveCursor, openPosition, writeCursor } from "./live-cursor.ts";

export type NamedChange = WrittenChange & { by: string | null };

/** What happened up to a cursor; `changes` undefined: whatever was read is to be read again. */
export type FeedEvent = { cursor: string; changes: NamedChange[] | undefined };

export type Feed = ReturnType<typeof openFeed>;

/**
 * The changes of one studio, for all who watch it in this process. It is read when the studio was
 * written to, by a short transaction in the studio's scope, and never while another reading is on.
 */
export function openFeed(
  platform: Platform,
  placement: Placement,
  given: { onEvent: (event: FeedEvent) => void; onError: (error: unknown) => void },
) {
  const { studioId } = placement;
  const studio = platform.openStudio(placement);
  let position: ReturnType<typeof openPosition> | undefined;
  let epoch = placement.epoch;
  let told: string[] = [];
  let isWanted = false;
  let reading: Promise<void> | undefined;
  let lookedAt = Date.now();
  const ending = new AbortController();
  const watching = platform.watch(studioId, lookAgain);
  const ready = start();
  ready.catch(() => {});

  return {
    /** From when on nothing is missed. */
    ready,
    cursor: () => writeCursor(cursor()),
    lookedAt: () => lookedAt,
    lookAgain,
    catchUp,
    close() {
      ending.abort();
      watching.stop();
    },
  };

  async function start(): Promise<void> {
    await watching.ready;
    await stand();
    if (isWanted) lookAgain();
  }

  function lookAgain(): void {
    isWanted = true;
    if (position) reading ??= readAll().finally(() => (reading = undefined));
  }

  async function readAll(): Promise<void> {
    for (let failures = 0; isWanted && !ending.signal.aborted;) {
      isWanted = false;
      try {
        const event = await read();
        if (event && !ending.signal.aborted) given.onEvent(event);
        failures = 0;
      } catch (error) {
        isWanted = true;
        // Once: the next tries fail for the same reason.
        if ((failures += 1) === 1) given.onError(error);
        const pause = Math.min(100 * 2 ** failures, 10_000);
        await sleep(pause, undefined, { ref: false, signal: ending.signal }).catch(() => {});
      }
    }
  }

  async function read(): Promise<FeedEvent | undefined> {
    const seen = await studio.read((db) => look(db, cursor(), told));
    const news = seen.changes && (await named(seen.changes));
    if (!news) await stand();
    else {
      position?.look(seen);
      // What will be seen again is of those that are seen now.
      told = seen.writers;
    }
    lookedAt = Date.now();
    return news?.length === 0 ? undefined : { cursor: writeCursor(cursor()), changes: news };
  }

  /** What happened from somebody's cursor to now; undefined where nothing did. */
  async function catchUp(after: LiveCursor | undefined): Promise<FeedEvent | undefined> {
    // What happens from here on is told by the feed.
    const here = writeCursor(cursor());
    if (!after) return { cursor: here, changes: undefined };
    const { changes } = await studio.read((db) => look(db, after));
    if (changes?.length === 0) return undefined;
    return { cursor: here, changes: changes && (await named(changes)) };
  }

  /** Begins anew: whatever is there now is no news. */
  async function stand(): Promise<void> {
    const seen = await studio.read((db) => look(db, cursorBefore(epoch, new Date())));
    position = openPosition(seen.at);
    position.look(seen);
    ({ epoch, writers: told } = seen);
  }

  function cursor(): LiveCursor {
    if (!position) throw new Error("the feed is not ready");
    return position.cursor(epoch);
  }

  async function named(changes: WrittenChange[]): Promise<NamedChange[]> {
    const actors = [...new Set(changes.flatMap(({ actor }) => actor ?? []))];
    const people = await listPeople(platform.control, studioId, actors);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return changes.map((change) => ({ ...change, by: names.get(change.actor ?? "") ?? null }));
  }
}
