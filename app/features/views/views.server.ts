import { and, asc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { savedViews } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { SavedView, SavedViewValues } from "#app/lib/saved-view.ts";

/** Who asks: what is not shared is its maker's alone, and managers answer for what is. */
export type Viewer = { userId: string; isManager: boolean };

/** The views of a list that somebody sees: the shared ones and their own, in the order of their making. */
export function listViews(db: StudioDb, list: string, viewer: Viewer): Promise<SavedView[]> {
  const { id, name, query, isShared, position, removedAt } = savedViews;
  return db
    .select({ id, name, query, isShared, isChangeable: isChangeableBy(viewer).mapWith(Boolean) })
    .from(savedViews)
    .where(and(eq(savedViews.list, list), isNull(removedAt), isSeenBy(viewer)))
    .orderBy(asc(position), asc(id));
}

/** Returns the new view's id. */
export async function addView(
  db: StudioDb,
  values: SavedViewValues,
  { userId }: Viewer,
): Promise<string> {
  const last = db
    .select({ position: sql`coalesce(max(${savedViews.position}), 0) + 1` })
    .from(savedViews)
    .where(eq(savedViews.list, values.list));
  const [added] = await db
    .insert(savedViews)
    .values({ ...values, userId, position: sql`(${last})` })
    .returning({ id: savedViews.id });
  return added!.id;
}

/** `unknown`: there is no such view, or none that they see. `refused`: it is somebody else's to change. */
export type ViewChanged = "changed" | "unknown" | "refused";

/** Its name, what it holds and for whom; the list that it is of stays. */
export function editView(
  db: StudioDb,
  id: string,
  { name, query, isShared }: SavedViewValues,
  viewer: Viewer,
): Promise<ViewChanged> {
  // One that came with the studio becomes theirs who take it for themselves.
  const userId = sql`coalesce(${savedViews.userId}, ${viewer.userId}::uuid)`;
  return change(db, id, viewer, { name, query, isShared, userId });
}

/** Takes a view out of its list. */
export function removeView(db: StudioDb, id: string, viewer: Viewer): Promise<ViewChanged> {
  return change(db, id, viewer, { removedAt: sql`now()` });
}

/** Takes a removal back. */
export function restoreView(db: StudioDb, id: string, viewer: Viewer): Promise<ViewChanged> {
  return change(db, id, viewer, { removedAt: null }, isNotNull(savedViews.removedAt));
}

function isSeenBy({ userId }: Viewer) {
  return or(savedViews.isShared, eq(savedViews.userId, userId));
}

function isChangeableBy({ userId, isManager }: Viewer) {
  return sql<boolean>`(${savedViews.userId} is not distinct from ${userId}::uuid
    or ${savedViews.isShared} and ${isManager}::boolean)`;
}

async function change(
  db: StudioDb,
  id: string,
  viewer: Viewer,
  values: Parameters<ReturnType<typeof db.update<typeof savedViews>>["set"]>[0],
  stands = isNull(savedViews.removedAt),
): Promise<ViewChanged> {
  const seen = and(eq(savedViews.id, id), stands, isSeenBy(viewer));
  const changed = await db
    .update(savedViews)
    .set(values)
    .where(and(seen, isChangeableBy(viewer)))
    .returning({ id: savedViews.id });
  if (changed.length > 0) return "changed";
  const [refused] = await db.select({ id: savedViews.id }).from(savedViews).where(seen);
  return refused ? "refused" : "unknown";
}
