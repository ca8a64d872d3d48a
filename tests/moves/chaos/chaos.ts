// Moves under writers, at random, with faults: `npm run test:chaos`, CHAOS_CYCLES of them.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { setUpControl, setUpRoles } from "#db/cluster-setup.server.ts";
import { holdCluster } from "#db/embedded.server.ts";
import { sweepLinks } from "#db/moves/sweep.server.ts";
import { watchPlatform } from "#db/moves/watchdog.server.ts";
import { sweepPlaces } from "#db/places.server.ts";
import { openPlatform } from "#db/platform.server.ts";
import { sharedPlace } from "#db/provision.server.ts";
import { openChaos } from "./cycles.ts";
import { listLeftovers } from "../leftovers.ts";

const CYCLES = Number(process.env["CHAOS_CYCLES"] ?? 1000);
const SEED = Number(process.env["CHAOS_SEED"] ?? Date.now() % 2 ** 32);
const LANES = 6;
const LINE_EVERY = 25;

const dataDir = await mkdtemp(path.join(os.tmpdir(), "rsm-chaos-"));
// As root, the servers' account passes through here.
await chmod(dataDir, 0o755);
const hold = (name: string) => holdCluster(name, { dataDir, durability: "none" });
const [main, north] = await Promise.all([hold("main"), hold("north")]);
const urls = { main: main.adminUrl, north: north.adminUrl };
const prefix = "chaos";
const secretsKey = Buffer.alloc(32, 7);
const platform = await openPlatform({
  adminUrls: { main: async () => urls.main, north: async () => urls.north },
  secretsKey,
  prefix,
});
const setup = { urls, secretsKey: secretsKey.toString("base64"), prefix };
const chaos = openChaos(platform, setup, randomFrom(SEED));
const { tally } = chaos;
const begun = performance.now();
let told = 0;
let shown = 0;
try {
  console.log(`${CYCLES} cycles, ${LANES} at once, CHAOS_SEED=${SEED}`);
  await setUpRoles(platform, "main");
  await setUpControl(platform);
  await Promise.all(["main", "north"].map((cluster) => sharedPlace(platform, cluster)));
  // What a fault refuses, the watchdog does in its next round.
  const watchdog = watchPlatform(platform, () => {});
  await Promise.all(Array.from({ length: LANES }, () => chaos.runLane(goesOn)));
  await watchdog.stop();
  await sweepPlaces(platform);
  await sweepLinks(platform);
  tally.wrong.push(...(await listLeftovers(platform)).map((left) => `left behind: ${left}`));
  report();
} finally {
  chaos.close();
  await platform.close();
  await Promise.all([main.release(), north.release()]);
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(tally.wrong.length === 0 ? 0 : 1);

function goesOn(): boolean {
  if (tally.cycles >= told + LINE_EVERY) {
    told = tally.cycles;
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(`${tally.cycles} cycles in ${seconds} s, ${tally.wrong.length} wrong`);
    for (const words of tally.wrong.slice(shown)) console.log(`WRONG  ${words}`);
    shown = tally.wrong.length;
  }
  return tally.cycles < CYCLES;
}

function report(): void {
  const pauses = tally.pausesMs.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(pauses[Math.floor((pauses.length - 1) * share)] ?? 0);
  console.log(`\n${tally.cycles} cycles in ${Math.round((performance.now() - begun) / 1000)} s`);
  console.log(`${tally.acknowledged} operations acknowledged, ${tally.unknown} of unknown outcome`);
  console.log(`pause p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`);
  console.table(tally.faults);
  console.table(tally.outcomes);
  for (const words of tally.wrong.slice(shown)) console.log(`WRONG  ${words}`);
  console.log(tally.wrong.length === 0 ? "nothing lost" : `${tally.wrong.length} wrong`);
}

/** Mulberry32: the same choices from the same seed, though not the same moments. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
