import { and, eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { clients } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { ClientValues } from "./client.ts";
import { findLines, writeLines } from "./client-lines.server.ts";
import { type ClientsAsked, clientsAsked, hasTag } from "./client-lists.server.ts";

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

/** Several, named or found by a filter: returns the ids of those who were in use, and are archived now. */
export async function archiveAllClients(db: StudioDb, asked: ClientsAsked): Promise<string[]> {
  const where = and(await clientsAsked(db, asked), isNull(clients.archivedAt));
  return changeAll(db, where, { archivedAt: sql`now()` });
}

/** Returns the ids of those who were archived. */
export async function restoreAllClients(db: StudioDb, asked: ClientsAsked): Promise<string[]> {
  const where = and(await clientsAsked(db, asked), isNotNull(clients.archivedAt));
  return changeAll(db, where, { archivedAt: null });
}

/** Returns the ids of those who did not have the tag. */
export async function tagAllClients(db: StudioDb, asked: ClientsAsked, tag: string) {
  const where = and(await clientsAsked(db, asked), sql`not ${hasTag(tag)}`);
  return changeAll(db, where, { tags: sql`${clients.tags} || array[${tag}]::text[]` });
}

/** Returns the ids of those who had the tag. */
export async function untagAllClients(db: StudioDb, asked: ClientsAsked, tag: string) {
  const where = and(await clientsAsked(db, asked), hasTag(tag));
  return changeAll(db, where, { tags: sql`array_remove(${clients.tags}, ${tag}::text)` });
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
  const where = and(eq(clients.id, id), isNull(clients.mergedInto));
  return (await changeAll(db, where, values)).length > 0;
}

async function changeAll(
  db: StudioDb,
  where: SQL | undefined,
  values: PgUpdateSetSource<typeof clients>,
): Promise<string[]> {
  const changed = await db.update(clients).set(values).where(where).returning({ id: clients.id });
  return changed.map(({ id }) => id);
}
