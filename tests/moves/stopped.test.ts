import { describe, expect, test, vi } from "vitest";
import { moveStudio, resumeMove } from "#db/moves/engine.server.ts";
import { planRollback } from "#db/moves/operations.server.ts";
import { recoverMove } from "#db/moves/recover.server.ts";
import { sweepLinks } from "#db/moves/sweep.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { type TestStudio, testPlatform } from "../support/platform.ts";
import { fencesOf, fill, openPlaces, sumsAt } from "./content.ts";
import { expectNothingLeft } from "./leftovers.ts";
import { startMover, untilClosed } from "./movers.ts";

// A mover that stands still past its deadline: others take its move from it.

vi.setConfig({ testTimeout: 240_000 });

const { platform, prefix, newStudio, reopen } = await testPlatform();

const dedicated = { isolation: "dedicated", cluster: "north" } as const;
const schema = { isolation: "schema", cluster: "main" } as const;

async function stop(stopAt: string, studio: TestStudio, to: typeof dedicated | typeof schema) {
  const mover = startMover({ prefix, slug: studio.placement.slug, to, stopAt });
  await mover.reaches(stopAt);
  await platform.operations.sql`update moves set deadline = now() - interval '1 second'
      where studio_id = ${studio.placement.studioId}`;
  return mover;
}

/** The studio is as it was before the mover woke, and so is all that it left. */
async function expectUnmoved(mover: ReturnType<typeof startMover>, studio: TestStudio) {
  const { slug, studioId } = studio.placement;
  const before = (await reopen(slug)).placement;
  const sums = await sumsAt(platform, before);
  mover.goOn();
  expect((await mover.ended).at(-1)).toMatch(/^refused: /);
  expect((await reopen(slug)).placement).toEqual(before);
  expect(await sumsAt(platform, before)).toEqual(sums);
  expect(await openPlaces(platform, studioId)).toHaveLength(1);
  expect((await verifyStudio(platform, before)).checks.filter(({ ok }) => !ok)).toEqual([]);
  return before;
}

describe.concurrent.each([
  { at: "wire", to: dedicated },
  { at: "verify", to: dedicated },
  { at: "copy", to: schema },
])("at $at on the way to $to.isolation", ({ at, to }) => {
  test("the move is undone, and it does nothing when it wakes", async ({ expect }) => {
    const studio = await newStudio();
    await fill(studio);
    const mover = await stop(at, studio, to);
    await studio.write((db) => db.insert(clients).values({ name: "While it slept" }));
    await recoverMove(platform, studio.placement.studioId);
    const home = await expectUnmoved(mover, studio);
    expect(home).toMatchObject({ isolation: "shared", epoch: 2, state: "open" });
    expect(await fencesOf(platform, home.studioId)).toEqual(["open shared on main"]);
  });
});

describe.concurrent.each([
  { at: "wire", to: dedicated },
  { at: "copy", to: dedicated },
  { at: "copy", to: schema },
])("at $at on the way to $to.isolation", ({ at, to }) => {
  test("another takes the move on, and it does nothing when it wakes", async ({ expect }) => {
    const studio = await newStudio();
    await fill(studio);
    const mover = await stop(at, studio, to);
    await studio.write((db) => db.insert(clients).values({ name: "While it slept" }));
    await resumeMove(platform, studio.placement.studioId);
    expect(await expectUnmoved(mover, studio)).toMatchObject({ ...to, epoch: 3, state: "open" });
  });
});

test("in the fence: requests open the studio again when its deadline is past", async () => {
  const studio = await newStudio();
  await fill(studio);
  const { studioId, slug } = studio.placement;
  const mover = startMover({ prefix, slug, to: dedicated, stopAt: "verify" });
  await mover.reaches("verify");
  const { release } = await untilClosed(platform, studioId, mover);
  mover.signal("SIGSTOP");
  // It gave itself no longer than this, and nobody pushes it on.
  const [deadline] = await platform.operations.sql`select from moves
    where studio_id = ${studioId} and state = 'fence' and deadline < now() + interval '4 seconds'`;
  expect(deadline).toBeDefined();
  await studio.write((db) => db.insert(clients).values({ name: "While it slept" }));
  await release();
  await vi.waitFor(async () => expect((await reopen(slug)).placement.state).toBe("open"), 5_000);
  expect(await expectUnmoved(mover, studio)).toMatchObject({ isolation: "shared", epoch: 2 });
});

test("after the flip: others finish it and go on, and it changes nothing when it wakes", async () => {
  const studio = await newStudio();
  const { slug } = studio.placement;
  await fill(studio);
  const mover = await stop("flip", studio, dedicated);
  await studio.write((db) => db.insert(clients).values({ name: "While it slept" }));
  await vi.waitFor(async () => expect((await reopen(slug)).placement.state).toBe("open"), 10_000);
  const promoted = (await reopen(slug)).placement;
  expect(promoted).toMatchObject({ ...dedicated, epoch: 2 });
  await moveStudio(platform, await planRollback(platform, promoted));
  expect(await expectUnmoved(mover, studio)).toMatchObject({ isolation: "shared", epoch: 3 });
});

test("nothing is left of what these moves were made of", async () => {
  // A table that was busy kept its trigger until a sweep.
  await sweepLinks(platform);
  await expect(expectNothingLeft(platform)).resolves.toBeUndefined();
});
