import { inArray } from "drizzle-orm";
import { sweepPlaces } from "../places.server.ts";
import type { Platform } from "../platform.server.ts";
import { fillPool } from "../pool.server.ts";
import { moves } from "../schema/control/index.ts";
import { MoveLeft } from "./events.ts";
import { resumeMove } from "./engine.server.ts";
import { UNDER_WAY } from "./move.server.ts";
import { reviveLinks, sweepLinks } from "./sweep.server.ts";

const EVERY_MS = 5_000;

/** Databases of no studio that are kept ready on each cluster. */
const SPARES = 1;

/**
 * What a running app looks after: moves whose processes died are taken on, half-made places dropped,
 * ways back that were cut let go on, the pools filled. `stop` waits for what is being done.
 */
export function watchPlatform(
  platform: Platform,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  const look = () => {
    round ??= lookAfter(platform, stopping.signal, (error) => {
      if (!stopping.signal.aborted) onError(error);
    }).finally(() => (round = undefined));
  };
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  look();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort(new MoveLeft("the app is ending"));
      await round;
    },
  };
}

/** What cannot be done for one studio or cluster holds up no other. */
async function lookAfter(
  platform: Platform,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  const each = async <T>(list: Promise<T[]>, work: (one: T) => Promise<unknown>) => {
    for (const one of await list.catch((error: unknown) => (onError(error), []))) {
      if (signal.aborted) return;
      await work(one).catch(onError);
    }
  };
  const underWay = platform.operations.db
    .select({ studioId: moves.studioId })
    .from(moves)
    .where(inArray(moves.state, [...UNDER_WAY]));
  await each(underWay.execute(), ({ studioId }) =>
    resumeMove(platform, studioId, undefined, signal),
  );
  await each(Promise.resolve([sweepPlaces, sweepLinks, reviveLinks]), (sweep) => sweep(platform));
  const clusters = platform.operations.sql<{ name: string }[]>`
    select name from clusters order by name`;
  await each(clusters.execute(), ({ name }) => fillPool(platform, name, SPARES));
}
