import { and, asc, eq, isNull, lt, or, sql } from "drizzle-orm";
import { clients, feeds, people, rooms } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { idFieldOf, idsOf, type FeedValues, type Shown } from "./feed.ts";

const itsRoom = and(eq(rooms.studioId, feeds.studioId), eq(rooms.id, feeds.roomId));
const itsPerson = and(eq(people.studioId, feeds.studioId), eq(people.id, feeds.personId));
const itsClient = and(eq(clients.studioId, feeds.studioId), eq(clients.id, feeds.clientId));

const columns = {
  ...{ id: feeds.id, label: feeds.label, lastFetchedAt: feeds.lastFetchedAt },
  ...{ createdBy: feeds.createdBy, createdAt: feeds.createdAt },
  ...{ roomId: feeds.roomId, personId: feeds.personId, clientId: feeds.clientId },
  ...{ room: rooms.name, person: people.name, client: clients.name },
};

function selectFeeds(db: StudioDb) {
  return db
    .select(columns)
    .from(feeds)
    .leftJoin(rooms, itsRoom)
    .leftJoin(people, itsPerson)
    .leftJoin(clients, itsClient)
    .$dynamic();
}

type FeedRow = Awaited<ReturnType<typeof selectFeeds>>[number];

/** The feeds whose address works, the oldest first. */
export async function listFeeds(db: StudioDb) {
  const rows = await selectFeeds(db)
    .where(isNull(feeds.revokedAt))
    .orderBy(asc(feeds.createdAt), asc(feeds.id));
  return rows.map(asFeed);
}

export type Feed = ReturnType<typeof asFeed>;

/** The feed whose address holds a secret, by the secret's hash; undefined where it was revoked. */
export async function findFeedBySecret(db: StudioDb, secretHash: Buffer) {
  const [row] = await selectFeeds(db).where(
    and(eq(feeds.secretHash, secretHash), isNull(feeds.revokedAt)),
  );
  return row && asFeed(row);
}

/** Returns the feed's id; undefined where what it would show is not there. */
export async function addFeed(
  db: StudioDb,
  values: FeedValues,
  { secretHash, createdBy }: { secretHash: Buffer; createdBy: string },
): Promise<string | undefined> {
  const ids = idsOf(values);
  if (!(await isThere(db, values))) return undefined;
  const [added] = await db
    .insert(feeds)
    .values({ ...ids, label: values.label, secretHash, createdBy })
    .returning({ id: feeds.id });
  return added?.id;
}

/** Gives a feed another address: the one before works no longer. Returns the new feed's id. */
export async function renewFeed(
  db: StudioDb,
  id: string,
  { secretHash, createdBy }: { secretHash: Buffer; createdBy: string },
): Promise<string | undefined> {
  const { roomId, personId, clientId, label } = feeds;
  const [revoked] = await db
    .update(feeds)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(feeds.id, id), isNull(feeds.revokedAt)))
    .returning({ roomId, personId, clientId, label });
  if (!revoked) return undefined;
  const [renewed] = await db
    .insert(feeds)
    .values({ ...revoked, secretHash, createdBy })
    .returning({ id: feeds.id });
  return renewed?.id;
}

/** False where there is no such feed. Revoking twice keeps the first time. */
export async function revokeFeed(db: StudioDb, id: string): Promise<boolean> {
  const revoked = await db
    .update(feeds)
    .set({ revokedAt: sql`coalesce(${feeds.revokedAt}, now())` })
    .where(eq(feeds.id, id))
    .returning({ id: feeds.id });
  return revoked.length > 0;
}

const HOUR = 60 * 60_000;

/** Whether it is worth a write: to the hour is enough. */
export function isFetchNews({ lastFetchedAt }: { lastFetchedAt: Date | null }, now: Date): boolean {
  return lastFetchedAt === null || now.getTime() - lastFetchedAt.getTime() >= HOUR;
}

export async function noteFetch(db: StudioDb, id: string, now: Date): Promise<void> {
  const isOld = lt(feeds.lastFetchedAt, new Date(now.getTime() - HOUR));
  await db
    .update(feeds)
    .set({ lastFetchedAt: now })
    .where(and(eq(feeds.id, id), or(isNull(feeds.lastFetchedAt), isOld)));
}

async function isThere(db: StudioDb, values: FeedValues): Promise<boolean> {
  if (values.shows === "studio") return true;
  const table = { room: rooms, person: people, client: clients }[values.shows];
  const id = values[idFieldOf(values.shows) ?? "roomId"] ?? "";
  const found = await db.select({ id: table.id }).from(table).where(eq(table.id, id));
  return found.length > 0;
}

function asFeed({ roomId, personId, clientId, room, person, client, ...feed }: FeedRow) {
  return { ...feed, shown: shownBy({ roomId, personId, clientId, room, person, client }) };
}

function shownBy(
  row: Pick<FeedRow, "roomId" | "personId" | "clientId" | "room" | "person" | "client">,
): Shown {
  if (row.roomId) return { shows: "room", id: row.roomId, name: row.room ?? "" };
  if (row.personId) return { shows: "person", id: row.personId, name: row.person ?? "" };
  if (row.clientId) return { shows: "client", id: row.clientId, name: row.client ?? "" };
  return { shows: "studio" };
}
