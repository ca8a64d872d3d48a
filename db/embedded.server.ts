import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { countHolders, keeperOf, readServing, registerHolder } from "./embedded/holders.ts";
import { isAlive } from "./embedded/identity.ts";
import type { KeeperOrder } from "./embedded/keeper.ts";
import { type ClusterPlace, clusterPlace, makeHome } from "./embedded/place.ts";
import { runningServer, superuserPassword } from "./embedded/server.ts";
import { type ClusterSettings, type Durability, socketPort } from "./embedded/settings.ts";

/** A PostgreSQL server of our own. postgres.js connects with `host: socketDir` and `port`. */
export type EmbeddedCluster = {
  name: string;
  socketDir: string;
  port: number;
  user: string;
  password: string;
  /** The superuser's, for libpq: its host is the socket's folder, percent-encoded. */
  adminUrl: string;
};

export type HeldCluster = EmbeddedCluster & {
  /** Resolves at once where others hold the cluster, else when its server has stopped. */
  release(): Promise<void>;
};

export type HoldOptions = {
  /** As root, a folder that the server's account cannot reach makes the data go to /var/lib. */
  dataDir: string;
  onNotice?: (line: string) => void;
  /** Listens on 127.0.0.1 too. Without it there is the socket alone, and no port to clash. */
  tcpPort?: number;
  /** Counts for the process that starts the server. "none" is for tests. */
  durability?: Durability;
};

const readyDeadline = 90_000;

/**
 * Starts (or joins) the named cluster under dataDir and holds it until released or until this
 * process ends, however it ends. The last to leave stops the server. Throws with the reason.
 */
export async function holdCluster(name: string, options: HoldOptions): Promise<HeldCluster> {
  const { dataDir, onNotice, tcpPort, durability = "full" } = options;
  const place = clusterPlace(name, path.resolve(dataDir));
  if (place.elsewhere) {
    onNotice?.(
      `PostgreSQL runs as ${place.account?.name}, who cannot enter ${dataDir}: its data are in ${place.elsewhere}.`,
    );
  }
  makeHome(place);
  const settings = { durability, tcpPort };
  const unregister = register(place);
  let serving: ClusterSettings;
  try {
    serving = await untilServed(place, settings);
    if (tcpPort && serving.tcpPort !== tcpPort) {
      throw new Error(
        `The cluster "${name}" runs already and does not listen on port ${tcpPort}: end the other processes first.`,
      );
    }
  } catch (error) {
    unregister();
    throw error;
  }
  const stopMinding = mindKeeper(place, settings);

  const port = serving.tcpPort ?? socketPort;
  const password = superuserPassword(place);
  const host = encodeURIComponent(place.socketDir);
  return {
    name,
    socketDir: place.socketDir,
    port,
    user: "postgres",
    password,
    adminUrl: `postgres://postgres:${password}@${host}:${port}/postgres`,
    async release() {
      stopMinding();
      unregister();
      await untilStopped(place, settings);
    },
  };
}

/** Whether the cluster was ever started here. */
export function clusterExists(name: string, dataDir: string): boolean {
  return existsSync(dataDir) && existsSync(clusterPlace(name, path.resolve(dataDir)).data);
}

/** How many processes hold the cluster; without this one, unless it does. */
export function countClusterHolders(name: string, dataDir: string): number {
  return countHolders(clusterPlace(name, path.resolve(dataDir)).home);
}

function register(place: ClusterPlace) {
  try {
    return registerHolder(place.home);
  } catch (cause) {
    const { uid } = statSync(place.home);
    if ((cause as NodeJS.ErrnoException).code !== "EACCES" || uid === process.getuid?.())
      throw cause;
    throw new Error(
      `${place.home} belongs to user ${uid}: run as that user, or set DATA_DIR to a folder of yours.`,
      { cause },
    );
  }
}

async function untilServed(place: ClusterPlace, settings: ClusterSettings) {
  const begin = Date.now();
  let keeper: ChildProcess | undefined;
  while (Date.now() < begin + readyDeadline) {
    const serving = readServing(place.home);
    if (serving && isAlive(serving.keeper) && runningServer(place) === serving.postmaster) {
      return serving.settings;
    }
    if (!keeperOf(place.home) && (!keeper || hasEnded(keeper))) {
      const reason = failureSince(place, begin);
      if (reason) throw new Error(reason);
      keeper = spawnKeeper({ place, settings });
    }
    await sleep(10);
  }
  throw new Error(`The cluster "${place.name}" was not ready in ${readyDeadline / 1000} seconds.`);
}

/** Where others hold the cluster, at once. A keeper that died is replaced, by one that stops the server or minds it. */
async function untilStopped(place: ClusterPlace, settings: ClusterSettings) {
  const begin = Date.now();
  let keeper: ChildProcess | undefined;
  while (Date.now() < begin + readyDeadline) {
    if (keeperOf(place.home)) {
      if (countHolders(place.home) > 0) return;
    } else {
      if (!runningServer(place)) return;
      if (!keeper || hasEnded(keeper)) keeper = spawnKeeper({ place, settings });
    }
    await sleep(10);
  }
}

/** A keeper that was killed is replaced: without one, a killed holder would leave the server on. */
function mindKeeper(place: ClusterPlace, settings: ClusterSettings) {
  const timer = setInterval(() => {
    if (!keeperOf(place.home)) spawnKeeper({ place, settings });
  }, 2_000);
  timer.unref();
  return () => clearInterval(timer);
}

function spawnKeeper(order: KeeperOrder): ChildProcess {
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env;
  const script = path.join(import.meta.dirname, "embedded", "keeper.ts");
  const keeper = spawn(process.execPath, [script, JSON.stringify(order)], {
    cwd: order.place.home,
    detached: true,
    env,
    stdio: "ignore",
  });
  keeper.unref();
  return keeper;
}

function hasEnded(child: ChildProcess) {
  return child.exitCode !== null || child.signalCode !== null;
}

function failureSince(place: ClusterPlace, begin: number): string | undefined {
  const file = path.join(place.home, "failure");
  try {
    return statSync(file).mtimeMs >= begin ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
