import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashOf } from "#app/identity/secrets.server.ts";
import { codeOf } from "#db/connections/errors.ts";
import { audit, clients, feeds, people, rooms, sessions } from "#db/schema/studio/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { feedSchema, type FeedValues } from "./feed.ts";
import {
  addFeed,
  findFeedBySecret,
  listFeeds,
  noteFetch,
  renewFeed,
  revokeFeed,
} from "./feeds.server.ts";

const { platform, newStudio } = await testPlatform();
const createdBy = crypto.randomUUID();

const values = (given: object = {}): FeedValues => feedSchema.parse({ shows: "studio", ...given });
const secretHash = () => hashOf(randomBytes(32).toString("base64url"));

async function house(isolation: "shared" | "schema" | "dedicated" = "shared") {
  const studio = await newStudio({ isolation });
  const ids = await studio.write(async (db) => {
    const [room] = await db
      .insert(rooms)
      .values({ name: "Grande Salle", kind: "live" })
      .returning({ id: rooms.id });
    const [person] = await db
      .insert(people)
      .values({ name: "Ida", trade: "engineer" })
      .returning({ id: people.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    return { roomId: room!.id, personId: person!.id, clientId: client!.id };
  });
  return { studio, ...ids };
}

test.each(["shared", "schema", "dedicated"] as const)(
  "in a %s place a feed is found by its secret alone, of its studio alone, until it is revoked",
  async (isolation) => {
    const [{ studio, roomId }, other] = [await house(isolation), await house(isolation)];
    const its = secretHash();
    const id = await studio.write((db) =>
      addFeed(db, values({ shows: "room", roomId, label: "Téléphone" }), {
        secretHash: its,
        createdBy,
      }),
    );
    expect(await studio.read((db) => findFeedBySecret(db, its))).toMatchObject({
      ...{ id, label: "Téléphone", createdBy, lastFetchedAt: null },
      shown: { shows: "room", id: roomId, name: "Grande Salle" },
    });
    expect(await other.studio.read((db) => findFeedBySecret(db, its))).toBeUndefined();
    expect(await studio.read((db) => findFeedBySecret(db, secretHash()))).toBeUndefined();
    expect(await other.studio.write((db) => revokeFeed(db, id!))).toBe(false);
    expect(await studio.write((db) => revokeFeed(db, id!))).toBe(true);
    expect(await studio.read((db) => findFeedBySecret(db, its))).toBeUndefined();
    expect(await studio.read(listFeeds)).toEqual([]);
  },
);

test.each(["shared", "schema", "dedicated"] as const)(
  "in a %s place a feed shows one thing at most, and none of another studio",
  async (isolation) => {
    const [{ studio, roomId, personId }, other] = [await house(isolation), await house(isolation)];
    const insert = (given: object) =>
      studio
        .write((db) => db.insert(feeds).values({ secretHash: secretHash(), ...given }))
        .then(() => "written", codeOf);
    expect(await insert({ roomId, personId })).toBe("23514");
    expect(await insert({ secretHash: Buffer.alloc(31) })).toBe("23514");
    expect(await insert({ roomId: other.roomId })).toBe("23503");
    expect(await insert({ personId: other.personId })).toBe("23503");
    expect(await insert({ clientId: other.clientId })).toBe("23503");
    const twice = secretHash();
    expect(await insert({ secretHash: twice })).toBe("written");
    expect(await insert({ secretHash: twice })).toBe("23505");
    const foreign = values({ shows: "client", clientId: other.clientId });
    const its = { secretHash: secretHash(), createdBy };
    expect(await studio.write((db) => addFeed(db, foreign, its))).toBeUndefined();
  },
);

test("a new address ends the one before, and shows the same", async () => {
  const { studio, personId } = await house();
  const [first, second] = [secretHash(), secretHash()];
  const person = values({ shows: "person", personId, label: "Pour Ida" });
  const id = await studio.write((db) => addFeed(db, person, { secretHash: first, createdBy }));
  await studio.write((db) => renewFeed(db, id!, { secretHash: second, createdBy }));
  expect(await studio.read((db) => findFeedBySecret(db, first))).toBeUndefined();
  const renewed = await studio.read((db) => findFeedBySecret(db, second));
  expect(renewed).toMatchObject({ label: "Pour Ida", shown: { shows: "person", name: "Ida" } });
  const again = { secretHash: secretHash(), createdBy };
  expect(await studio.write((db) => renewFeed(db, id!, again))).toBeUndefined();
  expect(await studio.read(listFeeds)).toHaveLength(1);
});

test("when a feed was fetched is kept to the hour, and told by no audit; nor is its secret", async () => {
  const { placement } = (await house()).studio;
  const studio = platform.openStudio(placement, { userId: createdBy, origin: null });
  const its = secretHash();
  const id = (await studio.write((db) => addFeed(db, values(), { secretHash: its, createdBy })))!;
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 1, 12, minutes));
  const fetched = async (minutes: number) => {
    await studio.write((db) => noteFetch(db, id, at(minutes)));
    const [row] = await studio.read((db) => db.select({ at: feeds.lastFetchedAt }).from(feeds));
    return row?.at;
  };
  expect(await fetched(0)).toEqual(at(0));
  expect(await fetched(59)).toEqual(at(0));
  expect(await fetched(61)).toEqual(at(61));
  const told = await studio.read((db) =>
    db
      .select({ action: audit.action, after: audit.after })
      .from(audit)
      .where(eq(audit.tableName, "feeds")),
  );
  expect(told).toMatchObject([{ action: "insert", after: { created_by: createdBy } }]);
  expect(JSON.stringify(told)).not.toMatch(/secret|fetched/);
});

test.each(["shared", "schema", "dedicated"] as const)(
  "in a %s place the database counts what makes a session another appointment, and nothing else",
  async (isolation) => {
    const { studio, roomId, clientId } = await house(isolation);
    const [other] = await studio.write((db) =>
      db.insert(rooms).values({ name: "Cabine", kind: "booth" }).returning({ id: rooms.id }),
    );
    await studio.write((db) =>
      db.insert(sessions).values({
        ...{ roomId, clientId, kind: "mixing" },
        startsAt: new Date("2026-11-20T13:00:00Z"),
        endsAt: new Date("2026-11-20T17:00:00Z"),
      }),
    );
    const counted = async (change: Partial<typeof sessions.$inferInsert>) => {
      await studio.write((db) => db.update(sessions).set(change));
      const [row] = await studio.read((db) => db.select({ n: sessions.sequence }).from(sessions));
      return row?.n;
    };
    expect(await counted({ notes: "Café", priceCents: 1 })).toBe(0);
    expect(await counted({ startsAt: new Date("2026-11-20T12:00:00Z") })).toBe(1);
    expect(await counted({ endsAt: new Date("2026-11-20T18:00:00Z") })).toBe(2);
    expect(await counted({ roomId: other!.id })).toBe(3);
    expect(await counted({ state: "cancelled", cancelledAt: new Date() })).toBe(4);
    expect(await counted({ state: "cancelled", cancellationReason: "Grippe" })).toBe(4);
    // No code can set it back, as long as the session changes.
    expect(await counted({ state: "confirmed", cancelledAt: null, sequence: 0 })).toBe(5);
    const told = await studio.read((db) =>
      db.execute(sql`select 1 from audit where table_name = 'sessions' and after ? 'sequence'`),
    );
    expect(told).toHaveLength(0);
  },
);
