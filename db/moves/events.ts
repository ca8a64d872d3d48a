import type { MoveState } from "../schema/control/index.ts";

/** What the person who runs a move sees. */
export type MoveEvent =
  | { type: "step"; step: MoveState }
  /** What is to be copied, by table: rows, as they were counted. */
  | { type: "plan"; engine: "replication" | "journal"; tables: Record<string, number> }
  /** Rows of a table that were copied so far. */
  | { type: "copy"; table: string; rows: number; isDone: boolean }
  /** What changed at the source and is not at the target: bytes of WAL, or keys. */
  | { type: "lag"; left: number; unit: "bytes" | "rows" }
  | { type: "pause"; milliseconds: number }
  | { type: "check"; rows: number; differing: number };

/** As the reason of a signal: stop here, and leave the move for somebody to take on. */
export class MoveLeft extends Error {
  override name = "MoveLeft";
}

/** The move cannot start, or was undone: the studio works where it was. */
export class MoveRefused extends Error {
  override name = "MoveRefused";
}
