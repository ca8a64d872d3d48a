import { and, asc, eq, exists, sql } from "drizzle-orm";
import type { ControlDb } from "./control.server.ts";
import { setFence } from "./moves/fences.server.ts";
import { UNDER_WAY } from "./moves/move.server.ts";
import { asMover } from "./moves/mover.server.ts";
import { listTables } from "./moves/tables.server.ts";
import type { Client } from "./connections/client.ts";
import { constraintOf } from "./connections/errors.ts";
import { type Placement, placementColumns } from "./placements.server.ts";
import type { Platform } from "./platform.server.ts";
import type { Place } from "./places.server.ts";
import { type PlaceWish, withPlace } from "./provision.server.ts";
import { memberships, moves, placements, places, studios, users } from "./schema/control/index.ts";

export type StudioRow = Placement & {
  slug: string;
  name: string;
  /** `moving` while a move is under way. */
  state: "open" | "moving";
};

const inMotion = sql.join(
  UNDER_WAY.map((state) => sql`${state}`),
  sql`, `,
);

function selectStudios(control: ControlDb) {
  const isMoving = exists(
    control
      .select({ one: sql`1` })
      .from(moves)
      .where(and(eq(moves.studioId, studios.id), sql`${moves.state} in (${inMotion})`)),
  );
  return control
    .select({
      slug: studios.slug,
      name: studios.name,
      ...placementColumns,
      state: sql<"open" | "moving">`case when ${isMoving} then 'moving' else 'open' end`,
    })
    .from(studios)
    .innerJoin(placements, and(eq(placements.studioId, studios.id), eq(placements.state, "active")))
    .innerJoin(places, eq(places.id, placements.placeId));
}

export function listStudios(control: ControlDb): Promise<StudioRow[]> {
  return selectStudios(control).orderBy(asc(studios.slug));
}

export async function findStudio(control: ControlDb, slug: string): Promise<StudioRow | undefined> {
  const [studio] = await selectStudios(control).where(eq(studios.slug, slug));
  return studio;
}

/** The slug is taken, or is no slug. */
export class StudioRefused extends Error {
  override name = "StudioRefused";
}

/** By the id of an account, or by an address, with what makes an account where it has none. */
export type NewOwner =
  { ownerId: string } | { ownerEmail: string; ownerName: string; ownerPasswordHash: string };

/** Of the control database, as the platform's owner. */
export type StudioRecords = Parameters<Parameters<ControlDb["transaction"]>[0]>[0];

export type NewStudio = Omit<PlaceWish, "studioId" | "schema"> &
  NewOwner & {
    name: string;
    /** How it writes; the defaults of the settings where it is left out. */
    settings?: { language: "fr" | "en"; timeZone: string };
    /** What is recorded with the studio, or not at all: it may refuse by what it throws. */
    record?: (transaction: StudioRecords, studioId: string) => Promise<void>;
    /** Fills the place before anybody can enter it, as the mover, triggers off. */
    fill?: (sql: Client, place: Place, studioId: string) => Promise<void>;
  };

/**
 * Makes a studio in a place of its kind, open at epoch 1, with its settings row and its owner.
 * Returns whether the owner's account is new. Throws StudioRefused.
 */
export async function createStudio(
  platform: Platform,
  wish: NewStudio,
): Promise<{ studioId: string; place: Place; isNewOwner: boolean }> {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(wish.slug)) {
    throw new StudioRefused(
      `"${wish.slug}" is no slug: 2 to 40 lower-case letters, digits and hyphens, a letter first`,
    );
  }
  const control = platform.operations.db;
  const [known] = await control
    .select({ id: studios.id })
    .from(studios)
    .where(eq(studios.slug, wish.slug));
  if (known) throw taken(wish.slug);
  const [row] = await platform.operations.sql<{ id: string }[]>`select uuidv7() as id`;
  const studioId = row!.id;
  return withPlace(platform, { ...wish, studioId }, async (place) => {
    return asMover(platform, place, "rsm create", async (mover) => {
      // Takes longer than a transaction of the control database may stand still.
      if (wish.fill) await wish.fill(mover, place, studioId);
      const isNewOwner = await recordStudio(control, wish, studioId, place, async () => {
        if (!wish.fill) await addSettings(mover, place, studioId, wish.settings);
        await setFence(mover, { schema: place.schema, studioId, state: "open", epoch: 1 });
      });
      return { studioId, place, isNewOwner };
    });
  });
}

function taken(slug: string): StudioRefused {
  return new StudioRefused(`there is a studio ${slug} already`);
}

/**
 * The place is entered last of what may be refused: a shared one keeps what was written there, and the
 * slug is held from the first line on. Nobody finds the studio before the commit.
 */
async function recordStudio(
  control: ControlDb,
  wish: NewStudio,
  studioId: string,
  place: Place,
  enterPlace: () => Promise<void>,
): Promise<boolean> {
  const { slug, name, record } = wish;
  try {
    return await control.transaction(async (transaction) => {
      await transaction.insert(studios).values({ id: studioId, slug, name });
      await transaction
        .insert(placements)
        .values({ studioId, placeId: place.id, state: "active", epoch: 1 });
      const { userId, isNew } = await ownerAccount(transaction, wish);
      await transaction.insert(memberships).values({ userId, studioId, role: "owner" });
      await record?.(transaction, studioId);
      await enterPlace();
      await transaction.update(places).set({ state: "ready" }).where(eq(places.id, place.id));
      return isNew;
    });
  } catch (error) {
    if (constraintOf(error) !== "studios_slug_key") throw error;
    throw taken(slug);
  }
}

async function ownerAccount(transaction: StudioRecords, owner: NewOwner) {
  if ("ownerId" in owner) return { userId: owner.ownerId, isNew: false };
  const { ownerEmail: email, ownerName: name, ownerPasswordHash: passwordHash } = owner;
  const [created] = await transaction
    .insert(users)
    // An operator knows the address that he makes an account for.
    .values({ email, name, passwordHash, emailVerifiedAt: new Date() })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (created) return { userId: created.id, isNew: true };
  const [known] = await transaction
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email));
  return { userId: known!.id, isNew: false };
}

async function addSettings(
  mover: Client,
  place: Place,
  studioId: string,
  wished: NewStudio["settings"],
): Promise<void> {
  const row = {
    studio_id: studioId,
    ...(wished && { language: wished.language, time_zone: wished.timeZone }),
  };
  await mover.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`insert into ${transaction(place.schema)}.settings ${transaction(row)}`;
  });
}

/** `{ clients: 812, … }`, counted in the studio's scope by the app's role. */
export async function countRows(
  platform: Platform,
  placement: Placement,
): Promise<Record<string, number>> {
  const tables = await asMover(platform, placement, "rsm rows", (mover) =>
    listTables(mover, placement.schema),
  );
  return platform.openStudio(placement).read(async (db) => {
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await db.execute<{ count: string }>(
        sql`select count(*) from ${sql.identifier(name)}`,
      );
      counts[name] = Number(row!.count);
    }
    return counts;
  });
}
