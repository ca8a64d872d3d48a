import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { moveStudio } from "#db/moves/engine.server.ts";
import { finalize, planPromotion, planRollback } from "#db/moves/operations.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { testPlatform } from "../support/platform.ts";
import { disagreements, startWriters } from "./ledger.ts";

// Waits for a busy machine; what the engine promises is measured where it is promised.
vi.setConfig({ testTimeout: 240_000 });

const { platform, another, newStudio, reopen } = await testPlatform();

test("writers on two app processes lose nothing while their studio moves to and fro", async () => {
  const studio = await newStudio();
  const { placement } = studio;
  const { slug } = placement;
  const neighbour = await newStudio();
  const elsewhere = await another();
  const { ledger, stop } = await startWriters(
    [
      studio,
      platform.openStudio(placement),
      elsewhere.openStudio(placement),
      // Resolved before any of the moves, and heard of none.
      elsewhere.openStudio(placement),
    ],
    onTestFinished,
  );
  const beside = await startWriters([neighbour], onTestFinished);
  // Work goes on after each of the moves.
  const workGoesOn = async () => {
    const until = ledger.acknowledged.length + 20;
    while (ledger.acknowledged.length < until) await sleep(5);
  };
  for (const move of ["promote", "rollback", "promote", "rollback"] as const) {
    await workGoesOn();
    const now = (await reopen(slug)).placement;
    const request =
      move === "promote"
        ? planPromotion(now, { cluster: "north" })
        : await planRollback(platform, now);
    await moveStudio(platform, request);
  }
  await workGoesOn();
  const moved = await reopen(slug);
  expect(await disagreements(moved, await stop())).toEqual([]);
  expect(await disagreements(neighbour, await beside.stop())).toEqual([]);
  expect(ledger.unknown).toEqual([]);
  expect(moved.placement).toMatchObject({ epoch: 5, isolation: "shared", cluster: "main" });
  await finalize(platform, moved.placement);
  expect((await verifyStudio(platform, moved.placement)).checks.filter(({ ok }) => !ok)).toEqual(
    [],
  );
});

test("a studio larger than any buffer on the way moves under its writers", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    db.execute(sql`insert into rooms (name, kind, description)
      select 'Salle ' || n, 'live', repeat('é', 500) from generate_series(1, 10000) n`),
  );
  const { stop } = await startWriters([studio, studio], onTestFinished);
  await moveStudio(platform, planPromotion(studio.placement, { cluster: "north" }));
  const moved = await reopen(studio.placement.slug);
  expect(await disagreements(moved, await stop())).toEqual([]);
});

test("a writer that holds its transaction over the fence is waited for", async () => {
  const studio = await newStudio();
  const { promise: inserted, resolve: hasInserted } = Promise.withResolvers<void>();
  const writer = studio.write(async (db) => {
    await db.insert(clients).values({ name: "held" });
    hasInserted();
    await sleep(400);
  });
  await inserted;
  await moveStudio(platform, planPromotion(studio.placement, {}));
  await writer;
  const moved = await reopen(studio.placement.slug);
  const rows = await moved.read((db) => db.select({ name: clients.name }).from(clients));
  expect(rows).toEqual([{ name: "held" }]);
});
