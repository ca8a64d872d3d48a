import { type AdminUrls, type Clusters, openClusters } from "./clusters.server.ts";
import { type Credentials, openCredentials } from "./credentials.server.ts";
import { type ConnectionLimits, type Connections, openConnections } from "./connections.server.ts";
import { type Control, type ControlDb, openControl } from "./control.server.ts";
import { openAbandoned } from "./moves/recover.server.ts";
import { type Names, namesFor } from "./names.ts";
import { findPlacement, type Placement } from "./placements.server.ts";
import { openSeals, type Seals } from "./seals.ts";
import { type Actor, openStudio, type Studio, type StudioSource } from "./studio.server.ts";
import { openWakes } from "./wakes.server.ts";
import { openWatch, type Watch } from "./watch.server.ts";

export type PlatformConfig = {
  adminUrls: AdminUrls;
  secretsKey: Buffer;
  /** On their way out: they still open what was sealed under them. */
  previousKeys?: Buffer[];
  /** What the names of the databases begin with. */
  prefix?: string;
  limits?: ConnectionLimits;
};

/** What one process holds open: the clusters, the control database, the studios' connections. */
export type Platform = {
  names: Names;
  clusters: Clusters;
  /** What the installation must be able to read again, and nobody else. */
  seals: Seals;
  /** How the app signs in to each database. */
  credentials: Credentials;
  connections: Connections;
  /** As the app's role: requests read where studios are, and keep users and sign-ins. */
  control: ControlDb;
  /** As the owner: moves, migrations and provisioning. Of requests, the one for a new studio uses it. */
  operations: Control;
  /** Without an actor it is the platform itself that works there. */
  openStudio(placement: Placement, actor?: Actor | null): Studio;
  /** Hears of what any process writes to a studio, when it was committed. */
  watch: Watch["watch"];
  close(): Promise<void>;
};

/** Connects to nothing until it is used. The control database is on the cluster `main`. */
export async function openPlatform(config: PlatformConfig): Promise<Platform> {
  const names = namesFor(config.prefix ?? "rsm");
  const clusters = openClusters(config.adminUrls, config.secretsKey, config.previousKeys);
  const seals = openSeals(config.secretsKey, config.previousKeys);
  const reachControl = (role: "app" | "owner") => () =>
    clusters.address("main", names.control, role);
  const control = await openControl(reachControl("app"), { max: 8, name: "rsm" });
  const operations = await openControl(reachControl("owner"), { max: 4, name: "rsm operations" });
  const credentials = openCredentials({ names, clusters, seals, control: control.db });
  const connections = openConnections(credentials.addressOf, config.limits);
  const wakes = openWakes(control.sql);
  const watch = openWatch(reachControl("app"));
  const platform: Platform = {
    names,
    clusters,
    seals,
    credentials,
    connections,
    control: control.db,
    operations,
    openStudio: (placement, actor = null) => openStudio(source, placement, actor),
    watch: watch.watch,
    async close() {
      await Promise.all([wakes.close(), watch.close()]);
      await Promise.all([connections.close(), control.close(), operations.close()]);
    },
  };
  const source: StudioSource = {
    connections,
    placementOf: (studioId) => findPlacement(control.db, studioId),
    recover: (studioId) => openAbandoned(platform, studioId),
    wrote: wakes.wake,
  };
  return platform;
}
