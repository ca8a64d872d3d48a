import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import { planPromotion } from "#db/moves/operations.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { testPlatform } from "../support/platform.ts";
import { disagreements, type Ledger, startWriters } from "./ledger.ts";

// The proof that the ledger sees what it is for: with a part of the fence taken out of this file's own
// shared database, the same work loses an acknowledged write, and the ledger says which.

// Waits for a busy machine; what the engine promises is measured where it is promised.
vi.setConfig({ testTimeout: 240_000 });

const { platform, newStudio, reopen } = await testPlatform();
const intact = new Map<string, string>();

async function onShared(work: (sql: ReturnType<typeof openClient>) => Promise<unknown>) {
  const owner = await platform.clusters.address("main", platform.names.shared, "owner");
  const sql = openClient(owner, { max: 1, applicationName: "test" });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

beforeAll(() =>
  onShared(async (sql) => {
    for (const { name, body } of await sql<{ name: string; body: string }[]>`
      select proname as name, pg_get_functiondef(oid) as body from pg_proc
      where pronamespace = 'rsm'::regnamespace and proname in ('enter', 'guard')`) {
      intact.set(name, body);
    }
  }),
);

/** Puts both functions back, with every match of `part` replaced. */
async function breakFence(part: RegExp, by: string): Promise<void> {
  await onShared(async (sql) => {
    for (const body of intact.values()) {
      expect(body).toMatch(part);
      await sql.unsafe(body.replace(part, by));
    }
  });
}

/** A studio with some work done, and one more write: begun before its fence, acknowledged after the move. */
async function writeOverMove(hold: boolean): Promise<{ faults: string[]; ledger: Ledger }> {
  const studio = await newStudio();
  const { stop } = await startWriters([studio]);
  const ledger = await stop();
  const late = platform.openStudio(studio.placement);
  const { promise: moved, resolve: hasMoved } = Promise.withResolvers<void>();
  onTestFinished(() => hasMoved());
  const { promise: inserted, resolve: hasInserted } = Promise.withResolvers<void>();
  const write = async () => {
    await late.write(async (db) => {
      await db.insert(clients).values({ name: "late" });
      hasInserted();
      if (hold) await moved;
    });
    ledger.acknowledged.push("late");
  };
  let writing: Promise<void> | undefined;
  const request = planPromotion(studio.placement, { isolation: "schema" });
  await moveStudio(platform, request, (event) => {
    if (hold && event.type === "step" && event.step === "copy") writing = write();
    if (event.type === "step" && event.step === "check") hasMoved();
  });
  await (hold ? inserted : undefined);
  await (writing ?? write());
  const faults = await disagreements(await reopen(studio.placement.slug), ledger);
  return { faults: faults.filter((fault) => !fault.includes("were counted")), ledger };
}

test("whole, it sends a writer with an old placement to the new place", async () => {
  expect((await writeOverMove(false)).faults).toEqual([]);
});

test("without its lock, it loses the write of a transaction that was open over it", async () => {
  await breakFence(/pg_advisory_xact_lock_shared/, "hashint8");
  expect((await writeOverMove(true)).faults).toEqual(["late was acknowledged and is lost"]);
});

test("without its check, it loses the write of a process that did not hear of the move", async () => {
  await breakFence(/if not (found|exists)[\s\S]*?end if;/, "");
  expect((await writeOverMove(false)).faults).toEqual(["late was acknowledged and is lost"]);
});
