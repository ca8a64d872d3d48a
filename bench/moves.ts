// What a live move costs: its copy beside a pipe of binary COPY, the pause at the cutover under
// writers, what another studio of the same place feels, and a place from the pool beside one from
// the template. BENCH_ROWS=10k,100k shortens it.
import os from "node:os";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { finalize, planPromotion, planRollback } from "#db/moves/operations.server.ts";
import { fillPool } from "#db/pool.server.ts";
import { head, number, percentile, row } from "./moves/figures.ts";
import { CLUSTERS, makeFixture } from "./moves/fixture.ts";
import { type Load, type Sample, startLoad } from "./moves/load.ts";
import { type Copy, timeMove, type Timeline } from "./moves/measure.ts";
import { timePipe } from "./moves/pipe.ts";
import { timeProvisioning } from "./moves/provision.ts";

const WRITERS = 8;
const WRITER_REST_MS = 10;
const PROBE_REST_MS = 5;
/**
 * How often a studio of so many sessions is promoted and rolled back, how long before each move the
 * other studio is watched without one, and whether the copies are held against a pipe.
 */
const SIZES = {
  "10k": { rows: 10_000, pairs: 6, restMs: 1_000, isCopyMeasured: false },
  "100k": { rows: 100_000, pairs: 3, restMs: 2_000, isCopyMeasured: true },
  "1m": { rows: 1_000_000, pairs: 1, restMs: 6_000, isCopyMeasured: true },
};
type Size = keyof typeof SIZES;

type Span = { from: number; to: number };
type Result = {
  size: Size;
  moves: Timeline[];
  copies: (Copy & { pipeMs: number })[];
  rests: Span[];
  written: Sample[];
};

const began = performance.now();
const fixture = await makeFixture();
const { platform, installation } = fixture;
try {
  const cpu = os.cpus()[0]?.model.trim() ?? process.arch;
  console.log(
    `${os.cpus().length} × ${cpu}, Node ${process.version}; load average ${loadAverage()}`,
  );
  await fixture.addStudio("neighbour", 10_000);
  const probe = await startLoad({
    installation,
    slug: "neighbour",
    role: "probe",
    people: 1,
    restMs: PROBE_REST_MS,
  });
  probe.work();
  const ends: { requests: number; failures: string[]; lost: number }[] = [];
  const results: Result[] = [];
  for (const size of sizesWished()) {
    const studio = await fixture.addStudio(`size-${size}`, SIZES[size].rows);
    const writers = await startLoad({
      installation,
      slug: studio.slug,
      role: "writers",
      people: WRITERS,
      restMs: WRITER_REST_MS,
    });
    results.push(await moveToAndFro(size, studio.slug, writers));
    ends.push(await writers.end(platform.openStudio(await fixture.reopen(studio.slug))));
    console.log(`${size}: ${seconds()} s so far; load average ${loadAverage()}`);
  }
  const probed = await probe.samples();
  ends.push(await probe.end(platform.openStudio(await fixture.reopen("neighbour"))));
  const provisioning = await timeProvisioning(platform, "north");

  printCopies(results);
  printPauses(results);
  printNeighbour(results, probed);
  printProvisioning(provisioning);
  const [requests, failures, lost] = [
    ends.reduce((all, end) => all + end.requests, 0),
    ends.flatMap((end) => end.failures),
    ends.reduce((all, end) => all + end.lost, 0),
  ];
  const differing = results
    .flatMap(({ moves }) => moves)
    .reduce((all, move) => all + move.differing, 0);
  console.log(
    `\n${requests} requests, ${failures.length} failed, ${lost} acknowledged writes lost, ${differing} rows differing after a move`,
  );
  for (const failure of new Set(failures)) console.log(`failed: ${failure}`);
  console.log(`${seconds()} s in all; load average ${loadAverage()}`);
  if (failures.length + lost + differing > 0) process.exitCode = 1;
} finally {
  await fixture.close();
}

/** Promotes to a database of its own, by turns on the other cluster and on the same, and rolls back. */
async function moveToAndFro(size: Size, slug: string, writers: Load): Promise<Result> {
  const { pairs, restMs, isCopyMeasured } = SIZES[size];
  const result: Result = { size, moves: [], copies: [], rests: [], written: [] };
  const rest = async () => {
    const from = performance.timeOrigin + performance.now();
    await sleep(restMs);
    result.rests.push({ from, to: from + restMs });
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    const cluster = pair % 2 === 0 ? "north" : "main";
    // Nobody writes while a copy is measured; they do from its tail on.
    const isMeasured = isCopyMeasured && cluster === "north";
    for (const each of CLUSTERS) await fillPool(platform, each, 1);
    const here = await fixture.reopen(slug);
    const pipeMs = isMeasured ? await timePipe(platform, here, cluster) : 0;
    if (isMeasured) writers.rest();
    else writers.work();
    await rest();
    const promotion = await timeMove(platform, planPromotion(here, { cluster }), writers.work);
    result.moves.push(promotion);
    if (isMeasured && promotion.copy) result.copies.push({ ...promotion.copy, pipeMs });
    await rest();
    const there = await fixture.reopen(slug);
    result.moves.push(await timeMove(platform, await planRollback(platform, there)));
    writers.rest();
    await finalize(platform, await fixture.reopen(slug));
  }
  result.written = await writers.samples();
  return result;
}

function printCopies(results: Result[]): void {
  console.log(
    head(
      "rows",
      "copies",
      "pipe rows/s",
      "move rows/s",
      "move / pipe",
      "indexes, keys, s",
      "with them rows/s",
    ),
  );
  for (const { size, copies } of results) {
    if (copies.length === 0) continue;
    const rate = (time: (copy: Result["copies"][number]) => number) =>
      percentile(
        copies.map((copy) => (copy.rows / time(copy)) * 1000),
        0.5,
      );
    const [pipe, move] = [rate(({ pipeMs }) => pipeMs), rate(({ milliseconds }) => milliseconds)];
    const whole = rate(({ milliseconds, dressMs }) => milliseconds + dressMs);
    const dressed = percentile(
      copies.map(({ dressMs }) => dressMs / 1000),
      0.5,
    );
    console.log(row(size, copies.length, pipe, move, move / pipe, dressed, whole));
  }
}

function printPauses(results: Result[]): void {
  const figures = (values: number[]) => [
    percentile(values, 0.5),
    percentile(values, 0.95),
    percentile(values, 0.99),
    percentile(values, 1),
  ];
  console.log(
    head(
      "pause in ms",
      "moves",
      "p50",
      "p95",
      "p99",
      "max",
      "to the flip p50",
      "to open p50",
      "longest wait p50",
      "p95",
      "p99",
      "max",
    ),
  );
  for (const { size, moves, written } of results) {
    for (const kinds of [["promote", "rollback"], ["promote"], ["rollback"]]) {
      const some = moves.filter(({ kind }) => kinds.includes(kind));
      const label = kinds.length > 1 ? size : `${size}, ${kinds[0]}`;
      const parts = [
        percentile(
          some.map(({ flipped, fenced }) => flipped - fenced),
          0.5,
        ),
        percentile(
          some.map(({ opened, flipped }) => opened - flipped),
          0.5,
        ),
      ];
      const waits = some.map((move) => longestWait(move, written));
      console.log(
        row(
          label,
          some.length,
          ...figures(some.map(({ pausedMs }) => pausedMs)),
          ...parts,
          ...figures(waits),
        ),
      );
    }
  }
  for (const { size, written } of results) {
    const times = written.map(({ from, to }) => to - from);
    console.log(
      `${size}: ${times.length} writes, p50 ${number(percentile(times, 0.5))} ms, p99 ${number(percentile(times, 0.99))} ms`,
    );
  }
}

/** Of the writes that met the pause, the one that took longest. */
function longestWait({ fenced, opened }: Timeline, written: Sample[]): number {
  const met = written.filter(({ from, to }) => to > fenced && from < opened);
  return Math.max(...met.map(({ from, to }) => to - from));
}

function printNeighbour(results: Result[], probed: Sample[]): void {
  console.log(
    head(
      "another studio, ms",
      "requests at rest, in a move",
      "p50 at rest",
      "in a move",
      "ratio",
      "p99 at rest",
      "in a move",
      "ratio",
    ),
  );
  for (const { size, rests, moves } of results) {
    for (const kind of ["read", "write"] as const) {
      const within = (spans: Span[]) =>
        probed
          .filter((one) => one.kind === kind)
          .filter(({ from, to }) => spans.some((span) => from >= span.from && to <= span.to))
          .map(({ from, to }) => to - from);
      const atRest = within(rests);
      const moving = within(moves.map((move) => ({ from: move.began, to: move.ended })));
      const compared = [0.5, 0.99].flatMap((share) => {
        const [before, during] = [percentile(atRest, share), percentile(moving, share)];
        return [before, during, during / before];
      });
      console.log(row(`${size}, ${kind}`, `${atRest.length}, ${moving.length}`, ...compared));
    }
  }
}

function printProvisioning(times: Record<"pool" | "template", number[]>): void {
  console.log(head("a place of its own, ms", "times", "p50", "max"));
  for (const source of ["pool", "template"] as const) {
    const each = times[source];
    console.log(row(`from the ${source}`, each.length, percentile(each, 0.5), percentile(each, 1)));
  }
}

function sizesWished(): Size[] {
  const wished = process.env.BENCH_ROWS?.toLowerCase().split(",") ?? Object.keys(SIZES);
  const isSize = (name: string): name is Size => Object.hasOwn(SIZES, name);
  const unknown = wished.find((name) => !isSize(name));
  if (unknown !== undefined) {
    throw new Error(`BENCH_ROWS has ${unknown}: it takes ${Object.keys(SIZES).join(", ")}`);
  }
  return wished.filter(isSize);
}

function loadAverage(): string {
  return os.loadavg().map(number).join(", ");
}

function seconds(): string {
  return ((performance.now() - began) / 1000).toFixed(0);
}
