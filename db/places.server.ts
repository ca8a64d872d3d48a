import { eq, inArray } from "drizzle-orm";
import { setUpRoles } from "./cluster-setup.server.ts";
import { openClient } from "./connections/client.ts";
import { codeOf, isConnectionError } from "./connections/errors.ts";
import { dropDatabase } from "./drop-database.server.ts";
import { dropLogin } from "./logins.server.ts";
import { type Lock, tryLock, waitForLock } from "./locks.server.ts";
import { cutLinks } from "./moves/link.server.ts";
import { SHARED_SCHEMA } from "./names.ts";
import type { Platform } from "./platform.server.ts";
import { type Isolation, places } from "./schema/control/index.ts";

export type Place = {
  id: string;
  cluster: string;
  database: string;
  schema: string;
  isolation: Isolation;
};

export const placeColumns = {
  id: places.id,
  cluster: places.cluster,
  database: places.database,
  schema: places.schema,
  isolation: places.isolation,
};

/** A place that this process is at work on: a sweep passes it over until the lock is released. */
export type HeldPlace = { place: Place; lock: Lock };

/** The row comes before what is made: that is found then, and swept, whatever happens. */
export async function recordPlace(
  platform: Platform,
  { cluster, slug, isolation }: { cluster: string; slug: string; isolation: Isolation },
): Promise<HeldPlace> {
  const { names, operations } = platform;
  await joinCluster(platform, cluster);
  const [row] = await operations.sql<{ id: string }[]>`select uuidv7() as id`;
  const id = row!.id;
  const place =
    isolation === "dedicated"
      ? { database: names.dedicated(id), schema: SHARED_SCHEMA }
      : { database: names.shared, schema: names.schema(slug, id) };
  const lock = (await lockPlace(platform, id))!;
  try {
    await operations.db.insert(places).values({ id, cluster, isolation, ...place });
    return { place: { id, cluster, isolation, ...place }, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Drops what a process that died left half-made or half-dropped. Returns how many places. */
export async function sweepPlaces(platform: Platform): Promise<number> {
  const halves = await platform.operations.db
    .select()
    .from(places)
    .where(inArray(places.state, ["making", "dropping"]));
  let swept = 0;
  for (const place of halves) {
    if (place.isolation === "shared") continue;
    const lock = await lockPlace(platform, place.id);
    if (!lock) continue;
    try {
      if (await dropUnlessReady(platform, place)) swept += 1;
    } catch (error) {
      // A server that is away keeps what is on it for the next sweep, and holds up no other.
      if (!isConnectionError(error)) throw error;
    } finally {
      await lock.release();
    }
  }
  return swept;
}

/** Removes a place of one studio, its rows with it. What refers to it must be gone. */
export async function dropPlace(platform: Platform, place: Place): Promise<void> {
  const { clusters, connections, operations } = platform;
  if (place.isolation === "shared")
    throw new Error("a shared place houses others: it is not dropped");
  await operations.db.update(places).set({ state: "dropping" }).where(eq(places.id, place.id));
  const dedicated = place.isolation === "dedicated";
  if (dedicated) {
    await connections.evict(place);
    // A database is not dropped while a link ends in it. One that is not there has none.
    await cutLinks(platform, place).catch((error: unknown) => {
      if (codeOf(error) !== "3D000") throw error;
    });
  }
  const inside = dedicated ? "postgres" : place.database;
  const sql = openClient(await clusters.address(place.cluster, inside, "owner"), {
    max: 1,
    applicationName: "rsm drop",
  });
  try {
    if (dedicated) {
      await dropDatabase(sql, place.database);
    } else {
      await sql.begin(async (transaction) => {
        await transaction.unsafe(`drop schema if exists "${place.schema}" cascade`);
        await transaction`delete from rsm.migrations where schema_name = ${place.schema}`;
      });
      await forgetFences(platform, place);
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
  if (dedicated) await dropLogin(platform, place);
  await operations.db.delete(places).where(eq(places.id, place.id));
}

export async function dropUnlessReady(platform: Platform, place: Place): Promise<boolean> {
  const [row] = await platform.operations.db.select().from(places).where(eq(places.id, place.id));
  if (!row || row.state === "ready") return false;
  await dropPlace(platform, place);
  return true;
}

export async function lockPlace(platform: Platform, placeId: string) {
  const { clusters, names } = platform;
  const control = await clusters.address("main", names.control, "owner");
  return tryLock(control, { words: ["place", placeId], applicationName: "rsm provision" });
}

/** A cluster that houses something for the first time gets the roles. Throws UnknownCluster. */
export async function joinCluster(platform: Platform, cluster: string): Promise<void> {
  const { operations } = platform;
  const isKnown = async () => {
    const [known] = await operations.sql`select from clusters where name = ${cluster}`;
    return known !== undefined;
  };
  if (await isKnown()) return;
  await withCluster(platform, cluster, async () => {
    if (await isKnown()) return;
    await setUpRoles(platform, cluster);
    await operations.sql`insert into clusters (name) values (${cluster})`;
  });
}

/** What is made once on a cluster is made by one process; others wait. */
export async function withCluster(
  { clusters, names }: Platform,
  cluster: string,
  work: () => Promise<void>,
): Promise<void> {
  const lock = await waitForLock(await clusters.address("main", names.control, "owner"), {
    words: ["cluster", cluster],
    applicationName: "rsm provision",
  });
  try {
    await work();
  } finally {
    await lock.release();
  }
}

/** Fences bind their owner too: the mover, who bypasses row-level security, removes them. */
async function forgetFences(platform: Platform, place: Place): Promise<void> {
  const mover = openClient(
    await platform.clusters.address(place.cluster, place.database, "mover"),
    {
      max: 1,
      applicationName: "rsm drop",
    },
  );
  try {
    await mover`delete from rsm.fences where schema_name = ${place.schema}`;
  } finally {
    await mover.end({ timeout: 5 });
  }
}
