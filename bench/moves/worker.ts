// People at work in a studio, in a thread of their own as in an app's process: one open handle each,
// which hears of a move by being refused.
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { asc, eq, sql } from "drizzle-orm";
import { clients, counters, sessions } from "#db/schema/studio/index.ts";
import type { Studio, StudioDb } from "#db/studio.server.ts";
import { findStudio } from "#db/studios.server.ts";
import { openInstallation } from "./fixture.ts";
import type { LoadOrder, LoadReport, Sample, Said } from "./load.ts";

if (!parentPort) throw new Error("this is a thread of load.ts");
const port = parentPort;
const order = workerData as LoadOrder;
const platform = await openInstallation(order.installation);
const placement = await findStudio(platform.control, order.slug);
if (!placement) throw new Error(`there is no studio ${order.slug}`);
const open = () => platform.openStudio(placement);
const sessionIds = await open().read(async (db) => {
  const rows = await db.select({ id: sessions.id }).from(sessions).limit(1_000);
  return rows.map(({ id }) => id);
});

let report: LoadReport = { samples: [], failures: [] };
const acknowledged: Record<string, number> = {};
let going = Promise.withResolvers<void>();
let isWorking = false;
let isOver = false;

const people = Array.from({ length: order.people }, (_, number) =>
  person(`${order.role} ${number}`),
);

port.on("message", (said: Said) => void obey(said));
port.postMessage("ready", []);

async function obey(said: Said): Promise<void> {
  if (said === "work" || said === "rest") {
    // Who rests already waits for this promise: another in its place would never wake them.
    if (isWorking && said === "rest") going = Promise.withResolvers();
    isWorking = said === "work";
    if (isWorking) going.resolve();
    return;
  }
  if (said === "end") {
    isOver = true;
    going.resolve();
    await Promise.all(people);
    await platform.close();
  }
  port.postMessage({ ...report, acknowledged: { ...acknowledged } }, []);
  report = { samples: [], failures: [] };
  if (said === "end") port.close();
}

async function person(name: string): Promise<void> {
  const studio = open();
  await studio.write((db) => db.insert(counters).values({ name }));
  acknowledged[name] = 0;
  for (let turn = 1; ; turn += 1) {
    await going.promise;
    if (isOver) return;
    if (order.role === "probe") await timed("read", () => listClients(studio));
    const isDone = await timed("write", () => studio.write((db) => work(db, name, turn)));
    if (isDone) acknowledged[name] = (acknowledged[name] ?? 0) + 1;
    await sleep(order.restMs);
  }
}

async function timed(kind: Sample["kind"], ask: () => Promise<unknown>): Promise<boolean> {
  const from = performance.timeOrigin + performance.now();
  try {
    await ask();
    return true;
  } catch (error) {
    report.failures.push(String(error));
    return false;
  } finally {
    report.samples.push({ kind, from, to: performance.timeOrigin + performance.now() });
  }
}

function listClients(studio: Studio): Promise<unknown> {
  const columns = { id: clients.id, name: clients.name };
  return studio.read((db) => db.select(columns).from(clients).orderBy(asc(clients.name)).limit(50));
}

/** A row more, a session changed, and an increment that counts both: all of it or nothing. */
async function work(db: StudioDb, name: string, turn: number): Promise<void> {
  const id = sessionIds[Math.floor(Math.random() * sessionIds.length)];
  if (!id) throw new Error("the studio has no session");
  await Promise.all([
    db.insert(clients).values({ name: `${name}/${turn}` }),
    db
      .update(sessions)
      .set({ notes: `${name}/${turn}` })
      .where(eq(sessions.id, id)),
    db
      .update(counters)
      .set({ value: sql`${counters.value} + 1` })
      .where(eq(counters.name, name)),
  ]);
}
