import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { memberships, users } from "#db/schema/control/index.ts";

export type Person = { id: string; name: string; isMember: boolean };

/** The accounts of these users, and whether they belong to the studio still, by name. */
export async function listPeople(
  control: ControlDb,
  studioId: string,
  userIds: readonly string[],
): Promise<Person[]> {
  if (userIds.length === 0) return [];
  return control
    .select({
      id: users.id,
      name: users.name,
      isMember: sql<boolean>`${isNotNull(memberships.userId)}`,
    })
    .from(users)
    .leftJoin(
      memberships,
      and(eq(memberships.userId, users.id), eq(memberships.studioId, studioId)),
    )
    .where(inArray(users.id, [...userIds]))
    .orderBy(users.name, users.id);
}
