import { once } from "node:events";
import { Worker } from "node:worker_threads";

export type ProxyOrder = { listen: string; server: string; delayMs: number; flights: Int32Array };

/**
 * Passes bytes between clients and a server's socket, each way after a delay, in a thread of its
 * own. A flight is a write of a client's after an answer: what it sends without waiting is one.
 */
export async function openProxy(order: Omit<ProxyOrder, "flights">) {
  const flights = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ProxyOrder = { ...order, flights };
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData });
  await once(worker, "message");
  return {
    flights: () => Atomics.load(flights, 0),
    close: () => worker.terminate(),
  };
}
