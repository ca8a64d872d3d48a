import { describe, expect, test, vi } from "vitest";
import { moveStudio, resumeMove } from "#db/moves/engine.server.ts";
import { finalize, planPromotion, planRollback } from "#db/moves/operations.server.ts";
import { recoverMove } from "#db/moves/recover.server.ts";
import { sweepLinks } from "#db/moves/sweep.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import { watchPlatform } from "#db/moves/watchdog.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { type TestStudio, testPlatform } from "../support/platform.ts";
import { fill, openPlaces, sumsAt } from "./content.ts";
import { expectNothingLeft } from "./leftovers.ts";
import { startMover, untilClosed } from "./movers.ts";

vi.setConfig({ testTimeout: 240_000 });

const { platform, prefix, newStudio, reopen } = await testPlatform();

const dedicated = { isolation: "dedicated", cluster: "north" } as const;
const shared = { isolation: "shared", cluster: "north" } as const;
const schema = { isolation: "schema", cluster: "main" } as const;

async function killAt(
  stopAt: string,
  { placement: { slug } }: TestStudio,
  to: typeof dedicated | typeof shared | typeof schema | "back",
): Promise<void> {
  const mover = startMover({ prefix, slug, to, stopAt });
  await mover.reaches(stopAt);
  mover.signal("SIGKILL");
  await mover.ended;
}

/** Where it is once nothing is under way: a request that waited may be ending the move still. */
async function atRest({ placement: { slug } }: TestStudio) {
  await vi.waitFor(async () => expect((await reopen(slug)).placement.state).toBe("open"), 10_000);
  return (await reopen(slug)).placement;
}

/** It works at one place, every row is there, and the move that brought it can be rolled back. */
async function expectWhole(studio: TestStudio): Promise<void> {
  const placement = await atRest(studio);
  expect(await openPlaces(platform, placement.studioId)).toHaveLength(1);
  expect((await verifyStudio(platform, placement)).checks.filter(({ ok }) => !ok)).toEqual([]);
  const names = await studio.read((db) => db.select({ name: clients.name }).from(clients));
  expect(names).toHaveLength(3);
}

// Past `verify` the studio may be closed: a move that died there is undone, later ones are finished.
const points = [
  ...["wire", "copy", "tail", "verify", "flip", "check"].map((at) => ({
    at,
    to: dedicated,
    ends: dedicated,
  })),
  { at: "copy", to: shared, ends: shared },
  { at: "copy", to: schema, ends: schema },
  { at: "flip", to: schema, ends: schema },
  { at: "fence", to: dedicated, ends: { isolation: "shared", cluster: "main" } },
] as const;

describe.concurrent.each(points)(
  "killed at $at on the way to $to.isolation",
  ({ at, to, ends }) => {
    test("the studio works, and another process takes the move on", async ({ expect }) => {
      const studio = await newStudio();
      await fill(studio);
      await killAt(at, studio, to);
      await studio.write((db) => db.insert(clients).values({ name: "At once" }));
      await resumeMove(platform, studio.placement.studioId);
      expect(await atRest(studio)).toMatchObject(ends);
      await expectWhole(studio);
      await finalize(platform, studio.placement);
      expect((await reopen(studio.placement.slug)).placement).toMatchObject(ends);
    });
  },
);

describe.concurrent.each(["tail", "flip"])("a rollback that is killed at %s", (at) => {
  test("is taken on, and still copies nothing", async ({ expect }) => {
    const studio = await newStudio();
    await fill(studio);
    await moveStudio(platform, planPromotion(studio.placement, dedicated));
    await studio.write((db) => db.insert(clients).values({ name: "In the north" }));
    const before = await sumsAt(platform, (await reopen(studio.placement.slug)).placement);
    await killAt(at, studio, "back");
    const kinds = new Set<string>();
    await resumeMove(platform, studio.placement.studioId, ({ type }) => kinds.add(type));
    expect(kinds).not.toContain("copy");
    const { placement } = await reopen(studio.placement.slug);
    expect(placement).toMatchObject({ isolation: "shared", cluster: "main" });
    expect(await sumsAt(platform, placement)).toEqual(before);
    await expectWhole(studio);
  });
});

test("killed at copy: the next command undoes the move and makes another", async () => {
  const studio = await newStudio();
  await fill(studio);
  await killAt("copy", studio, dedicated);
  await recoverMove(platform, studio.placement.studioId);
  await studio.write((db) => db.insert(clients).values({ name: "At once" }));
  const placement = await atRest(studio);
  expect(placement).toMatchObject({ isolation: "shared", cluster: "main" });
  await moveStudio(platform, planPromotion(placement, dedicated));
  await expectWhole(studio);
});

test("killed while the studio is closed: who waits opens it again at once", async () => {
  const studio = await newStudio();
  await fill(studio);
  const { slug, studioId } = studio.placement;
  const mover = startMover({ prefix, slug, to: dedicated, stopAt: "verify" });
  await mover.reaches("verify");
  const { release } = await untilClosed(platform, studioId, mover);
  // Who waits is not to wait for the deadline of one that is dead.
  await platform.operations.sql`update moves set deadline = now() + interval '1 hour'
    where studio_id = ${studioId}`;
  mover.signal("SIGKILL");
  await studio.write((db) => db.insert(clients).values({ name: "At once" }));
  await release();
  expect(await atRest(studio)).toMatchObject({ isolation: "shared", epoch: 2 });
  await expectWhole(studio);
});

test("a running app takes on by itself what died", async () => {
  const studio = await newStudio();
  await fill(studio);
  await killAt("copy", studio, dedicated);
  await studio.write((db) => db.insert(clients).values({ name: "At once" }));
  const errors: unknown[] = [];
  const watchdog = watchPlatform(platform, (error) => errors.push(error));
  await vi.waitFor(
    async () =>
      expect((await reopen(studio.placement.slug)).placement).toMatchObject({
        ...dedicated,
        state: "open",
      }),
    20_000,
  );
  await watchdog.stop();
  expect(errors).toEqual([]);
  await expectWhole(studio);
  await moveStudio(
    platform,
    await planRollback(platform, (await reopen(studio.placement.slug)).placement),
  );
  await expectWhole(studio);
});

test("nothing is left of what these moves were made of", async () => {
  // A table that was busy kept its trigger until a sweep.
  await sweepLinks(platform);
  await expect(expectNothingLeft(platform)).resolves.toBeUndefined();
});
