import { and, asc, inArray, isNull, or } from "drizzle-orm";
import { equipment, people } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { contains } from "#app/lib/search.server.ts";

/** More rows than anybody reads on one page; who looks for another types a part of its name. */
const MOST_ROWS = 200;

/** Rows of a timeline by person: who may be booked, and who is, by name. */
export function listPersonRows(db: StudioDb, booked: readonly string[], typed: string) {
  return db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(
      and(or(isNull(people.archivedAt), among(people.id, booked)), contains(typed, people.name)),
    )
    .orderBy(asc(people.name), asc(people.id))
    .limit(MOST_ROWS);
}

/** Rows of a timeline by unit: what is booked first, then what may be, by name. */
export async function listUnitRows(db: StudioDb, booked: readonly string[], typed: string) {
  const rows = (isBooked: boolean) =>
    db
      .select({ id: equipment.id, name: equipment.name })
      .from(equipment)
      .where(
        and(
          isBooked ? among(equipment.id, booked) : isNull(equipment.archivedAt),
          contains(typed, equipment.name),
        ),
      )
      .orderBy(asc(equipment.name), asc(equipment.id))
      .limit(MOST_ROWS);
  const [taken, all] = await Promise.all([booked.length > 0 ? rows(true) : [], rows(false)]);
  const known = new Set(taken.map(({ id }) => id));
  return [...taken, ...all.filter(({ id }) => !known.has(id))].slice(0, MOST_ROWS);
}

function among(id: typeof people.id | typeof equipment.id, ids: readonly string[]) {
  return ids.length === 0 ? undefined : inArray(id, [...ids]);
}
