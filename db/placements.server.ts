import { and, eq } from "drizzle-orm";
import type { ControlDb } from "./control.server.ts";
import { type Isolation, placements, places } from "./schema/control/index.ts";

/** Where a studio works, as of `epoch`: every move counts it up, so that an old placement is refused. */
export type Placement = {
  studioId: string;
  placeId: string;
  cluster: string;
  database: string;
  schema: string;
  isolation: Isolation;
  epoch: number;
};

export const placementColumns = {
  studioId: placements.studioId,
  placeId: placements.placeId,
  cluster: places.cluster,
  database: places.database,
  schema: places.schema,
  isolation: places.isolation,
  epoch: placements.epoch,
};

/** The active placement, read afresh: nothing here is cached, so nothing here is stale. */
export async function findPlacement(
  control: ControlDb,
  studioId: string,
): Promise<Placement | undefined> {
  const [placement] = await control
    .select(placementColumns)
    .from(placements)
    .innerJoin(places, eq(places.id, placements.placeId))
    .where(and(eq(placements.studioId, studioId), eq(placements.state, "active")));
  return placement;
}
