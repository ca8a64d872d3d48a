import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { count, like, sql } from "drizzle-orm";
import { clients, counters } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import type { Installation } from "./fixture.ts";

export type LoadOrder = {
  installation: Installation;
  slug: string;
  /** Writers write; a probe reads and writes in turns. */
  role: "writers" | "probe";
  people: number;
  /** Between two requests of one person. */
  restMs: number;
};

/** From and to in milliseconds of the epoch. */
export type Sample = { kind: "read" | "write"; from: number; to: number };
export type LoadReport = { samples: Sample[]; failures: string[] };
export type Said = "work" | "rest" | "report" | "end";

type Answer = LoadReport & { acknowledged: Record<string, number> };

export type Load = Awaited<ReturnType<typeof startLoad>>;

/** Starts `worker.ts`; its people rest until they are told to work. */
export async function startLoad(order: LoadOrder) {
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: order });
  await once(worker, "message");
  const samples: Sample[] = [];
  const failures: string[] = [];
  const ask = async (said: Said): Promise<Answer> => {
    const answered = once(worker, "message");
    worker.postMessage(said, []);
    const [answer] = (await answered) as [Answer];
    for (const sample of answer.samples) samples.push(sample);
    failures.push(...answer.failures);
    return answer;
  };
  return {
    work: () => worker.postMessage("work" satisfies Said, []),
    rest: () => worker.postMessage("rest" satisfies Said, []),
    /** All requests that have ended by now, the earliest first. */
    async samples(): Promise<Sample[]> {
      await ask("report");
      return samples;
    },
    /** Ends it. Returns the failed requests, and the acknowledged writes that the studio does not have. */
    async end(studio: Studio) {
      const { acknowledged } = await ask("end");
      return { requests: samples.length, failures, lost: await countLost(studio, acknowledged) };
    },
  };
}

/** By rows and by increments: a write of which one is missing is lost as well. */
async function countLost(studio: Studio, acknowledged: Record<string, number>): Promise<number> {
  const [found, counted] = await Promise.all([
    studio.read((db) =>
      db
        .select({ name: sql<string>`split_part(${clients.name}, '/', 1)`, rows: count() })
        .from(clients)
        .where(like(clients.name, "%/%"))
        .groupBy(sql`1`),
    ),
    studio.read((db) => db.select({ name: counters.name, value: counters.value }).from(counters)),
  ]);
  const rows = new Map(found.map((each) => [each.name, each.rows]));
  const values = new Map(counted.map((each) => [each.name, each.value]));
  return Object.entries(acknowledged).reduce((lost, [name, wanted]) => {
    const kept = Math.min(rows.get(name) ?? 0, values.get(name) ?? 0);
    return lost + Math.max(0, wanted - kept);
  }, 0);
}
