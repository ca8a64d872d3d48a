import type { Platform } from "#db/platform.server.ts";
import { dropPlace } from "#db/places.server.ts";
import { fillPool } from "#db/pool.server.ts";
import { withPlace } from "#db/provision.server.ts";

const TURNS = 10;

/** Milliseconds until a dedicated studio has its place, from a pool that has one and from one that is empty. */
export async function timeProvisioning(platform: Platform, cluster: string) {
  const times = { pool: [] as number[], template: [] as number[] };
  await fillPool(platform, cluster, 0);
  for (let turn = 0; turn < TURNS; turn += 1) {
    // One after another, so that what the machine does besides meets both.
    for (const source of ["template", "pool"] as const) {
      if (source === "pool") await fillPool(platform, cluster, 1);
      const began = performance.now();
      const wish = {
        studioId: crypto.randomUUID(),
        slug: "",
        isolation: "dedicated",
        cluster,
      } as const;
      const place = await withPlace(platform, wish, async (made) => {
        times[source].push(performance.now() - began);
        return made;
      });
      await dropPlace(platform, place);
    }
  }
  return times;
}
