// Starts a cluster's server, watches over it while anyone holds the cluster, and stops it after the
// last has gone. A process of its own, so that no holder's death takes the server away from others.
import { rmSync, watch, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import {
  claimKeeper,
  countHolders,
  holdersFolder,
  keeperOf,
  readServing,
  type Serving,
  writeServing,
} from "./holders.ts";
import { isAlive, ownIdentity } from "./identity.ts";
import type { ClusterPlace } from "./place.ts";
import { boundLog, initialise, runningServer, startServer, stopServer } from "./server.ts";
import type { ClusterSettings } from "./settings.ts";

export type KeeperOrder = { place: ClusterPlace; settings: ClusterSettings };

/** The holders' folder tells of a holder that leaves; only looking tells of one that was killed. */
const lookEvery = 500;

const order = JSON.parse(process.argv[2] ?? "") as KeeperOrder;
// Only holders end a keeper: a Ctrl-C in the terminal that it was started from does not.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
await keep(order);

async function keep({ place, settings }: KeeperOrder) {
  const { home } = place;
  if (!claimKeeper(home)) return;
  const failure = path.join(home, "failure");
  rmSync(failure, { force: true });
  try {
    initialise(place, settings);
    await serve(place, settings);
  } catch (error) {
    writeFileSync(failure, error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    if (keeperOf(home) === ownIdentity()) rmSync(path.join(home, "keeper"), { force: true });
  }
  process.exit();
}

async function serve(place: ClusterPlace, settings: ClusterSettings) {
  const { home } = place;
  const pause = pauseUntilChange(holdersFolder(home));
  for (;;) {
    const serving = await runOrJoin(place, settings);
    writeServing(home, serving);
    while (isAlive(serving.postmaster)) {
      if (countHolders(home) === 0) {
        // Withdrawn before the last look: a newcomer has either been counted or sees no server.
        writeServing(home, undefined);
        if (countHolders(home) === 0) return await stopServer(place, serving.postmaster);
        writeServing(home, serving);
      }
      boundLog(place);
      await pause();
    }
    writeServing(home, undefined);
  }
}

// A server may run already: its keeper was killed.
async function runOrJoin(place: ClusterPlace, settings: ClusterSettings): Promise<Serving> {
  const keeper = ownIdentity();
  const postmaster = runningServer(place);
  if (postmaster) {
    return { keeper, postmaster, settings: readServing(place.home)?.settings ?? settings };
  }
  return { keeper, postmaster: await startServer(place, settings), settings };
}

function pauseUntilChange(folder: string): () => Promise<void> {
  let wake: (() => void) | undefined;
  watch(folder, () => wake?.());
  return () =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, lookEvery);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
}
