import {
  and,
  asc,
  desc,
  eq,
  gt,
  isNotNull,
  isNull,
  lte,
  max,
  min,
  sql,
  type SQL,
} from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { absences, allocations, people } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { KeysetPage, PageWish } from "#app/lib/keyset.ts";
import { byPlaceIn, keysetPage, type SortKey } from "#app/lib/keyset.server.ts";
import { beginsWith, contains } from "#app/lib/search.server.ts";
import { isAmong } from "#app/lib/selection.server.ts";
import {
  type PersonFilter,
  type PersonSort,
  type PersonValues,
  type Trade,
  trades,
} from "./person.ts";

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

const byName = { by: "name", descending: false } as const;

/** A page of the people, either those who can be booked or those archived. */
export function listPeople(
  db: StudioDb,
  filter: PersonFilter,
  now: Date,
  { sort = byName, after, size }: PageWish<PersonSort> = {},
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
  const keys: Record<PersonSort, SortKey> = {
    name,
    trade: byPlaceIn(people.trade, trades),
    email,
    next: { value: sql`(${next})`, type: "timestamp with time zone" },
  };
  return keysetPage({ keys, id, sort, after, size }, (part) =>
    db
      .select({
        ...{ id, name, trade: people.trade, email, phone },
        nextAt: sql<Date | null>`(${next})`.mapWith(allocations.takenFrom),
        awayUntil: sql<Date | null>`(${away})`.mapWith(absences.endsAt),
        sortKey: part.key,
      })
      .from(people)
      .where(and(matching(filter), part.where))
      .orderBy(...part.orderBy)
      .limit(part.limit),
  );
}

/** How many people the filter finds. */
export function countPeople(db: StudioDb, filter: PersonFilter): Promise<number> {
  return db.$count(people, matching(filter));
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

/** Several, named or found by a filter: returns the ids of those who were in the lists, and are no more. */
export function archiveAllPeople(db: StudioDb, asked: PeopleAsked): Promise<string[]> {
  return changeAll(db, and(isAsked(asked), isNull(people.archivedAt)), { archivedAt: sql`now()` });
}

/** Returns the ids of those who were archived. */
export function restoreAllPeople(db: StudioDb, asked: PeopleAsked): Promise<string[]> {
  return changeAll(db, and(isAsked(asked), isNotNull(people.archivedAt)), { archivedAt: null });
}

export type PeopleAsked = { ids: string[] } | { filter: PersonFilter };

function isAsked(asked: PeopleAsked) {
  return "ids" in asked ? isAmong(people.id, asked.ids) : matching(asked.filter);
}

function matching({ typed, trade, archived }: PersonFilter) {
  return and(
    archived ? isNotNull(people.archivedAt) : isNull(people.archivedAt),
    trade && eq(people.trade, trade),
    contains(typed, people.name, people.email, people.phone),
  );
}

async function change(
  db: StudioDb,
  id: string,
  values: PgUpdateSetSource<typeof people>,
): Promise<boolean> {
  const changed = await changeAll(db, eq(people.id, id), values);
  return changed.length > 0;
}

async function changeAll(
  db: StudioDb,
  where: SQL | undefined,
  values: PgUpdateSetSource<typeof people>,
): Promise<string[]> {
  const changed = await db.update(people).set(values).where(where).returning({ id: people.id });
  return changed.map(({ id }) => id);
}
