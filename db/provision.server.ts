import { eq } from "drizzle-orm";
import { makeDatabase, makeStudioSchema, setUpTemplate } from "./cluster-setup.server.ts";
import { openClient } from "./connections/client.ts";
import { makeDedicated } from "./dedicated.server.ts";
import { SHARED_SCHEMA } from "./names.ts";
import {
  dropUnlessReady,
  joinCluster,
  type Place,
  recordPlace,
  sweepPlaces,
  withCluster,
} from "./places.server.ts";
import type { Platform } from "./platform.server.ts";
import { takeSpare } from "./pool.server.ts";
import { type Isolation, places } from "./schema/control/index.ts";

export type PlaceWish = {
  studioId: string;
  slug: string;
  isolation: Isolation;
  cluster: string;
  /** Of a dedicated database: the schema that it takes its name from, of the place it is filled from. */
  schema?: string;
};

/**
 * Makes a place for a studio and hands it to `use`, which marks it ready in the transaction that
 * first refers to it. Where anything fails on the way, the place is dropped; where the process
 * dies, `sweepPlaces` drops it. The shared place of a cluster is made once and stays.
 */
export async function withPlace<T>(
  platform: Platform,
  wish: PlaceWish,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  if (wish.isolation === "shared") return use(await sharedPlace(platform, wish.cluster));
  await sweepPlaces(platform);
  const spare =
    wish.isolation === "dedicated" ? await takeSpare(platform, wish.cluster) : undefined;
  const { place, lock } = spare ?? (await recordPlace(platform, wish));
  try {
    if (!spare) await makePlace(platform, place);
    place.schema = await houseStudio(platform, place, wish);
    return await use(place);
  } catch (error) {
    await dropUnlessReady(platform, place);
    throw error;
  } finally {
    await lock.release();
  }
}

/** The place that small studios share on a cluster, made where it is missing. */
export async function sharedPlace(platform: Platform, cluster: string): Promise<Place> {
  const { names, operations } = platform;
  const place = {
    cluster,
    database: names.shared,
    schema: SHARED_SCHEMA,
    isolation: "shared" as const,
  };
  await joinCluster(platform, cluster);
  await operations.db.insert(places).values(place).onConflictDoNothing();
  const find = async () => {
    const [row] = await operations.sql<(Place & { state: string })[]>`
      select id, cluster, database, schema, isolation, state from places
      where cluster = ${cluster} and database = ${place.database} and schema = ${place.schema}`;
    if (!row) throw new Error("the shared place was not recorded");
    return row;
  };
  const row = await find();
  if (row.state === "ready") return row;
  await withCluster(platform, cluster, async () => {
    if ((await find()).state === "ready") return;
    await makeDatabase(platform, cluster, names.shared, await setUpTemplate(platform, cluster));
    await operations.db.update(places).set({ state: "ready" }).where(eq(places.id, row.id));
  });
  return row;
}

async function makePlace(platform: Platform, place: Place): Promise<void> {
  const { clusters } = platform;
  if (place.isolation === "dedicated") return makeDedicated(platform, place);
  await sharedPlace(platform, place.cluster);
  const inside = await clusters.address(place.cluster, place.database, "owner");
  await makeStudioSchema(inside, place.schema);
}

/**
 * Binds a place of its own to its studio. A database takes the name of the schema that it is filled
 * from, since replication matches tables by their full names. Returns the schema's name.
 */
async function houseStudio(platform: Platform, place: Place, wish: PlaceWish): Promise<string> {
  const { clusters, operations } = platform;
  const schema = (place.isolation === "dedicated" && wish.schema) || place.schema;
  const inside = await clusters.address(place.cluster, place.database, "owner");
  const sql = openClient(inside, { max: 1, applicationName: "rsm provision" });
  try {
    if (schema !== place.schema) {
      await sql.begin(async (transaction) => {
        await transaction.unsafe(`alter schema "${place.schema}" rename to "${schema}"`);
        await transaction`update rsm.migrations set schema_name = ${schema}
          where schema_name = ${place.schema}`;
      });
      await operations.db.update(places).set({ schema }).where(eq(places.id, place.id));
    }
    await sql`select rsm.house_one(${schema}, ${wish.studioId})`;
    return schema;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
