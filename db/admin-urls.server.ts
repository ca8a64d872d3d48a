import type { AdminUrls } from "./clusters.server.ts";
import { clusterExists, holdCluster, type HeldCluster } from "./embedded.server.ts";
import type { Environment } from "./environment.server.ts";

/** The embedded servers: everything starts on `main`; `north` starts when something moves to it. */
const embeddedNames = ["main", "north"];

export type InstallationClusters = {
  adminUrls: AdminUrls;
  /** The clusters that hold something: those to look after when the app starts. */
  inUse: string[];
  /** Lets go of the embedded servers that were asked for. */
  release(): Promise<void>;
};

/** The servers that the environment names; without DATABASE_URL, embedded ones, held once asked for. */
export function installationClusters(
  environment: Environment,
  onNotice?: (line: string) => void,
): InstallationClusters {
  const { databaseUrl, clusterUrls, dataDir } = environment;
  if (databaseUrl) {
    const urls = Object.entries({ main: databaseUrl, ...clusterUrls });
    return {
      adminUrls: Object.fromEntries(urls.map(([name, url]) => [name, async () => url])),
      inUse: urls.map(([name]) => name),
      release: async () => {},
    };
  }
  const held = new Map<string, Promise<HeldCluster>>();
  const urlOf = async (name: string) => {
    const cluster = held.get(name) ?? holdCluster(name, { dataDir, onNotice });
    held.set(name, cluster);
    // A start that failed is tried again by the next who asks.
    cluster.catch(() => held.delete(name));
    return (await cluster).adminUrl;
  };
  return {
    adminUrls: Object.fromEntries(embeddedNames.map((name) => [name, () => urlOf(name)])),
    inUse: embeddedNames.filter((name) => name === "main" || clusterExists(name, dataDir)),
    async release() {
      for (const started of await Promise.allSettled(held.values())) {
        if (started.status === "fulfilled") await started.value.release();
      }
    },
  };
}
