import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, inject, onTestFinished, test, vi } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { migratePlaces } from "#db/migrate.server.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import { linkName } from "#db/moves/link.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { findLastMove, findMoveUnderWay, placesOf } from "#db/moves/move.server.ts";
import { planPromotion, planRollback } from "#db/moves/operations.server.ts";
import type { Direction } from "#db/moves/carrier.ts";
import { LinkBroken } from "#db/moves/replication.server.ts";
import { reviveLinks } from "#db/moves/sweep.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import type { Place } from "#db/places.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { TEST_SECRETS_KEY } from "../support/cluster.ts";
import { type TestStudio, testPlatform } from "../support/platform.ts";
import { Host } from "./chaos/hosts.ts";
import { fill, openPlaces, sumsAt } from "./content.ts";
import { addCounters, disagreements, emptyLedger, recordIn } from "./ledger.ts";
import { expectNothingLeft } from "./leftovers.ts";
import { startMover } from "./movers.ts";

vi.setConfig({ testTimeout: 240_000 });

const { platform, prefix, newStudio, reopen } = await testPlatform();

const toShared = { isolation: "shared", cluster: "north" } as const;

/** It works where it was, nothing is left of the try, and the next one succeeds. */
async function expectUndone(studio: TestStudio): Promise<void> {
  const { placement } = await reopen(studio.placement.slug);
  expect(placement).toMatchObject({ isolation: "shared", cluster: "main", state: "open" });
  await studio.write((db) => db.insert(clients).values({ name: "Still here" }));
  await expectNothingLeft(platform);
  const before = await sumsAt(platform, placement);
  await moveStudio(platform, planPromotion(placement, toShared));
  const moved = (await reopen(placement.slug)).placement;
  expect(await sumsAt(platform, moved)).toEqual(before);
  expect(await openPlaces(platform, moved.studioId)).toEqual(["open shared on north"]);
}

test("a slot that is lost is said so, and the move is undone", async () => {
  const studio = await newStudio();
  await fill(studio);
  let dropped: Promise<unknown> | undefined;
  const dropSlot = async () => {
    const move = await findMoveUnderWay(platform.operations.db, studio.placement.studioId);
    await asMover(platform, studio.placement, "test", async (mover) => {
      const [slot] = await mover<{ name: string; pid: number | null }[]>`
        select slot_name as name, active_pid as pid from pg_replication_slots
        where slot_name = ${`rsm_${move!.id.replaceAll("-", "")}_forward`}`;
      await mover`select pg_terminate_backend(${slot!.pid}, 5000) where ${slot!.pid}::int > 0`;
      await mover`select pg_drop_replication_slot(${slot!.name})`;
    });
  };
  const move = moveStudio(platform, planPromotion(studio.placement, toShared), (event) => {
    if (event.type === "step" && event.step === "copy") dropped = dropSlot();
  });
  await expect(move).rejects.toThrow(LinkBroken);
  await expect(move).rejects.toThrow(/^the replication slot rsm_.* is lost/);
  await dropped;
  await expectUndone(studio);
});

test("a change that cannot be applied stops the link, and the move is undone", async () => {
  const studio = await newStudio();
  await newStudio(toShared);
  const { studioId, slug } = studio.placement;
  await fill(studio);
  const mover = startMover({ prefix, slug, to: toShared, stopAt: "tail" });
  await mover.reaches("tail");
  const move = await findMoveUnderWay(platform.operations.db, studioId);
  const { to } = await placesOf(platform.operations.db, move!);
  // A room of that name is at the target already: two of one name may not be.
  await asMover(platform, to, "test", (target) =>
    target.begin(async (planting) => {
      await planting`set local session_replication_role = replica`;
      await planting`insert into studios.rooms (studio_id, name, kind)
        values (${studioId}, 'Planted', 'live')`;
    }),
  );
  await studio.write((db) =>
    db.execute(sql`insert into rooms (name, kind) values ('Planted', 'booth')`),
  );
  mover.goOn();
  expect((await mover.ended).at(-1)).toMatch(/^refused: LinkBroken: the subscription .* stopped/);
  await expectUndone(studio);
});

/** Ends the sending of a link, again and again until PostgreSQL has stopped the link for it. */
async function cut(from: Place, to: Place, moveId: string, direction: Direction): Promise<void> {
  const name = linkName({ moveId, direction });
  await asMover(platform, from, "test", (source) =>
    asMover(platform, to, "test", async (target) => {
      for (;;) {
        const [stopped] = await target`select from pg_subscription
          where subname = ${name} and not subenabled`;
        if (stopped) return;
        await source`select pg_terminate_backend(active_pid, 5000) from pg_replication_slots
          where slot_name = ${name} and active`;
        await sleep(20);
      }
    }),
  );
}

test("a move whose link is cut goes on", async () => {
  const studio = await newStudio();
  const { studioId, slug } = studio.placement;
  await fill(studio);
  const mover = startMover({ prefix, slug, to: toShared, stopAt: "tail" });
  await mover.reaches("tail");
  const move = (await findMoveUnderWay(platform.operations.db, studioId))!;
  const { from, to } = await placesOf(platform.operations.db, move);
  await cut(from, to, move.id, "forward");
  await studio.write((db) => db.insert(clients).values({ name: "While it was cut" }));
  const before = await sumsAt(platform, studio.placement);
  // It stands still for longer than its deadline allows on a busy machine.
  await platform.operations.sql`update moves set deadline = now() + interval '1 minute'
    where id = ${move.id}`;
  mover.goOn();
  expect((await mover.ended).at(-1)).toBe("soak");
  expect(await sumsAt(platform, (await reopen(slug)).placement)).toEqual(before);
});

test("a way back that is cut goes on, and a rollback copies nothing", async () => {
  const studio = await newStudio();
  await fill(studio);
  const { moveId } = await moveStudio(platform, planPromotion(studio.placement, toShared));
  const move = (await findLastMove(platform.operations.db, studio.placement.studioId))!;
  const { from, to } = await placesOf(platform.operations.db, move);
  await cut(to, from, moveId, "back");
  await studio.write((db) => db.insert(clients).values({ name: "While it was cut" }));
  const { placement } = await reopen(studio.placement.slug);
  await reviveLinks(platform);
  await vi.waitFor(
    async () =>
      expect((await verifyStudio(platform, placement)).checks.filter(({ ok }) => !ok)).toEqual([]),
    20_000,
  );
  const kinds = new Set<string>();
  const back = await planRollback(platform, placement);
  await moveStudio(platform, back, ({ type }) => void kinds.add(type));
  expect(kinds).not.toContain("copy");
});

test("no log of a server keeps the password of a link", async () => {
  const studio = await newStudio(toShared);
  const { cluster, database } = studio.placement;
  const admin = openClient(await platform.clusters.address(cluster, database, "admin"), {
    max: 1,
    applicationName: "test",
  });
  onTestFinished(() => admin.end());
  await admin.unsafe(`alter database "${database}" set log_statement = 'all'`);
  const [server] = await admin<{ data: string }[]>`
    select current_setting('data_directory') as data`;
  const { moveId } = await moveStudio(
    platform,
    planPromotion((await newStudio()).placement, toShared),
  );
  const log = await readFile(path.join(server!.data, "../server.log"), "utf8");
  const lines = log.split("\n").filter((line) => line.includes(`@${database} `));
  // The way back is made here: its publication is in the log, and not how it is reached.
  expect(lines.join("\n")).toContain(
    `create publication "${linkName({ moveId, direction: "back" })}"`,
  );
  expect(log).not.toContain(platform.clusters.passwordOf("main", "mover"));
  expect(log).not.toContain("password='");
});

test("a migration waits for the moves that are under way", async () => {
  const studio = await newStudio();
  await fill(studio);
  const ended: string[] = [];
  let migration: Promise<unknown> | undefined;
  await moveStudio(platform, planPromotion(studio.placement, toShared), (event) => {
    if (event.type !== "step") return;
    if (event.step === "copy") {
      migration = migratePlaces(platform).then(() => ended.push("migration"));
    }
    if (event.step === "soak") ended.push("move");
  });
  await migration;
  expect(ended).toEqual(["move", "migration"]);
});

test("an app process that is killed while its studio moves loses nothing acknowledged", async () => {
  const studio = await newStudio();
  const { slug } = studio.placement;
  const ledger = emptyLedger();
  const setup = {
    urls: inject("clusters"),
    secretsKey: TEST_SECRETS_KEY.toString("base64"),
    prefix,
  };
  const app = new Host(setup, ({ outcome, operation, words }) =>
    recordIn(ledger)(outcome, operation, words),
  );
  onTestFinished(() => app.kill());
  await addCounters(studio, ["total", "app"]);
  app.write({ slug, writer: "app" });
  await vi.waitFor(() => expect(ledger.acknowledged.length).toBeGreaterThan(20), 30_000);
  await moveStudio(platform, planPromotion(studio.placement, toShared), (event) => {
    if (event.type === "step" && event.step === "fence") app.kill();
  });
  const moved = await reopen(slug);
  expect(await disagreements(moved, ledger)).toEqual([]);
  expect(moved.placement).toMatchObject(toShared);
});
