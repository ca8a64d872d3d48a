import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { setUpControl, setUpRoles } from "#db/cluster-setup.server.ts";
import { holdCluster } from "#db/embedded.server.ts";
import { runningServer } from "#db/embedded/server.ts";
import { pidOf } from "#db/embedded/identity.ts";
import { clusterPlace } from "#db/embedded/place.ts";
import { openPlatform } from "#db/platform.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { CommitUnknown, type Studio, StudioUnavailable } from "#db/studio.server.ts";
import { createStudio, findStudio } from "#db/studios.server.ts";
import { openClient } from "./client.ts";

// A server of the file's own, which is killed while it works. Its log is synced: what was
// acknowledged must survive.
const dataDir = await mkdtemp(path.join(os.tmpdir(), "rsm-outage-"));
const place = clusterPlace("main", dataDir);
const cluster = await holdCluster("main", { dataDir });
const platform = await openPlatform({
  adminUrls: { main: async () => cluster.adminUrl },
  secretsKey: Buffer.alloc(32, 7),
});
let studios: Studio[];

vi.setConfig({ testTimeout: 90_000 });

const nothingWrong = { surprises: [], lost: [], doubled: 0, ghosts: [], busy: 0 };

beforeAll(async () => {
  await setUpRoles(platform, "main");
  await setUpControl(platform);
  studios = [await newStudio("alpha"), await newStudio("beta")];
});

afterAll(async () => {
  await platform.close();
  await cluster.release();
  await rm(dataDir, { recursive: true, force: true });
});

test("a server that is killed under load loses nothing that it acknowledged", async () => {
  const load = startLoad();
  for (const signal of ["SIGKILL", "SIGQUIT", "SIGKILL"] as const) {
    await load.isUnderWay();
    const postmaster = runningServer(place);
    if (!postmaster) throw new Error("the server does not run");
    process.kill(pidOf(postmaster), signal);
    while (runningServer(place) === postmaster) await sleep(5);
    while (!runningServer(place)) await sleep(5);
  }
  await load.isUnderWay();
  await load.end();
  expect(await load.verdict()).toEqual(nothingWrong);
});

test("connections that are ended at random under load lose nothing that was acknowledged", async () => {
  const load = startLoad();
  const admin = openClient(await platform.clusters.address("main", "postgres", "admin"), {
    max: 1,
    applicationName: "terminator",
  });
  for (let ended = 0; ended < 100;) {
    const { count } = await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where usename = 'rsm_shared' and datname = ${platform.names.shared} order by random() limit 3`;
    ended += count;
    await sleep(20);
  }
  await admin.end();
  await load.end();
  expect(await load.verdict()).toEqual(nothingWrong);
});

async function newStudio(slug: string): Promise<Studio> {
  const owner = { ownerEmail: `${slug}@a.test`, ownerName: "Ada", ownerPasswordHash: "none" };
  const wish = { slug, name: slug, isolation: "shared", cluster: "main", ...owner } as const;
  await createStudio(platform, wish);
  return platform.openStudio((await findStudio(platform.control, slug))!);
}

/** Thirty writers and ten readers that keep a ledger of what they were told. */
function startLoad() {
  const acknowledged: { studio: Studio; name: string }[] = [];
  const refused = new Set<string>();
  const surprises: unknown[] = [];
  let ending = false;
  const write = async (studio: Studio) => {
    while (!ending) {
      const name = randomUUID();
      try {
        await studio.write(async (db) => {
          await db.insert(clients).values({ name });
          await db.execute(sql`select pg_sleep(0.002)`);
        });
        acknowledged.push({ studio, name });
      } catch (error) {
        if (error instanceof StudioUnavailable) refused.add(name);
        // It may have been written or not: the ledger cannot say.
        else if (!(error instanceof CommitUnknown)) surprises.push(error);
      }
    }
  };
  const read = async (studio: Studio) => {
    while (!ending) {
      await studio
        .read((db) => db.select({ id: clients.id }).from(clients).limit(5))
        .catch((error: unknown) => {
          if (!(error instanceof StudioUnavailable)) surprises.push(error);
        });
    }
  };
  const workers = Array.from({ length: 40 }, (_, n) =>
    (n < 30 ? write : read)(studios[n % studios.length]!),
  );
  return {
    /** Writers get through: some of each were acknowledged since the call. */
    async isUnderWay() {
      const before = acknowledged.length;
      while (acknowledged.length < before + 100) await sleep(5);
    },
    /** Every promise settles: nobody waits for a connection that is gone. */
    async end() {
      ending = true;
      await Promise.all(workers);
    },
    async verdict() {
      const verdict = { surprises, lost: [] as string[], doubled: 0, ghosts: [] as string[] };
      for (const studio of studios) {
        const rows = await studio.read((db) => db.select({ name: clients.name }).from(clients));
        const there = new Set(rows.map(({ name }) => name));
        const mine = acknowledged.filter((each) => each.studio === studio);
        verdict.lost.push(...mine.map(({ name }) => name).filter((name) => !there.has(name)));
        verdict.ghosts.push(...[...there].filter((name) => refused.has(name)));
        verdict.doubled += rows.length - there.size;
      }
      const busy = platform.connections.stats().reduce((sum, pool) => sum + pool.busy, 0);
      return { ...verdict, busy };
    },
  };
}
