import { eq } from "drizzle-orm";
import { migrateDatabase } from "./cluster-setup.server.ts";
import { waitForLock } from "./locks.server.ts";
import { type Migration, MigrationFailed, migrateSchema } from "./migrations.server.ts";
import type { Platform } from "./platform.server.ts";
import type { Place } from "./places.server.ts";
import { migrationLedger, placements, places } from "./schema/control/index.ts";

export type PlaceMigrated = Place & { applied: string[]; error: string | undefined };

const AT_ONCE = 4;

/**
 * Brings every place up to date, four at a time. One that fails is left as it was, recorded in the
 * ledger with its error, and the others go on; a later run tries it again. Waits for moves to end.
 */
export async function migratePlaces(
  platform: Platform,
  onPlace: (place: PlaceMigrated) => void = () => {},
): Promise<PlaceMigrated[]> {
  const { clusters, names, operations } = platform;
  const freeze = await waitForLock(await clusters.address("main", names.control, "owner"), {
    words: ["ddl"],
    applicationName: "rsm migrate",
  });
  try {
    const todo: Place[] = await operations.db
      .select()
      .from(places)
      .where(eq(places.state, "ready"));
    const done: PlaceMigrated[] = [];
    const worker = async () => {
      for (let place = todo.shift(); place; place = todo.shift()) {
        const outcome = await migratePlace(platform, place);
        done.push(outcome);
        onPlace(outcome);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return done;
  } finally {
    await freeze.release();
  }
}

async function migratePlace(platform: Platform, place: Place): Promise<PlaceMigrated> {
  const applied: Migration[] = [];
  try {
    const owner = await platform.clusters.address(place.cluster, place.database, "owner");
    applied.push(...(await migrateDatabase(owner)));
    const housed = await findHoused(platform, place);
    const fresh = await migrateSchema(owner, place.schema, "studio", housed);
    applied.push(...fresh);
    for (const migration of fresh) await record(platform, place, migration);
    return { ...place, applied: applied.map(({ name }) => name), error: undefined };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (error instanceof MigrationFailed) await record(platform, place, error.migration, words);
    return { ...place, applied: applied.map(({ name }) => name), error: words };
  }
}

/** The one studio that a place of its own houses. */
async function findHoused(platform: Platform, place: Place): Promise<string | undefined> {
  if (place.isolation === "shared") return undefined;
  const [housed] = await platform.operations.db
    .select({ studioId: placements.studioId })
    .from(placements)
    .where(eq(placements.placeId, place.id));
  return housed?.studioId;
}

async function record(
  platform: Platform,
  place: Place,
  { version, name, checksum }: Migration,
  error: string | null = null,
): Promise<void> {
  const entry = { name, checksum, state: error === null ? "applied" : "failed", error } as const;
  await platform.operations.db
    .insert(migrationLedger)
    .values({ placeId: place.id, version, ...entry })
    .onConflictDoUpdate({
      target: [migrationLedger.placeId, migrationLedger.version],
      set: { ...entry, triedAt: new Date() },
    });
}
