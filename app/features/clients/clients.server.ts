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
  notInArray,
  sql,
} from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { clients, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { PAGE_ROWS, pageOf, type Cursor, type KeysetPage } from "#app/lib/keyset.ts";
import type { ClientKind, ClientValues } from "./client.ts";
import { findLines, writeLines } from "./client-lines.server.ts";
import { foundBy, rankedBy } from "./client-search.server.ts";

export interface ClientFilter {
  typed: string;
  kind?: ClientKind;
  tag?: string;
  onlyVip: boolean;
  archived: boolean;
}

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

/** A page of the clients by name, either those in use or those archived; who was merged into another is neither. */
export async function listClients(
  db: StudioDb,
  filter: ClientFilter,
  after: Cursor | undefined,
  now: Date,
): Promise<KeysetPage<ListedClient>> {
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
  const rows = await db
    .select({
      ...{
        id,
        kind,
        name,
        alias,
        organisation,
        email,
        phone,
        city,
        tags,
        genres,
        isVip,
        createdAt,
      },
      lastAt: sql<Date | null>`(${last})`.mapWith(sessions.startsAt),
      nextAt: sql<Date | null>`(${next})`.mapWith(sessions.startsAt),
    })
    .from(clients)
    .where(
      and(
        await clientsWhere(db, filter),
        after && sql`(${clients.name}, ${clients.id}) > (${after.key}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(clients.name), asc(clients.id))
    .limit(PAGE_ROWS + 1);
  return pageOf(rows, (row) => row.name);
}

/** The condition of a filter, for lists, counts, exports and what is done to all of a filter. */
export async function clientsWhere(
  db: StudioDb,
  { typed, kind, tag, onlyVip, archived }: ClientFilter,
) {
  return and(
    archived ? isNotNull(clients.archivedAt) : isNull(clients.archivedAt),
    isNull(clients.mergedInto),
    kind && eq(clients.kind, kind),
    tag ? sql`${clients.tags} @> array[${tag}]::text[]` : undefined,
    onlyVip ? eq(clients.isVip, true) : undefined,
    await foundBy(db, typed),
  );
}

/** The client with all that was typed of them, archived or not, or undefined. `id` is a uuid. */
export async function findClient(db: StudioDb, id: string) {
  const { kind, name, givenName, familyName, alias, organisation, jobTitle, notes, isVip } =
    clients;
  const { language, depositPercent, tags, genres, instruments, custom } = clients;
  const { email, phone, city, createdAt, archivedAt, mergedInto } = clients;
  const columns = {
    ...{ id: clients.id, kind, name, givenName, familyName, alias, organisation, jobTitle, notes },
    ...{ isVip, language, depositPercent, tags, genres, instruments, custom },
    ...{ email, phone, city, createdAt, archivedAt, mergedInto },
  };
  const [[client], lines] = await Promise.all([
    db.select(columns).from(clients).where(eq(clients.id, id)),
    findLines(db, id),
  ]);
  return client && { ...client, ...lines };
}

export type Client = NonNullable<Awaited<ReturnType<typeof findClient>>>;

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
    .orderBy(desc(sql`count(*)`), asc(tags.tag))
    .limit(100);
  return counted.map(({ tag }) => tag);
}

/** Returns the new client's id. */
export async function addClient(db: StudioDb, values: ClientValues): Promise<string> {
  const { columns, lines } = split(values);
  const [added] = await db.insert(clients).values(columns).returning({ id: clients.id });
  await writeLines(db, added!.id, lines);
  return added!.id;
}

/** False where there is no such client; so do the commands below. */
export async function editClient(db: StudioDb, id: string, values: ClientValues): Promise<boolean> {
  const { columns, lines } = split(values);
  const isThere = await change(db, id, columns);
  if (isThere) await writeLines(db, id, lines);
  return isThere;
}

/** Takes a client out of lists and choices; what they booked stays. Archiving twice keeps the first time. */
export function archiveClient(db: StudioDb, id: string): Promise<boolean> {
  return change(db, id, { archivedAt: sql`coalesce(${clients.archivedAt}, now())` });
}

export function restoreClient(db: StudioDb, id: string): Promise<boolean> {
  return change(db, id, { archivedAt: null });
}

/** Of the values, what stands in the client's own row, and what in rows of its own. */
function split({ emails, phones, sites, streaming, addresses, ...columns }: ClientValues) {
  return { columns, lines: { emails, phones, sites, streaming, addresses } };
}

async function change(
  db: StudioDb,
  id: string,
  values: PgUpdateSetSource<typeof clients>,
): Promise<boolean> {
  const changed = await db
    .update(clients)
    .set(values)
    .where(and(eq(clients.id, id), isNull(clients.mergedInto)))
    .returning({ id: clients.id });
  return changed.length > 0;
}
