import { inArray } from "drizzle-orm";
import type { AdminUrls } from "./clusters.server.ts";
import { setUpControl, setUpRoles } from "./cluster-setup.server.ts";
import { giveMissingLogins } from "./dedicated.server.ts";
import type { Environment } from "./environment.server.ts";
import { migratePlaces } from "./migrate.server.ts";
import { UNDER_WAY } from "./moves/move.server.ts";
import { recoverMove } from "./moves/recover.server.ts";
import { openPlatform, type Platform } from "./platform.server.ts";
import { sweepPlaces } from "./places.server.ts";
import { sharedPlace } from "./provision.server.ts";
import { moves } from "./schema/control/index.ts";
import { addDemo } from "./seeds/add-demo.server.ts";

export type Preparation = {
  environment: Pick<Environment, "secretsKey" | "previousKeys" | "demo">;
  adminUrls: AdminUrls;
  hashPassword: (password: string) => Promise<string>;
  /** What the names of the databases begin with. */
  prefix?: string;
  onStep?: (label: string) => void;
};

/**
 * Makes an installation ready to serve, as often as wanted: roles, the control and the shared
 * database, migrations, what a process that died left half-done, logins, the demo where it is wanted.
 * Throws where the shared places cannot be migrated; one of a single studio's own is only reported.
 */
export async function prepare(given: Preparation): Promise<void> {
  const { environment, adminUrls, hashPassword, onStep = () => {} } = given;
  const platform = await openPlatform({
    adminUrls,
    secretsKey: environment.secretsKey,
    previousKeys: environment.previousKeys,
    ...(given.prefix === undefined ? {} : { prefix: given.prefix }),
  });
  try {
    onStep("roles and the control database");
    await setUpRoles(platform, "main");
    await setUpControl(platform);
    await setUpNeighbours(platform);
    onStep("the shared database");
    await sharedPlace(platform, "main");
    await finishWhatDied(platform);
    const migrated = await migratePlaces(platform, ({ applied, database, schema, error }) => {
      if (error) onStep(`${database}.${schema} could not be migrated: ${error}`);
      else if (applied.length > 0) onStep(`${database}.${schema}: ${applied.join(", ")}`);
    });
    const failed = migrated.find(({ isolation, error }) => isolation === "shared" && error);
    if (failed) throw new Error(`${failed.database} could not be migrated: ${failed.error}`);
    await giveMissingLogins(platform, ({ database, error }) => {
      onStep(error ? `${database} has no login of its own: ${error}` : `a login to ${database}`);
    });
    if (environment.demo) await addDemo(platform, hashPassword, onStep);
  } finally {
    await platform.close();
  }
}

/** The roles of the other clusters that house studios; one that is away does not hold up the rest. */
async function setUpNeighbours(platform: Platform): Promise<void> {
  const known = await platform.operations.sql<{ name: string }[]>`
    select name from clusters where name <> 'main'`;
  await Promise.allSettled(known.map(({ name }) => setUpRoles(platform, name)));
}

async function finishWhatDied(platform: Platform): Promise<void> {
  const underWay = await platform.operations.db
    .select({ studioId: moves.studioId })
    .from(moves)
    .where(inArray(moves.state, [...UNDER_WAY]));
  for (const { studioId } of underWay) await recoverMove(platform, studioId);
  await sweepPlaces(platform);
}
