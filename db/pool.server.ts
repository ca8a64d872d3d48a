import { and, asc, eq, ne } from "drizzle-orm";
import { makeDedicated } from "./dedicated.server.ts";
import { tryLock } from "./locks.server.ts";
import { studioFingerprint } from "./migrations.server.ts";
import { SHARED_SCHEMA } from "./names.ts";
import type { Platform } from "./platform.server.ts";
import {
  dropPlace,
  type HeldPlace,
  lockPlace,
  placeColumns,
  recordPlace,
} from "./places.server.ts";
import { places } from "./schema/control/index.ts";

/**
 * Keeps `size` databases of no studio ready on a cluster, made from today's template; older ones are
 * dropped. One process at a time does it, the others leave it to that one.
 */
export async function fillPool(platform: Platform, cluster: string, size: number): Promise<void> {
  const { clusters, names, operations } = platform;
  const lock = await tryLock(await clusters.address("main", names.control, "owner"), {
    words: ["pool", cluster],
    applicationName: "rsm pool",
  });
  if (!lock) return;
  try {
    const fingerprint = await studioFingerprint();
    const spares = and(eq(places.cluster, cluster), eq(places.state, "spare"));
    const outdated = await operations.db
      .select(placeColumns)
      .from(places)
      .where(and(spares, ne(places.fingerprint, fingerprint)));
    for (const place of outdated) await dropPlace(platform, place);
    const ready = await operations.db.$count(places, spares);
    for (let made = ready; made < size; made += 1) await addSpare(platform, cluster, fingerprint);
  } finally {
    await lock.release();
  }
}

async function addSpare(platform: Platform, cluster: string, fingerprint: string): Promise<void> {
  const wish = { slug: "", isolation: "dedicated", cluster } as const;
  const { place, lock } = await recordPlace(platform, wish);
  try {
    await makeDedicated(platform, place);
    await platform.operations.db
      .update(places)
      .set({ state: "spare", fingerprint })
      .where(eq(places.id, place.id));
  } finally {
    await lock.release();
  }
}

/** A spare database, as a place that is being made; undefined where the pool is empty. */
export async function takeSpare(
  platform: Platform,
  cluster: string,
): Promise<HeldPlace | undefined> {
  const fingerprint = await studioFingerprint();
  const isSpare = and(
    eq(places.cluster, cluster),
    eq(places.state, "spare"),
    eq(places.fingerprint, fingerprint),
    eq(places.schema, SHARED_SCHEMA),
  );
  const control = platform.operations.db;
  const spares = await control
    .select({ id: places.id })
    .from(places)
    .where(isSpare)
    .orderBy(asc(places.createdAt));
  for (const { id } of spares) {
    const lock = await lockPlace(platform, id);
    if (!lock) continue;
    const [place] = await control
      .update(places)
      .set({ state: "making" })
      .where(and(eq(places.id, id), isSpare))
      .returning(placeColumns);
    if (place) return { place, lock };
    await lock.release();
  }
  return undefined;
}
