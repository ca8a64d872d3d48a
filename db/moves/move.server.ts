import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ControlDb } from "../control.server.ts";
import { type Place, placeColumns } from "../places.server.ts";
import { moves, type MoveState, places } from "../schema/control/index.ts";

export type Move = typeof moves.$inferSelect;

/** In these states a move is under way: a mover works on it, or died. */
export const UNDER_WAY = [
  "provision",
  "wire",
  "copy",
  "tail",
  "verify",
  "fence",
  "flip",
  "check",
  "aborting",
] as const satisfies MoveState[];

export type MoveChange = Partial<Omit<Move, "deadline">> & { deadline?: SQL };

/** Past it anybody may undo a move; the mover at work pushes it on. */
export const DEADLINE_SECONDS = 10;

/** Somebody else took the move on: this process may take no further step. */
export class MoveOvertaken extends Error {
  override name = "MoveOvertaken";
}

/** A step, by compare-and-set on state and version. Throws MoveOvertaken where it is no longer ours. */
export async function advance(
  control: ControlDb,
  move: Move,
  change: MoveChange & { state: MoveState },
): Promise<Move> {
  const [advanced] = await control
    .update(moves)
    .set({ deadline: inSeconds(DEADLINE_SECONDS), ...change, version: move.version + 1 })
    .where(and(eq(moves.id, move.id), eq(moves.state, move.state), eq(moves.version, move.version)))
    .returning();
  if (!advanced) throw new MoveOvertaken(`move ${move.id} was taken on by another process`);
  return advanced;
}

/** A deadline: the database's clock decides, not that of a machine. */
export function inSeconds(seconds: number): SQL {
  return sql`now() + make_interval(secs => ${seconds})`;
}

export async function findMoveUnderWay(
  control: ControlDb,
  studioId: string,
): Promise<(Move & { isOverdue: boolean }) | undefined> {
  const [found] = await control
    .select({ move: moves, isOverdue: sql<boolean>`${moves.deadline} < now()` })
    .from(moves)
    .where(and(eq(moves.studioId, studioId), inArray(moves.state, [...UNDER_WAY])));
  return found && { ...found.move, isOverdue: found.isOverdue };
}

/** The move that brought the studio where it is, while what it left behind is still there. */
export async function findLastMove(
  control: ControlDb,
  studioId: string,
): Promise<Move | undefined> {
  const [move] = await control
    .select()
    .from(moves)
    .where(and(eq(moves.studioId, studioId), eq(moves.state, "soak")))
    .orderBy(desc(moves.startedAt))
    .limit(1);
  return move;
}

/** The studio's moves away from a place, whose ways back still lead there. */
export function findMovesFrom(
  control: ControlDb,
  { studioId, to }: { studioId: string; to: Place },
): Promise<Move[]> {
  return control
    .select()
    .from(moves)
    .where(
      and(eq(moves.studioId, studioId), eq(moves.fromPlaceId, to.id), eq(moves.state, "soak")),
    );
}

export async function findPlace(control: ControlDb, id: string): Promise<Place | undefined> {
  const [place] = await control.select(placeColumns).from(places).where(eq(places.id, id));
  return place;
}

export async function placesOf(
  control: ControlDb,
  move: Pick<Move, "id" | "fromPlaceId" | "toPlaceId">,
): Promise<{ from: Place; to: Place }> {
  const [from, to] = await Promise.all(
    [move.fromPlaceId, move.toPlaceId].map((id) => findPlace(control, id)),
  );
  if (!from || !to) throw new Error(`a place of move ${move.id} is not in the control database`);
  return { from, to };
}
