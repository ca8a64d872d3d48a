import { type AdminUrls, type Clusters, openClusters } from "./clusters.server.ts";
import { type ConnectionLimits, type Connections, openConnections } from "./connections.server.ts";
import { type Control, type ControlDb, openControl } from "./control.server.ts";
import { openAbandoned } from "./moves/recover.server.ts";
import { type Names, namesFor } from "./names.ts";
import { findPlacement, type Placement } from "./placements.server.ts";
import { openStudio, type Studio, type StudioSource } from "./studio.server.ts";

export type PlatformConfig = {
  adminUrls: AdminUrls;
  secretsKey: Buffer;
  /** What the names of the databases begin with. */
  prefix?: string;
  limits?: ConnectionLimits;
};

/** What one process holds open: the clusters, the control database, the studios' connections. */
export type Platform = {
  names: Names;
  clusters: Clusters;
  connections: Connections;
  /** As the app's role: requests read where studios are, and keep users and sign-ins. */
  control: ControlDb;
  /** As the owner: moves, migrations and provisioning. A request never uses it. */
  operations: Control;
  openStudio(placement: Placement, userId?: string | null): Studio;
  close(): Promise<void>;
};

/** Connects to nothing until it is used. The control database is on the cluster `main`. */
export async function openPlatform(config: PlatformConfig): Promise<Platform> {
  const names = namesFor(config.prefix ?? "rsm");
  const clusters = openClusters(config.adminUrls, config.secretsKey);
  const connections = openConnections(
    ({ cluster, database }) => clusters.address(cluster, database, "app"),
    config.limits,
  );
  const control = openControl(await clusters.address("main", names.control, "app"), {
    max: 8,
    name: "rsm",
  });
  const operations = openControl(await clusters.address("main", names.control, "owner"), {
    max: 4,
    name: "rsm operations",
  });
  const platform: Platform = {
    names,
    clusters,
    connections,
    control: control.db,
    operations,
    openStudio: (placement, userId = null) => openStudio(source, placement, userId),
    async close() {
      await Promise.all([connections.close(), control.close(), operations.close()]);
    },
  };
  const source: StudioSource = {
    connections,
    placementOf: (studioId) => findPlacement(control.db, studioId),
    recover: (studioId) => openAbandoned(platform, studioId),
  };
  return platform;
}
