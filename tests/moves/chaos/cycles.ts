import { setTimeout as sleep } from "node:timers/promises";
import { openClient } from "#db/connections/client.ts";
import { resumeMove } from "#db/moves/engine.server.ts";
import { findLastMove, findMoveUnderWay } from "#db/moves/move.server.ts";
import { finalize } from "#db/moves/operations.server.ts";
import { recoverMove } from "#db/moves/recover.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import type { Platform } from "#db/platform.server.ts";
import { type Isolation, ISOLATIONS } from "#db/schema/control/index.ts";
import { createStudio, findStudio, type StudioRow } from "#db/studios.server.ts";
import { addCounters, disagreements, emptyLedger, keepWriting, recordIn } from "../ledger.ts";
import {
  Host,
  type HostSetup,
  type MoveOrder,
  type MoveOutcome,
  steadily,
  WRITER_REST_MS,
} from "./hosts.ts";

export const FAULTS = [
  "none",
  "kill the mover",
  "stop the mover",
  "kill the app",
  "end connections",
] as const;
type Fault = (typeof FAULTS)[number];

export type Tally = {
  cycles: number;
  faults: Record<Fault, number>;
  /** How moves ended: `moved`, `died`, or the first words of a refusal. */
  outcomes: Record<string, number>;
  pausesMs: number[];
  acknowledged: number;
  unknown: number;
  /** What must not be: losses, operations done twice, refused ones, checks that fail, stuck moves. */
  wrong: string[];
};

/** Of a fault that comes at random while a move takes its time. */
const MOMENT_MS = 2_000;
const STUCK_MS = 90_000;
const REVIVED_MS = 30_000;
/** A studio grows with each operation: after some cycles another takes its place. */
const CYCLES_A_STUDIO = 12;

/**
 * Moves studios to and fro at random under writers in two processes, with a fault in each cycle, and
 * compares what the writers were told with what is there. `random` gives numbers from 0 to 1.
 */
export function openChaos(platform: Platform, setup: HostSetup, random: () => number) {
  const tally: Tally = {
    cycles: 0,
    faults: Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Tally["faults"],
    outcomes: {},
    pausesMs: [],
    acknowledged: 0,
    unknown: 0,
    wrong: [],
  };
  const subjects = new Map<string, Subject>();
  const movers = new Host(setup);
  const writers = new Host(setup, ({ slug, outcome, operation, words }) => {
    const subject = subjects.get(slug);
    if (subject) recordIn(subject.ledger)(outcome, operation, words);
  });
  let named = 0;

  return { tally, runLane, close };

  /** Cycles one after the other, on one studio at a time, while `goesOn` says so. */
  async function runLane(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      const subject = await begin();
      for (let n = 0; n < CYCLES_A_STUDIO && goesOn(); n += 1) await cycle(subject);
      await end(subject);
    }
  }

  async function begin(): Promise<Subject> {
    const slug = await steadily(create);
    const studio = platform.openStudio(await find(slug));
    const subject: Subject = { slug, studio, ledger: emptyLedger(), isOver: false, host: 0 };
    subjects.set(slug, subject);
    await steadily(() => addCounters(studio, ["total", "here"]));
    const tell = recordIn(subject.ledger);
    subject.writing = keepWriting(studio, "here", () => subject.isOver, tell, WRITER_REST_MS);
    await writeInHost(subject);
    return subject;
  }

  async function create(): Promise<string> {
    named += 1;
    const slug = `chaos-${named}`;
    await createStudio(platform, {
      slug,
      name: slug,
      isolation: pick(ISOLATIONS),
      cluster: pick(["main", "north"]),
      ownerEmail: `owner@${slug}.test`,
      ownerName: "Ada Owner",
      ownerPasswordHash: "none",
    });
    return slug;
  }

  /** A writer of a process that was killed is followed by another, with a name and a chain of its own. */
  async function writeInHost(subject: Subject): Promise<void> {
    if (writers.isRunning && subject.host === writers.starts) return;
    const writer = `host ${writers.starts + (writers.isRunning ? 0 : 1)}`;
    await steadily(() => addCounters(subject.studio, [writer]));
    writers.write({ slug: subject.slug, writer });
    subject.host = writers.starts;
  }

  async function cycle(subject: Subject): Promise<void> {
    const fault = random() < 0.4 ? "none" : pick(FAULTS);
    const before = await find(subject.slug);
    const [outcome] = await Promise.all([
      movers.move({ slug: subject.slug, to: await destination(before) }),
      sleep(random() * MOMENT_MS).then(() => strike(fault)),
    ]);
    await settle(subject.slug, outcome);
    await writeInHost(subject);
    tally.cycles += 1;
    tally.faults[fault] += 1;
    const kind = outcome.words
      .split(/[:;]/)
      .slice(0, 2)
      .join(":")
      .replaceAll(/[0-9a-f-]{8,}/g, "…");
    tally.outcomes[kind] = (tally.outcomes[kind] ?? 0) + 1;
    if (outcome.pausedMs !== undefined) tally.pausesMs.push(outcome.pausedMs);
    await compare(subject, `${fault}, ${outcome.words}`);
  }

  async function destination(at: StudioRow): Promise<MoveOrder["to"]> {
    if ((await findLastMove(platform.operations.db, at.studioId)) && random() < 0.5) return "back";
    if (random() < 0.3) await steadily(() => finalize(platform, at));
    const places: { isolation: Isolation; cluster: string }[] = ISOLATIONS.flatMap((isolation) =>
      ["main", "north"].map((cluster) => ({ isolation, cluster })),
    );
    return pick(places.filter((to) => to.isolation !== at.isolation || to.cluster !== at.cluster));
  }

  async function strike(fault: Fault): Promise<void> {
    if (fault === "kill the mover") movers.kill();
    if (fault === "kill the app") writers.kill();
    if (fault === "end connections") await endConnections();
    if (fault === "stop the mover") {
      movers.signal("SIGSTOP");
      await sleep(random() * 8_000);
      movers.signal("SIGCONT");
    }
  }

  async function endConnections(): Promise<void> {
    for (const cluster of ["main", "north"]) {
      const address = await platform.clusters.address(cluster, "postgres", "admin");
      const admin = openClient(address, { max: 1, applicationName: "chaos" });
      await admin`select pg_terminate_backend(pid) from pg_stat_activity
        where (usename in ('rsm_shared', 'rsm_mover') or starts_with(usename, 'rsm_app_')) order by random() limit 4`;
      await admin.end();
    }
  }

  /** Whatever died is taken on or undone: by the watchdog, by requests, or by a command. */
  async function settle(slug: string, { words }: MoveOutcome): Promise<void> {
    const until = Date.now() + STUCK_MS;
    const { studioId } = await find(slug);
    while (await steadily(() => findMoveUnderWay(platform.operations.db, studioId))) {
      if (Date.now() > until) {
        tally.wrong.push(`${slug}: a move is stuck after ${words}`);
        return;
      }
      const take = random() < 0.5 ? resumeMove : recoverMove;
      // Refused, or undone because of another fault: looked at again.
      await take(platform, studioId).catch(() => {});
      await sleep(50);
    }
  }

  async function compare(subject: Subject, after: string): Promise<void> {
    const placement = await find(subject.slug);
    const found = await steadily(() =>
      disagreements(platform.openStudio(placement), subject.ledger),
    );
    if (random() < 0.1) {
      found.push(...(await failedChecks(placement)));
    }
    tally.wrong.push(...found.map((words) => `${subject.slug} after ${after}: ${words}`));
    subject.ledger.failed.length = 0;
  }

  /** A way back that a fault cut goes on with the watchdog's next rounds. */
  async function failedChecks(placement: StudioRow): Promise<string[]> {
    for (const until = Date.now() + REVIVED_MS; ; await sleep(500)) {
      const { checks } = await steadily(() => verifyStudio(platform, placement));
      const failed = checks.filter(({ ok }) => !ok);
      if (failed.length === 0 || Date.now() > until) {
        return failed.map(({ name, detail }) => `${name}: ${detail}`);
      }
    }
  }

  async function end(subject: Subject): Promise<void> {
    subject.isOver = true;
    if (writers.isRunning) writers.write({ slug: subject.slug });
    await subject.writing;
    await compare(subject, "its end");
    const placement = await find(subject.slug);
    await steadily(() => finalize(platform, placement));
    tally.acknowledged += subject.ledger.acknowledged.length;
    tally.unknown += subject.ledger.unknown.length;
    subjects.delete(subject.slug);
  }

  function close(): void {
    movers.kill();
    writers.kill();
  }

  async function find(slug: string): Promise<StudioRow> {
    return (await steadily(() => findStudio(platform.operations.db, slug)))!;
  }

  function pick<T>(list: readonly T[]): T {
    return list[Math.floor(random() * list.length)]!;
  }
}

type Subject = {
  slug: string;
  studio: ReturnType<Platform["openStudio"]>;
  ledger: ReturnType<typeof emptyLedger>;
  isOver: boolean;
  /** Which start of the writers' process has its writer. */
  host: number;
  writing?: Promise<void>;
};
