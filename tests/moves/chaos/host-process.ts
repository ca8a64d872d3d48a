// A process of the app's, to be killed or stopped: it moves or writes as the lines of its standard
// input say, and tells on its standard output.
import process from "node:process";
import { createInterface } from "node:readline";
import { moveStudio } from "#db/moves/engine.server.ts";
import { planRollback } from "#db/moves/operations.server.ts";
import { openPlatform, type Platform } from "#db/platform.server.ts";
import { findStudio } from "#db/studios.server.ts";
import { keepWriting } from "../ledger.ts";
import {
  type HostSetup,
  type MoveOrder,
  type MoveOutcome,
  steadily,
  WRITER_REST_MS,
  type WriteOrder,
  type Written,
} from "./hosts.ts";

const setup = JSON.parse(process.argv[2]!) as HostSetup;
const platform = await openPlatform({
  adminUrls: {
    main: async () => setup.urls.main,
    north: async () => setup.urls.north,
  },
  secretsKey: Buffer.from(setup.secretsKey, "base64"),
  prefix: setup.prefix,
  limits: { total: 60, perDatabase: 4, idleMs: 5_000, lifetimeMs: 60_000, waitMs: 30_000 },
});
const over = new Set<string>();

createInterface({ input: process.stdin }).on("line", (line) => {
  const order = JSON.parse(line) as MoveOrder | WriteOrder;
  if ("to" in order) void move(platform, order);
  else void write(platform, order);
});

function say(line: MoveOutcome | Written): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function move(on: Platform, { id, slug, to }: MoveOrder): Promise<void> {
  try {
    const studio = (await findStudio(on.control, slug))!;
    const request =
      to === "back"
        ? await planRollback(on, studio)
        : { ...to, studioId: studio.studioId, slug, kind: "promote" as const };
    const { pausedMs, findings } = await moveStudio(on, request);
    const differing = findings.differing.length;
    say({ id, words: differing === 0 ? "moved" : `${differing} rows differ`, pausedMs });
  } catch (error) {
    say({ id, words: String(error) });
  }
}

async function write(on: Platform, { slug, writer }: WriteOrder): Promise<void> {
  if (!writer) return void over.add(slug);
  const studio = on.openStudio((await steadily(() => findStudio(on.control, slug)))!);
  await keepWriting(
    studio,
    writer,
    () => over.has(slug),
    (outcome, operation, error) =>
      say({ slug, outcome, operation, ...(outcome === "failed" ? { words: String(error) } : {}) }),
    WRITER_REST_MS,
  );
}
