import { type MoveRequest, moveStudio } from "#db/moves/engine.server.ts";
import type { MoveEvent } from "#db/moves/events.ts";
import type { Platform } from "#db/platform.server.ts";
import type { MoveState } from "#db/schema/control/index.ts";

/** Milliseconds until all rows had arrived, and of what was built on them after: indexes, keys, statistics. */
export type Copy = { rows: number; milliseconds: number; dressMs: number };

/** When a move did what, in milliseconds of the epoch. */
export type Timeline = {
  kind: MoveRequest["kind"];
  began: number;
  ended: number;
  /** A rollback over the way back copies nothing. */
  copy: Copy | undefined;
  /** The studio closed for writing, its placement changed, the new place opened. */
  fenced: number;
  flipped: number;
  opened: number;
  pausedMs: number;
  differing: number;
};

/** Moves a studio and keeps the times of what is told on the way; `onTail` when the copy is whole. */
export async function timeMove(
  platform: Platform,
  request: MoveRequest,
  onTail: () => void = () => {},
): Promise<Timeline> {
  const now = () => performance.timeOrigin + performance.now();
  const steps: Partial<Record<MoveState, number>> = {};
  const ready = new Set<string>();
  let [rows, copied, opened] = [0, 0, 0];
  const began = now();
  const { pausedMs, findings } = await moveStudio(platform, request, (event: MoveEvent) => {
    if (event.type === "step") steps[event.step] = now();
    if (event.type === "step" && event.step === "tail") onTail();
    if (event.type === "plan") rows = Object.values(event.tables).reduce((a, b) => a + b, 0);
    if (event.type === "copy" && event.isDone && !ready.has(event.table)) {
      ready.add(event.table);
      copied = now();
    }
    if (event.type === "pause") opened = now();
  });
  const ended = now();
  const { wire, tail = ended, fence = ended, flip = ended } = steps;
  return {
    kind: request.kind,
    began,
    ended,
    copy: wire ? { rows, milliseconds: copied - wire, dressMs: tail - copied } : undefined,
    fenced: fence,
    flipped: flip,
    opened,
    pausedMs,
    differing: findings.differing.length,
  };
}
