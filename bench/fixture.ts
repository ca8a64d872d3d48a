import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { hash } from "@node-rs/argon2";
import { installationClusters } from "#db/admin-urls.server.ts";
import { readEnvironment } from "#db/environment.server.ts";
import { asOwner } from "#db/moves/link.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { openPlatform } from "#db/platform.server.ts";
import { prepare } from "#db/prepare.server.ts";
import { sharedPlace } from "#db/provision.server.ts";
import { createStudio, findStudio } from "#db/studios.server.ts";
import type { Client } from "#db/connections/client.ts";

export const OWNER = { email: "owner@bench.test", password: "bench-studio-2026" };

type Fill = (mover: Client, schema: string, studioId: string) => Promise<void>;

export type Fixture = Awaited<ReturnType<typeof makeFixture>>;

/** An installation of the benchmark's own, as durable as those that people run, in a folder that goes with it. */
export async function makeFixture() {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "rsm-bench-"));
  // As root, the server's account passes through here.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const variables = {
    ...{ NODE_ENV: "production", DATA_DIR: dataDir, DEMO: "0", LOG_LEVEL: "warn" },
    ...{ HOST: "", PORT: String(port), APP_DOMAIN: "", APP_URL: "", TRUST_PROXY: "" },
    ...{ DATABASE_URL: "", SMTP_URL: "" },
  };
  const environment = readEnvironment(variables);
  const clusters = installationClusters(environment);
  const { adminUrls } = clusters;
  await prepare({ environment, adminUrls, hashPassword: (it) => hash(it) });
  const platform = await openPlatform({ adminUrls, secretsKey: environment.secretsKey });
  const shared = await sharedPlace(platform, "main");
  const passwordHash = await hash(OWNER.password);
  let server: ChildProcess | undefined;

  return {
    platform,
    origin: environment.appUrl,
    /** A studio of the shared place, whose rows `fill` writes. */
    async addStudio(slug: string, fill: Fill) {
      await createStudio(platform, {
        ...{ slug, name: slug, isolation: "shared", cluster: "main" },
        ...{ ownerEmail: OWNER.email, ownerName: "Ada Owner", ownerPasswordHash: passwordHash },
        fill: (mover, { schema }, studioId) => fill(mover, schema, studioId),
      });
      const row = await findStudio(platform.control, slug);
      if (!row) throw new Error(`there is no studio ${slug}`);
      return platform.openStudio(row);
    },
    /** Writes into the place of all of them. */
    inShared: (work: (mover: Client, schema: string) => Promise<void>) =>
      asMover(platform, shared, "bench", (mover) => work(mover, shared.schema)),
    analyze: () => asOwner(platform, shared, (owner) => owner.unsafe("vacuum analyze")),
    /** Serves what `npm run build` has made from the same database. */
    async serve() {
      const started = spawn(process.execPath, ["scripts/start.ts"], {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, ...variables },
      });
      server = started;
      for (;;) {
        if (started.exitCode !== null) throw new Error("the server did not start");
        const answer = await fetch(`${environment.appUrl}/ready`).catch(() => undefined);
        if (answer?.ok) return;
        await sleep(100);
      }
    },
    async close() {
      if (server && server.exitCode === null) {
        server.kill("SIGTERM");
        await once(server, "exit");
      }
      await platform.close();
      await clusters.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
