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
import { beginsWith, contains } from "#app/lib/search.server.ts";
import { PAGE_ROWS, pageOf, type Cursor, type KeysetPage } from "#app/lib/keyset.ts";
import type { ClientKind, ClientValues } from "./client.ts";

export interface ClientFilter {
  typed: string;
  kind?: ClientKind;
  onlyVip: boolean;
  archived: boolean;
}

export type ListedClient = {
  id: string;
  kind: ClientKind;
  name: string;
  email: string | null;
  phone: string | null;
  city: string | null;
  isVip: boolean;
  /** Starts of the sessions on both sides of now; what was cancelled, missed or only held does not count. */
  lastAt: Date | null;
  nextAt: Date | null;
};

/** A page of the clients by name, either those in use or those archived. */
export async function listClients(
  db: StudioDb,
  { typed, kind, onlyVip, archived }: ClientFilter,
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
  const rows = await db
    .select({
      id: clients.id,
      kind: clients.kind,
      name: clients.name,
      email: clients.email,
      phone: clients.phone,
      city: clients.city,
      isVip: clients.isVip,
      lastAt: sql<Date | null>`(${last})`.mapWith(sessions.startsAt),
      nextAt: sql<Date | null>`(${next})`.mapWith(sessions.startsAt),
    })
    .from(clients)
    .where(
      and(
        archived ? isNotNull(clients.archivedAt) : isNull(clients.archivedAt),
        kind && eq(clients.kind, kind),
        onlyVip ? eq(clients.isVip, true) : undefined,
        contains(typed, clients.name, clients.email, clients.phone, clients.city),
        after && sql`(${clients.name}, ${clients.id}) > (${after.key}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(clients.name), asc(clients.id))
    .limit(PAGE_ROWS + 1);
  return pageOf(rows, (row) => row.name);
}

/** The client, archived or not, or undefined. `id` is a uuid. */
export async function findClient(db: StudioDb, id: string) {
  const { kind, name, email, phone, city, notes, isVip, archivedAt, createdAt } = clients;
  const [client] = await db
    .select({ id: clients.id, kind, name, email, phone, city, notes, isVip, archivedAt, createdAt })
    .from(clients)
    .where(eq(clients.id, id));
  return client;
}

export type Client = NonNullable<Awaited<ReturnType<typeof findClient>>>;

/** The twenty best for a field that asks for a client: none archived, names that begin so first. */
export function listClientOptions(db: StudioDb, typed: string) {
  return db
    .select({ value: clients.id, label: clients.name, hint: clients.city })
    .from(clients)
    .where(and(isNull(clients.archivedAt), contains(typed, clients.name, clients.email)))
    .orderBy(desc(beginsWith(typed, clients.name)), asc(clients.name), asc(clients.id))
    .limit(20);
}

/** Returns the new client's id. */
export async function addClient(db: StudioDb, values: ClientValues): Promise<string> {
  const [added] = await db.insert(clients).values(values).returning({ id: clients.id });
  return added!.id;
}

/** False where there is no such client; so do the commands below. */
export function editClient(db: StudioDb, id: string, values: ClientValues): Promise<boolean> {
  return change(db, id, values);
}

/** Takes a client out of lists and choices; what they booked stays. Archiving twice keeps the first time. */
export function archiveClient(db: StudioDb, id: string): Promise<boolean> {
  return change(db, id, { archivedAt: sql`coalesce(${clients.archivedAt}, now())` });
}

export function restoreClient(db: StudioDb, id: string): Promise<boolean> {
  return change(db, id, { archivedAt: null });
}

async function change(
  db: StudioDb,
  id: string,
  values: PgUpdateSetSource<typeof clients>,
): Promise<boolean> {
  const changed = await db
    .update(clients)
    .set(values)
    .where(eq(clients.id, id))
    .returning({ id: clients.id });
  return changed.length > 0;
}
