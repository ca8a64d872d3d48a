import { and, desc, eq, gt, isNotNull, isNull, lte, max, min, notInArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { clients, importRows, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { KeysetPage, PageWish } from "#app/lib/keyset.ts";
import { keysetPage, type SortKey } from "#app/lib/keyset.server.ts";
import { isAmong } from "#app/lib/selection.server.ts";
import type { ClientKind } from "./client.ts";
import type { ClientFilter, ClientSort } from "./client-filter.ts";
import { foundBy, rankedBy } from "./client-search.server.ts";

export type ListedClient = {
  id: string;
  kind: ClientKind;
  name: string;
  alias: string | null;
  organisation: string | null;
  email: string | null;
  phone: string | null;
  city: string | null;
  tags: string[];
  genres: string[];
  isVip: boolean;
  createdAt: Date;
  /** Starts of the sessions on both sides of now; what was cancelled, missed or only held does not count. */
  lastAt: Date | null;
  nextAt: Date | null;
};

const byName = { by: "name", descending: false } as const;

/** A page of the clients, either those in use or those archived; who was merged into another is neither. */
export async function listClients(
  db: StudioDb,
  filter: ClientFilter,
  now: Date,
  { sort = byName, after, size }: PageWish<ClientSort> = {},
): Promise<KeysetPage<ListedClient>> {
  const matching = await clientsWhere(db, filter);
  const held = and(
    eq(sessions.studioId, clients.studioId),
    eq(sessions.clientId, clients.id),
    notInArray(sessions.state, ["cancelled", "no_show", "hold"]),
  );
  const last = db
    .select({ at: max(sessions.startsAt) })
    .from(sessions)
    .where(and(held, lte(sessions.startsAt, now)));
  const next = db
    .select({ at: min(sessions.startsAt) })
    .from(sessions)
    .where(and(held, gt(sessions.startsAt, now)));
  const { id, kind, name, alias, organisation, email, phone, city } = clients;
  const { tags, genres, isVip, createdAt } = clients;
  const instant = "timestamp with time zone" as const;
  const keys: Record<ClientSort, SortKey> = {
    name,
    family: { value: sql`coalesce(${clients.familyName}, ${name})`, type: "text" },
    city,
    created: createdAt,
    last: { value: sql`(${last})`, type: instant },
    next: { value: sql`(${next})`, type: instant },
  };
  return keysetPage({ keys, id, sort, after, size }, (part) =>
    db
      .select({
        ...{ id, kind, name, alias, organisation, email, phone, city, tags, genres },
        ...{ isVip, createdAt },
        lastAt: sql<Date | null>`(${last})`.mapWith(sessions.startsAt),
        nextAt: sql<Date | null>`(${next})`.mapWith(sessions.startsAt),
        sortKey: part.key,
      })
      .from(clients)
      .where(and(matching, part.where))
      .orderBy(...part.orderBy)
      .limit(part.limit),
  );
}

/** How many clients the filter finds. */
export async function countClients(db: StudioDb, filter: ClientFilter): Promise<number> {
  return db.$count(clients, await clientsWhere(db, filter));
}

/** Several clients: named, or found by a filter. */
export type ClientsAsked = { ids: string[] } | { filter: ClientFilter };

export async function clientsAsked(db: StudioDb, asked: ClientsAsked): Promise<SQL | undefined> {
  return "ids" in asked
    ? and(isAmong(clients.id, asked.ids), isNull(clients.mergedInto))
    : clientsWhere(db, asked.filter);
}

/** The condition of a filter, for lists, counts, files and what is done to all of a filter. */
export async function clientsWhere(
  db: StudioDb,
  { typed, kind, tag, onlyVip, archived, importId }: ClientFilter,
): Promise<SQL | undefined> {
  const imported =
    importId &&
    db
      .select({ id: importRows.clientId })
      .from(importRows)
      .where(eq(importRows.importId, importId));
  return and(
    archived ? isNotNull(clients.archivedAt) : isNull(clients.archivedAt),
    isNull(clients.mergedInto),
    kind && eq(clients.kind, kind),
    tag ? hasTag(tag) : undefined,
    onlyVip ? eq(clients.isVip, true) : undefined,
    imported ? sql`${clients.id} in (${imported})` : undefined,
    await foundBy(db, typed),
  );
}

export function hasTag(tag: string): SQL {
  return sql`${clients.tags} @> array[${tag}]::text[]`;
}

/** The twenty best for a field that asks for a client: none archived, names that begin so first. */
export async function listClientOptions(db: StudioDb, typed: string) {
  const found = await rankedBy(db, typed, isNull(clients.archivedAt), 20);
  return found.map(({ id, name, city, email }) => ({
    value: id,
    label: name,
    hint: city ?? email,
  }));
}

/** The tags of all clients, those of most first. */
export async function listTags(db: StudioDb): Promise<string[]> {
  const tags = db
    .select({ tag: sql<string>`unnest(${clients.tags})`.as("tag") })
    .from(clients)
    .where(isNull(clients.mergedInto))
    .as("tags");
  const counted = await db
    .select({ tag: tags.tag })
    .from(tags)
    .groupBy(tags.tag)
    .orderBy(desc(sql`count(*)`), tags.tag)
    .limit(100);
  return counted.map(({ tag }) => tag);
}
