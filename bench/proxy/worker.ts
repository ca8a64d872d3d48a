import net from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import type { ProxyOrder } from "./open.ts";

const { listen, server, delayMs, flights } = workerData as ProxyOrder;
const held: { due: number; to: net.Socket; bytes: Buffer }[] = [];
const nobody = new Int32Array(new SharedArrayBuffer(4));

net
  .createServer((client) => {
    const upstream = net.connect(server);
    let answered = true;
    client.on("data", (bytes) => {
      if (answered) Atomics.add(flights, 0, 1);
      answered = false;
      hold(upstream, bytes);
    });
    upstream.on("data", (bytes) => {
      answered = true;
      hold(client, bytes);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  })
  .listen(listen, () => parentPort?.postMessage("listening", []));

function hold(to: net.Socket, bytes: Buffer): void {
  if (held.push({ due: performance.now() + delayMs, to, bytes }) === 1) setImmediate(release);
}

/** Node's timers count in whole milliseconds; a sleep of the thread does not. */
function release(): void {
  const wait = (held[0]?.due ?? 0) - performance.now();
  if (wait > 0) Atomics.wait(nobody, 0, 0, Math.min(wait, 0.05));
  const now = performance.now();
  for (let first = held[0]; first && first.due <= now; first = held[0]) {
    first.to.write(first.bytes);
    held.shift();
  }
  if (held.length > 0) setImmediate(release);
}
