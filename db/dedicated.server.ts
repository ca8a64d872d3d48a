import { and, eq, inArray, isNull } from "drizzle-orm";
import { makeDatabase, setUpRoles, setUpTemplate } from "./cluster-setup.server.ts";
import { openClient } from "./connections/client.ts";
import { giveLogin, shutOthersOut } from "./logins.server.ts";
import { loginOf } from "./names.ts";
import { lockPlace, type Place, placeColumns } from "./places.server.ts";
import type { Platform } from "./platform.server.ts";
import { placeCredentials, places } from "./schema/control/index.ts";

/** The database of a place that is recorded and held, with the login that the app has to it. */
export async function makeDedicated(platform: Platform, place: Place): Promise<void> {
  const template = await setUpTemplate(platform, place.cluster);
  await makeDatabase(platform, place.cluster, place.database, template, "rsm_mover");
  await giveLogin(platform, place);
}

export type LoginGiven = Place & { error: string | undefined };

/**
 * Gives those dedicated databases a login that have none or lost it, and shuts everybody else out:
 * those of before logins were made, and of a server that was set up anew. People work meanwhile. What
 * fails at one place or server is told and holds up no other; a later run tries again.
 */
export async function giveMissingLogins(
  platform: Platform,
  onPlace: (place: LoginGiven) => void = () => {},
): Promise<LoginGiven[]> {
  const done: LoginGiven[] = [];
  const tell = (place: Place, error?: string) => {
    done.push({ ...place, error });
    onPlace({ ...place, error });
  };
  for (const [cluster, dedicated] of await listDedicated(platform)) {
    const lacking = await findLacking(platform, cluster, dedicated).catch((error: unknown) => {
      for (const place of dedicated) tell(place, wordsOf(error));
      return [];
    });
    for (const place of lacking) {
      // Held by another process that does the same, or drops it.
      const lock = await lockPlace(platform, place.id);
      if (!lock) continue;
      try {
        await giveLogin(platform, place);
        await shutOthersOut(platform, place);
        tell(place);
      } catch (error) {
        tell(place, wordsOf(error));
      } finally {
        await lock.release();
      }
    }
  }
  return done;
}

/** By cluster. */
async function listDedicated({ operations }: Platform): Promise<Map<string, Place[]>> {
  const all = await operations.db
    .select(placeColumns)
    .from(places)
    .where(and(eq(places.isolation, "dedicated"), inArray(places.state, ["ready", "spare"])));
  return Map.groupBy(all, ({ cluster }) => cluster);
}

async function findLacking(
  platform: Platform,
  cluster: string,
  dedicated: Place[],
): Promise<Place[]> {
  const { clusters, operations } = platform;
  // What the app may do, which each login inherits, may be of before logins were made too.
  await setUpRoles(platform, cluster);
  const unwritten = await operations.db
    .select({ id: places.id })
    .from(places)
    .leftJoin(placeCredentials, eq(placeCredentials.placeId, places.id))
    .where(isNull(placeCredentials.placeId));
  const sql = openClient(await clusters.address(cluster, "postgres", "admin"), {
    max: 1,
    applicationName: "rsm setup",
  });
  try {
    const logins = await sql<{ name: string }[]>`
      select rolname::text as name from pg_roles where starts_with(rolname, 'rsm_app_')`;
    const open = await sql<{ name: string }[]>`select datname::text as name from pg_database
      where has_database_privilege('rsm_shared', oid, 'connect')`;
    const has = new Set(logins.map(({ name }) => name));
    const isOpen = new Set(open.map(({ name }) => name));
    const isUnwritten = new Set(unwritten.map(({ id }) => id));
    return dedicated.filter(
      ({ id, database }) => isUnwritten.has(id) || isOpen.has(database) || !has.has(loginOf(id)),
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
