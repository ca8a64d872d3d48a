import { and, asc, eq, ne, sql } from "drizzle-orm";
import { projects, tracks } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { MOST_TRACKS, type TrackState, type TrackValues } from "./track.ts";

/** All tracks of a project in their order, at most MOST_TRACKS. */
export function listTracks(db: StudioDb, projectId: string) {
  return db
    .select(shown)
    .from(tracks)
    .where(eq(tracks.projectId, projectId))
    .orderBy(asc(tracks.position));
}

export type Track = Awaited<ReturnType<typeof listTracks>>[number];

/** The track, or undefined where that project has none of this id. */
export async function findTrack(db: StudioDb, projectId: string, id: string) {
  const [track] = await db.select(shown).from(tracks).where(its(projectId, id));
  return track;
}

/** Adds a track at the end. */
export async function addTrack(
  db: StudioDb,
  projectId: string,
  title: string,
): Promise<{ ok: true; id: string } | { ok: false; because: "no project" | "full" }> {
  if (!(await lockProject(db, projectId))) return { ok: false, because: "no project" };
  const [end] = await db
    .select({
      count: sql`count(*)`.mapWith(Number),
      position: sql`coalesce(max(${tracks.position}), 0)`.mapWith(Number),
    })
    .from(tracks)
    .where(eq(tracks.projectId, projectId));
  if (end!.count >= MOST_TRACKS) return { ok: false, because: "full" };
  const [added] = await db
    .insert(tracks)
    .values({ projectId, title, position: end!.position + 1 })
    .returning({ id: tracks.id });
  return { ok: true, id: added!.id };
}

/** An ISRC names one recording: no two tracks of a studio share it. */
export async function editTrack(
  db: StudioDb,
  projectId: string,
  id: string,
  values: TrackValues,
): Promise<
  { ok: true } | { ok: false; because: "no track" } | { ok: false; because: "isrc"; of: string }
> {
  const [holder] =
    values.isrc === null
      ? []
      : await db
          .select({ title: tracks.title })
          .from(tracks)
          .where(and(eq(tracks.isrc, values.isrc), ne(tracks.id, id)));
  if (holder) return { ok: false, because: "isrc", of: holder.title };
  const edited = await db
    .update(tracks)
    .set(values)
    .where(its(projectId, id))
    .returning({ id: tracks.id });
  return edited.length > 0 ? { ok: true } : { ok: false, because: "no track" };
}

/** False where the project has no such track. */
export async function setTrackState(
  db: StudioDb,
  projectId: string,
  id: string,
  state: TrackState,
): Promise<boolean> {
  const changed = await db
    .update(tracks)
    .set({ state })
    .where(its(projectId, id))
    .returning({ id: tracks.id });
  return changed.length > 0;
}

/** Removes a track and closes the gap that it leaves. False where the project has no such track. */
export async function removeTrack(db: StudioDb, projectId: string, id: string): Promise<boolean> {
  if (!(await lockProject(db, projectId))) return false;
  const [removed] = await db
    .delete(tracks)
    .where(its(projectId, id))
    .returning({ position: tracks.position });
  if (!removed) return false;
  await db
    .update(tracks)
    .set({ position: sql`${tracks.position} - 1` })
    .where(and(eq(tracks.projectId, projectId), sql`${tracks.position} > ${removed.position}`));
  return true;
}

/**
 * Puts a project's tracks in the order of `ids`. False, and nothing changed, where these are not its
 * tracks (any more): somebody added or removed one meanwhile.
 */
export async function orderTracks(
  db: StudioDb,
  projectId: string,
  ids: string[],
): Promise<boolean> {
  if (!(await lockProject(db, projectId))) return false;
  const present = await db
    .select({ id: tracks.id })
    .from(tracks)
    .where(eq(tracks.projectId, projectId));
  const wanted = new Set(ids);
  const isWhole =
    wanted.size === ids.length &&
    wanted.size === present.length &&
    present.every(({ id }) => wanted.has(id));
  if (!isWhole) return false;
  const position = sql`array_position(${`{${ids.join(",")}}`}::uuid[], ${tracks.id})`;
  await db
    .update(tracks)
    .set({ position })
    .where(and(eq(tracks.projectId, projectId), sql`${tracks.position} <> ${position}`));
  return true;
}

const { id, title, position, state, isrc, bpm, musicalKey, durationSeconds } = tracks;
const shown = { id, title, position, state, isrc, bpm, musicalKey, durationSeconds };

function its(projectId: string, trackId: string) {
  return and(eq(tracks.projectId, projectId), eq(tracks.id, trackId));
}

// Two who change the order at once would read the same positions.
async function lockProject(db: StudioDb, id: string): Promise<boolean> {
  const locked = await db
    .select({ id: projects.id })
    .from(projects)
    .where(eq(projects.id, id))
    .for("update");
  return locked.length > 0;
}
