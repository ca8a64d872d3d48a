import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, inject } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { findFence } from "#db/moves/fences.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { findMoveUnderWay, placesOf } from "#db/moves/move.server.ts";
import type { Platform } from "#db/platform.server.ts";
import type { Destination } from "#db/moves/operations.server.ts";
import { TEST_SECRETS_KEY } from "../support/cluster.ts";

export type MoverOrder = {
  urls: Record<"main" | "north", string>;
  secretsKey: string;
  prefix: string;
  slug: string;
  /** A promotion there, or a rollback. */
  to: Destination | "back";
  /** Where it stands still by itself until `goOn`, as SIGSTOP does; `every step` for each. */
  stopAt?: string;
};

export type Mover = {
  /** Resolves when it has come to this step; rejects with what it said where it ended before. */
  reaches(step: string): Promise<void>;
  /** Wakes it, however it was stopped. */
  goOn(): void;
  signal(name: NodeJS.Signals): void;
  /** The lines that it said, once it has ended. */
  ended: Promise<string[]>;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts `mover-process.ts`. It ends with the file, however that ends. */
export function startMover(order: Omit<MoverOrder, "urls" | "secretsKey">): Mover {
  const whole: MoverOrder = {
    ...order,
    urls: inject("clusters"),
    secretsKey: TEST_SECRETS_KEY.toString("base64"),
  };
  const script = path.join(import.meta.dirname, "mover-process.ts");
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(whole)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  running.add(child);
  // What is written to one that was killed goes nowhere.
  child.stdin!.on("error", () => {});
  const lines: string[] = [];
  const waiting = new Map<string, () => void>();
  createInterface({ input: child.stdout! }).on("line", (line) => {
    lines.push(line);
    waiting.get(line)?.();
  });
  const ended = new Promise<string[]>((resolve) => child.once("close", () => resolve(lines)));
  const said = (step: string) =>
    new Promise<void>((resolve) => (lines.includes(step) ? resolve() : waiting.set(step, resolve)));
  return {
    reaches: (step) =>
      Promise.race([
        said(step),
        ended.then(() => {
          throw new Error(`the mover ended before ${step}: ${lines.join(", ")}`);
        }),
      ]),
    goOn() {
      child.stdin!.write("\n");
      child.kill("SIGCONT");
    },
    signal: (name) => void child.kill(name),
    ended,
  };
}

/**
 * Lets a mover that stands still at `verify` go on until it has closed the studio, and keeps it there:
 * what it waits for cannot arrive until `release`.
 */
export async function untilClosed(platform: Platform, studioId: string, mover: Mover) {
  const move = await findMoveUnderWay(platform.operations.db, studioId);
  const { from, to } = await placesOf(platform.operations.db, move!);
  const target = openClient(await platform.clusters.address(to.cluster, to.database, "admin"), {
    max: 1,
    applicationName: "test",
  });
  await target.unsafe("begin; lock table rsm.markers in share mode").simple();
  mover.goOn();
  await asMover(platform, from, "test", async (source) => {
    const at = { schema: from.schema, studioId };
    while ((await findFence(source, at))?.state !== "closed") await sleep(5);
  });
  return { release: () => target.end() };
}
