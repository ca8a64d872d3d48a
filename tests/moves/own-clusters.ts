import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";
import { setUpControl, setUpRoles } from "#db/cluster-setup.server.ts";
import { holdCluster } from "#db/embedded.server.ts";
import { pidOf } from "#db/embedded/identity.ts";
import { clusterPlace } from "#db/embedded/place.ts";
import { runningServer } from "#db/embedded/server.ts";
import { openPlatform } from "#db/platform.server.ts";
import { sharedPlace } from "#db/provision.server.ts";
import { createStudio, findStudio } from "#db/studios.server.ts";
import { TEST_SECRETS_KEY } from "../support/cluster.ts";

type Name = "main" | "north";

/** Two clusters of the file's own, whose servers may be stopped: what they acknowledge is on the disk. */
export async function ownClusters() {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "rsm-moves-"));
  // As root, the servers' account passes through here; it would keep its data elsewhere otherwise.
  await chmod(dataDir, 0o755);
  const [main, north] = await Promise.all(
    (["main", "north"] as const).map((name) => holdCluster(name, { dataDir })),
  );
  const platform = await openPlatform({
    adminUrls: { main: async () => main!.adminUrl, north: async () => north!.adminUrl },
    secretsKey: TEST_SECRETS_KEY,
    prefix: "moves",
  });
  await setUpRoles(platform, "main");
  await setUpControl(platform);
  await Promise.all(["main", "north"].map((name) => sharedPlace(platform, name)));
  afterAll(async () => {
    await platform.close();
    await Promise.all([main!.release(), north!.release()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  async function newStudio(slug: string) {
    await createStudio(platform, {
      slug,
      name: slug,
      isolation: "shared",
      cluster: "main",
      ownerEmail: `owner@${slug}.test`,
      ownerName: "Ada Owner",
      ownerPasswordHash: "none",
    });
    return reopen(slug);
  }

  async function reopen(slug: string) {
    const placement = (await findStudio(platform.operations.db, slug))!;
    return { ...platform.openStudio(placement), placement };
  }

  /** Immediate shutdown, as where the machine fails. Resolves when the server is back. */
  async function stopServer(name: Name): Promise<void> {
    const place = clusterPlace(name, dataDir);
    const postmaster = runningServer(place)!;
    process.kill(pidOf(postmaster), "SIGQUIT");
    while (runningServer(place) === postmaster) await sleep(5);
    while (!runningServer(place)) await sleep(5);
  }

  return { platform, newStudio, reopen, stopServer };
}
