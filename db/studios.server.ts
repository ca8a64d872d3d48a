import { and, asc, eq, exists, sql } from "drizzle-orm";
import type { ControlDb } from "./control.server.ts";
import { setFence } from "./moves/fences.server.ts";
import { UNDER_WAY } from "./moves/move.server.ts";
import { asMover } from "./moves/mover.server.ts";
import { listTables, qualified } from "./moves/tables.server.ts";
import type { Client } from "./connections/client.ts";
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

export type NewStudio = Omit<PlaceWish, "studioId" | "schema"> & {
  name: string;
  ownerEmail: string;
  /** Of the owner's account where there is none yet. */
  ownerName: string;
  ownerPasswordHash: string;
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
  const [taken] = await control.select().from(studios).where(eq(studios.slug, wish.slug));
  if (taken) throw new StudioRefused(`there is a studio ${wish.slug} already`);
  const [row] = await platform.operations.sql<{ id: string }[]>`select uuidv7() as id`;
  const studioId = row!.id;
  return withPlace(platform, { ...wish, studioId }, async (place) => {
    await asMover(platform, place, "rsm create", async (mover) => {
      if (wish.fill) await wish.fill(mover, place, studioId);
      else await addSettings(mover, place, studioId);
      await setFence(mover, { schema: place.schema, studioId, state: "open", epoch: 1 });
    });
    const isNewOwner = await recordStudio(control, wish, studioId, place);
    return { studioId, place, isNewOwner };
  });
}

async function recordStudio(
  control: ControlDb,
  { slug, name, ownerEmail, ownerName, ownerPasswordHash }: NewStudio,
  studioId: string,
  place: Place,
): Promise<boolean> {
  return control.transaction(async (transaction) => {
    await transaction.insert(studios).values({ id: studioId, slug, name });
    await transaction.update(places).set({ state: "ready" }).where(eq(places.id, place.id));
    await transaction
      .insert(placements)
      .values({ studioId, placeId: place.id, state: "active", epoch: 1 });
    const [created] = await transaction
      .insert(users)
      .values({ email: ownerEmail, name: ownerName, passwordHash: ownerPasswordHash })
      .onConflictDoNothing()
      .returning({ id: users.id });
    const [owner] = created
      ? [created]
      : await transaction.select({ id: users.id }).from(users).where(eq(users.email, ownerEmail));
    await transaction.insert(memberships).values({ userId: owner!.id, studioId, role: "owner" });
    return created !== undefined;
  });
}

async function addSettings(mover: Client, place: Place, studioId: string): Promise<void> {
  await mover.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction.unsafe(
      `insert into ${qualified(place.schema, "settings")} (studio_id) values ($1)`,
      [studioId],
    );
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
