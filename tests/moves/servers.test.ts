import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import { StudioBusy } from "#db/moves/fences.server.ts";
import { makeSlot } from "#db/moves/link.server.ts";
import { finalize, planPromotion } from "#db/moves/operations.server.ts";
import { previewMove } from "#db/moves/preview.server.ts";
import { sweepLinks } from "#db/moves/sweep.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import { watchPlatform } from "#db/moves/watchdog.server.ts";
import type { TestStudio } from "../support/platform.ts";
import { fill } from "./content.ts";
import { disagreements, startWriters } from "./ledger.ts";
import { expectNothingLeft } from "./leftovers.ts";
import { ownClusters } from "./own-clusters.ts";

vi.setConfig({ testTimeout: 240_000 });

const { platform, newStudio, reopen, stopServer } = await ownClusters();

/** As the app, in a transaction that stands still: without the setting by which the server ends one. */
async function writeForever({ placement }: Pick<TestStudio, "placement">) {
  const { cluster, database, schema, studioId, epoch } = placement;
  const address = await platform.clusters.address(cluster, database, "app");
  const app = openClient(address, { max: 1, applicationName: "test" });
  onTestFinished(() => app.end({ timeout: 0 }));
  await app.unsafe("begin");
  await app`select rsm.enter(${studioId}, ${schema}, ${epoch}, null, true)`;
  await app`insert into clients (name) values ('Never committed')`;
  const [backend] = await app<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return { pid: backend!.pid, end: () => app.end({ timeout: 0 }) };
}

test("a transaction that does not end keeps a slot from being made, and is named", async () => {
  const studio = await newStudio("still");
  const writer = await writeForever(studio);
  const moveId = crypto.randomUUID();
  const { studioId, placeId: id, ...place } = studio.placement;
  const from = { ...place, id };
  const slot = makeSlot(platform, { moveId, direction: "forward", studioId, from, to: from }, 500);
  await expect(slot).rejects.toThrow(StudioBusy);
  await expect(slot).rejects.toThrow(`backend ${writer.pid} for `);
  await writer.end();
});

test.each([
  { engine: "replication", to: { cluster: "north" } },
  { engine: "journal", to: { isolation: "schema" } },
] as const)(
  "by $engine: a transaction that does not end is named, and the studio goes on",
  async ({ engine, to }) => {
    const studio = await newStudio(`busy-${engine}`);
    const { placement } = studio;
    await fill(studio);
    let standing: ReturnType<typeof writeForever> | undefined;
    const move = moveStudio(platform, planPromotion(placement, to), (event) => {
      if (event.type === "step" && event.step === "verify") standing = writeForever(studio);
    });
    const error: unknown = await move.catch((reason: unknown) => reason);
    const { pid, end } = await standing!;
    expect(error).toBeInstanceOf(StudioBusy);
    expect(String(error)).toContain(`backend ${pid} for `);
    const { write, placement: now } = await reopen(placement.slug);
    await write(async () => {});
    expect(now).toMatchObject({ placeId: placement.placeId, state: "open" });
    const { reasons } = await previewMove(platform, now, planPromotion(now, to));
    expect(reasons.join()).toContain(`backend ${pid} has been writing`);
    await end();
    // What stood in the way of dropping a trigger is gone.
    await sweepLinks(platform);
    await expectNothingLeft(platform);
  },
);

describe.each([
  { server: "main", at: "copy" },
  { server: "main", at: "fence" },
  { server: "north", at: "copy" },
  { server: "north", at: "flip" },
] as const)("the server $server is stopped at $at", ({ server, at }) => {
  test("nothing that was acknowledged is lost, and the studio moves in the end", async () => {
    const studio = await newStudio(`${server}-${at}`);
    const { slug } = studio.placement;
    await studio.write((db) =>
      db.execute(sql`insert into rooms (name, kind, description)
        select 'Salle ' || n, 'live', repeat('é', 500) from generate_series(1, 5000) n`),
    );
    const { stop, ledger } = await startWriters([studio, studio], onTestFinished);
    let back: Promise<void> | undefined;
    const moved = moveStudio(
      platform,
      planPromotion(studio.placement, { cluster: "north" }),
      (event) => {
        if (event.type === "step" && event.step === at) back = stopServer(server);
      },
    );
    await moved.catch(() => {});
    await back;
    const watchdog = watchPlatform(platform, () => {});
    await vi.waitFor(async () => expect((await reopen(slug)).placement.state).toBe("open"), 30_000);
    await watchdog.stop();
    const acknowledged = ledger.acknowledged.length;
    await vi.waitFor(
      () => expect(ledger.acknowledged.length).toBeGreaterThan(acknowledged),
      10_000,
    );

    const now = (await reopen(slug)).placement;
    if (now.cluster === "main") {
      await moveStudio(platform, planPromotion(now, { cluster: "north" }));
    }
    await stop();
    const { placement, ...there } = await reopen(slug);
    expect(placement).toMatchObject({ isolation: "dedicated", cluster: "north", state: "open" });
    // Who waited for the server in vain was told so.
    const faults = await disagreements(there, ledger);
    expect(faults.filter((fault) => !fault.includes("StudioUnavailable"))).toEqual([]);
    await finalize(platform, placement);
    await sweepLinks(platform);
    await expectNothingLeft(platform);
    expect((await verifyStudio(platform, placement)).checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});
