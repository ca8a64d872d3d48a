// A mover in a process of its own, to be killed or stopped: it says each event on a line, and stands
// still by itself at the step that it is told.
import { readSync } from "node:fs";
import process from "node:process";
import { codeOf } from "#db/connections/errors.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import type { MoveEvent } from "#db/moves/events.ts";
import { planPromotion, planRollback } from "#db/moves/operations.server.ts";
import { openPlatform } from "#db/platform.server.ts";
import { findStudio } from "#db/studios.server.ts";
import type { MoverOrder } from "./movers.ts";

const order = JSON.parse(process.argv[2]!) as MoverOrder;
const { main, north } = order.urls;
const platform = await openPlatform({
  adminUrls: { main: async () => main, north: async () => north },
  secretsKey: Buffer.from(order.secretsKey, "base64"),
  prefix: order.prefix,
});

function onEvent(event: MoveEvent): void {
  if (event.type !== "step") return;
  process.stdout.write(`${event.step}\n`);
  if (order.stopAt === "every step" || order.stopAt === event.step) standStill();
}

/**
 * Until a line comes, nothing of this process runs: as after SIGSTOP, but a waker that is quicker
 * than the signal is not missed, and who started this process cannot leave it behind.
 */
function standStill(): void {
  const waker = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      if (readSync(0, Buffer.alloc(1)) === 0) process.exit(1);
      return;
    } catch (error) {
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(waker, 0, 0, 5);
    }
  }
}

try {
  const studio = await findStudio(platform.control, order.slug);
  const request =
    order.to === "back" ? await planRollback(platform, studio!) : planPromotion(studio!, order.to);
  await moveStudio(platform, request, onEvent);
} catch (error) {
  process.stdout.write(`refused: ${String(error)}\n`);
} finally {
  await platform.close();
}
