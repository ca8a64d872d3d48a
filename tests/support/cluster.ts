import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { setUpControl, setUpRoles, setUpTemplate } from "#db/cluster-setup.server.ts";
import { openClusters } from "#db/clusters.server.ts";
import { holdCluster } from "#db/embedded.server.ts";
import { namesFor } from "#db/names.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The administrators' URLs of the run's clusters, `main` and `north`. */
    clusters: Record<"main" | "north", string>;
  }
}

/** Of the run's own clusters, which end with it. */
export const TEST_SECRETS_KEY = Buffer.alloc(32, 7);

/** The installation whose control database the files of a run clone. */
export const TEMPLATE_PREFIX = "tpl";

/** Two clusters of the run's own, in memory's speed: nothing on them outlives it. */
export default async function setUp(project: TestProject) {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "rsm-test-"));
  // As root, the servers' account passes through here; it would keep its data elsewhere otherwise.
  await chmod(dataDir, 0o755);
  const hold = (name: string) => holdCluster(name, { dataDir, durability: "none" });
  const [main, north] = await Promise.all([hold("main"), hold("north")]);
  const adminUrls = { main: async () => main.adminUrl, north: async () => north.adminUrl };
  const clusters = openClusters(adminUrls, TEST_SECRETS_KEY);
  const setup = { clusters, names: namesFor(TEMPLATE_PREFIX) };
  await Promise.all([setUpRoles(setup, "main"), setUpRoles(setup, "north")]);
  await setUpControl(setup);
  await Promise.all([setUpTemplate(setup, "main"), setUpTemplate(setup, "north")]);
  project.provide("clusters", { main: main.adminUrl, north: north.adminUrl });
  return async () => {
    await Promise.all([main.release(), north.release()]);
    await rm(dataDir, { recursive: true, force: true });
  };
}
