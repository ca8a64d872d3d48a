import { describe, expect, test, vi } from "vitest";
import { sql } from "drizzle-orm";
import { linkName } from "#db/moves/link.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import {
  finalize,
  planDemotion,
  planPromotion,
  planRollback,
} from "#db/moves/operations.server.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import type { MoveEvent } from "#db/moves/events.ts";
import { sweepLinks } from "#db/moves/sweep.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { type Isolation, ISOLATIONS } from "#db/schema/control/index.ts";
import { countRows } from "#db/studios.server.ts";
import { testPlatform } from "../support/platform.ts";
import { fencesOf, fill, sumsAt } from "./content.ts";
import { expectNothingLeft } from "./leftovers.ts";

// Waits for a busy machine; what the engine promises is measured where it is promised.
vi.setConfig({ testTimeout: 240_000 });

const { platform, newStudio, reopen } = await testPlatform();

const rank = (isolation: Isolation) => ISOLATIONS.indexOf(isolation);

const pairs = ISOLATIONS.flatMap((from) =>
  ISOLATIONS.flatMap((to) => ["main", "north"].map((cluster) => ({ from, to, cluster }))),
).filter(({ from, to, cluster }) => from !== to || cluster === "north");

describe.concurrent.each(pairs)(
  "from $from on main to $to on $cluster",
  ({ from, to, cluster }) => {
    test("every row arrives as it was, and what was left is kept until finalize", async ({
      expect,
    }) => {
      const studio = await newStudio({ isolation: from });
      const neighbour = await newStudio({ isolation: "shared", cluster });
      await fill(studio);
      const before = await sumsAt(platform, studio.placement);
      const plan = rank(to) < rank(from) ? planDemotion : planPromotion;
      await moveStudio(platform, plan(studio.placement, { isolation: to, cluster }));

      const { placement: now } = await reopen(studio.placement.slug);
      expect(now).toMatchObject({ isolation: to, cluster, epoch: 2, state: "open" });
      expect(await sumsAt(platform, now)).toEqual(before);
      expect(Object.values(before).filter(({ rows }) => rows === 0)).toEqual([]);
      // The handle that was opened before the move finds the new place by itself.
      await studio.write((db) => db.insert(clients).values({ name: "Après" }));
      expect(await countRows(platform, now)).toMatchObject({
        clients: 3,
        sessions: 200,
        tracks: 40,
      });
      expect((await verifyStudio(platform, now)).checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(await fencesOf(platform, now.studioId)).toEqual([
        `gone ${from} on main`,
        `open ${to} on ${cluster}`,
      ]);
      await finalize(platform, now);
      expect(await fencesOf(platform, now.studioId)).toEqual([`open ${to} on ${cluster}`]);
      expect(await countRows(platform, neighbour.placement)).toMatchObject({ settings: 1 });
    });
  },
);

describe.concurrent.each([
  { engine: "replication", to: { isolation: "dedicated", cluster: "north" } },
  { engine: "replication", to: { isolation: "shared", cluster: "north" } },
  { engine: "journal", to: { isolation: "schema", cluster: "main" } },
  { engine: "journal", to: { isolation: "schema", cluster: "north" } },
] as const)("a rollback by $engine from $to.isolation on $to.cluster", ({ engine, to }) => {
  test("copies nothing and brings back what was written since", async ({ expect }) => {
    const studio = await newStudio();
    const { slug } = studio.placement;
    await fill(studio);
    await moveStudio(platform, planPromotion(studio.placement, to));
    await studio.write(async (db) => {
      await db.execute(sql`insert into clients (name) values ('Written since')`);
      await db.execute(sql`update rooms set name = 'Petite Salle' where kind = 'live'`);
      await db.execute(sql`delete from tracks where position > 30`);
    });
    const promoted = await sumsAt(platform, (await reopen(slug)).placement);
    const events: MoveEvent[] = [];
    const back = await planRollback(platform, (await reopen(slug)).placement);
    const { findings } = await moveStudio(platform, back, (event) => void events.push(event));
    expect(events.filter(({ type }) => type === "copy" || type === "plan")).toEqual([]);
    expect(findings.differing).toEqual([]);
    const { placement } = await reopen(slug);
    expect(placement).toMatchObject({ isolation: "shared", cluster: "main", epoch: 3 });
    expect(await sumsAt(platform, placement)).toEqual(promoted);
    expect((await verifyStudio(platform, placement)).checks.filter(({ ok }) => !ok)).toEqual([]);
    const engines = await platform.operations.sql`select distinct engine from moves
      where studio_id = ${placement.studioId}`;
    expect(engines).toEqual([{ engine }]);
    await finalize(platform, placement);
  });
});

test("a rollback whose way back is broken copies every row", async () => {
  const studio = await newStudio();
  const { slug } = studio.placement;
  await fill(studio);
  const { moveId } = await moveStudio(
    platform,
    planPromotion(studio.placement, { cluster: "north" }),
  );
  const { placement } = await reopen(slug);
  await asMover(platform, placement, "test", async (sql) => {
    await sql`select pg_terminate_backend(active_pid, 5000), pg_drop_replication_slot(slot_name)
      from pg_replication_slots where slot_name = ${linkName({ moveId, direction: "back" })}`;
  });
  await studio.write((db) => db.insert(clients).values({ name: "Written in the north" }));
  const promoted = await sumsAt(platform, placement);
  const { checks } = await verifyStudio(platform, placement);
  expect(checks.filter(({ ok }) => !ok)).toMatchObject([
    { name: "kept copy", detail: expect.stringContaining("follows no more") },
  ]);
  const kinds = new Set<MoveEvent["type"]>();
  const back = await planRollback(platform, placement);
  await moveStudio(platform, back, ({ type }) => kinds.add(type));
  expect(kinds).toContain("copy");
  expect(await sumsAt(platform, (await reopen(slug)).placement)).toEqual(promoted);
});

test("a studio goes round between shared places without what it left there", async () => {
  const studio = await newStudio();
  const { slug } = studio.placement;
  await fill(studio);
  for (const cluster of ["north", "main", "north"]) {
    const { placement } = await reopen(slug);
    const before = await sumsAt(platform, placement);
    await moveStudio(platform, planPromotion(placement, { isolation: "shared", cluster }));
    expect(await sumsAt(platform, (await reopen(slug)).placement)).toEqual(before);
    await studio.write((db) => db.insert(clients).values({ name: `Now in ${cluster}` }));
  }
  const { placement } = await reopen(slug);
  expect((await verifyStudio(platform, placement)).checks.filter(({ ok }) => !ok)).toEqual([]);
  await finalize(platform, placement);
});

test("a studio without a row moves, and back", async () => {
  const studio = await newStudio();
  const { slug, studioId, schema } = studio.placement;
  await asMover(platform, studio.placement, "test", async (sql) => {
    // What the app deletes leaves a row in the audit.
    await sql`set session_replication_role = replica`;
    await sql`delete from ${sql(schema)}.settings where studio_id = ${studioId}`;
  });
  for (const to of [{ cluster: "north" }, { isolation: "schema" }] as const) {
    const { findings } = await moveStudio(platform, planPromotion(studio.placement, to));
    expect(findings).toEqual({ rows: 0, differing: [] });
    await moveStudio(platform, await planRollback(platform, (await reopen(slug)).placement));
    await finalize(platform, studio.placement);
  }
});

test("after finalize there is nothing to roll back", async () => {
  const { placement } = await newStudio();
  await moveStudio(platform, planPromotion(placement, {}));
  const moved = await reopen(placement.slug);
  expect(await finalize(platform, placement)).toHaveLength(1);
  await expect(planRollback(platform, moved.placement)).rejects.toThrow("no move to roll back");
  expect(await finalize(platform, placement)).toEqual([]);
});

test("nothing is left of what these moves were made of", async () => {
  // A table that was busy kept its trigger until a sweep.
  await sweepLinks(platform);
  await expect(expectNothingLeft(platform)).resolves.toBeUndefined();
});
