import { and, asc, desc, eq, gt, isNotNull, isNull, lte, max, min, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { absences, allocations, people } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { PAGE_ROWS, pageOf, type Cursor, type KeysetPage } from "#app/lib/keyset.ts";
import { beginsWith, contains } from "#app/lib/search.server.ts";
import type { PersonValues, Trade } from "./person.ts";

export interface PersonFilter {
  typed: string;
  trade?: Trade;
  archived: boolean;
}

export type ListedPerson = {
  id: string;
  name: string;
  trade: Trade;
  email: string | null;
  phone: string | null;
  /** The start of the next session that they are booked for; one that is only held does not count. */
  nextAt: Date | null;
  /** Null where they are not away now. */
  awayUntil: Date | null;
};

/** A page of the people by name, either those who can be booked or those archived. */
export async function listPeople(
  db: StudioDb,
  { typed, trade, archived }: PersonFilter,
  after: Cursor | undefined,
  now: Date,
): Promise<KeysetPage<ListedPerson>> {
  const next = db
    .select({ at: min(allocations.takenFrom) })
    .from(allocations)
    .where(
      and(
        eq(allocations.studioId, people.studioId),
        eq(allocations.personId, people.id),
        eq(allocations.claim, "firm"),
        gt(allocations.takenFrom, now),
      ),
    );
  const away = db
    .select({ until: max(absences.endsAt) })
    .from(absences)
    .where(
      and(
        eq(absences.studioId, people.studioId),
        eq(absences.personId, people.id),
        lte(absences.startsAt, now),
        gt(absences.endsAt, now),
      ),
    );
  const { id, name, email, phone } = people;
  const rows = await db
    .select({
      ...{ id, name, trade: people.trade, email, phone },
      nextAt: sql<Date | null>`(${next})`.mapWith(allocations.takenFrom),
      awayUntil: sql<Date | null>`(${away})`.mapWith(absences.endsAt),
    })
    .from(people)
    .where(
      and(
        archived ? isNotNull(people.archivedAt) : isNull(people.archivedAt),
        trade && eq(people.trade, trade),
        contains(typed, name, email, phone),
        after && sql`(${name}, ${id}) > (${after.key}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(name), asc(id))
    .limit(PAGE_ROWS + 1);
  return pageOf(rows, (row) => row.name);
}

/** The person, archived or not, or undefined. `id` is a uuid. */
export async function findPerson(db: StudioDb, id: string) {
  const { name, trade, email, phone, notes, archivedAt } = people;
  const [person] = await db
    .select({ id: people.id, name, trade, email, phone, notes, archivedAt })
    .from(people)
    .where(eq(people.id, id));
  return person;
}

export type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

/** The twenty best for a field that asks for a person: none archived, names that begin so first. */
export function listPersonOptions(db: StudioDb, typed: string) {
  return db
    .select({ value: people.id, label: people.name, hint: people.trade })
    .from(people)
    .where(and(isNull(people.archivedAt), contains(typed, people.name, people.email)))
    .orderBy(desc(beginsWith(typed, people.name)), asc(people.name), asc(people.id))
    .limit(20);
}

/** Returns the new person's id. */
export async function addPerson(db: StudioDb, values: PersonValues): Promise<string> {
  const [added] = await db.insert(people).values(values).returning({ id: people.id });
  return added!.id;
}

/** False where there is no such person; so do the commands below. */
export function editPerson(db: StudioDb, id: string, values: PersonValues): Promise<boolean> {
  return change(db, id, values);
}

/** Takes somebody out of lists and choices; what they are booked for stays. Archiving twice keeps the first time. */
export function archivePerson(db: StudioDb, id: string): Promise<boolean> {
  return change(db, id, { archivedAt: sql`coalesce(${people.archivedAt}, now())` });
}

export function restorePerson(db: StudioDb, id: string): Promise<boolean> {
  return change(db, id, { archivedAt: null });
}

async function change(
  db: StudioDb,
  id: string,
  values: PgUpdateSetSource<typeof people>,
): Promise<boolean> {
  const changed = await db
    .update(people)
    .set(values)
    .where(eq(people.id, id))
    .returning({ id: people.id });
  return changed.length > 0;
}
