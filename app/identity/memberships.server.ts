import { and, asc, eq } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { type Placement, placementColumns } from "#db/placements.server.ts";
import type { Role } from "#db/roles.ts";
import { memberships, placements, places, studios } from "#db/schema/control/index.ts";

/** The studios that a person belongs to, by name. */
export function listMemberships(control: ControlDb, userId: string) {
  return control
    .select({ slug: studios.slug, name: studios.name, role: memberships.role })
    .from(memberships)
    .innerJoin(studios, eq(studios.id, memberships.studioId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(studios.name));
}

export type Membership = {
  slug: string;
  name: string;
  role: Role;
  /** Members enter with a second factor only. */
  requiresSecondFactor: boolean;
  placement: Placement;
};

/** Undefined alike where there is no such studio and where the person does not belong to it. */
export async function findMembership(
  control: ControlDb,
  userId: string,
  slug: string,
): Promise<Membership | undefined> {
  const [found] = await control
    .select({
      slug: studios.slug,
      name: studios.name,
      role: memberships.role,
      requiresSecondFactor: studios.requiresSecondFactor,
      placement: placementColumns,
    })
    .from(memberships)
    .innerJoin(studios, eq(studios.id, memberships.studioId))
    .innerJoin(placements, and(eq(placements.studioId, studios.id), eq(placements.state, "active")))
    .innerJoin(places, eq(places.id, placements.placeId))
    .where(and(eq(memberships.userId, userId), eq(studios.slug, slug)));
  return found;
}
