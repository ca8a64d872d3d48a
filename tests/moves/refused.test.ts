import { expect, onTestFinished, test, vi } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { tryLock } from "#db/locks.server.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import type { MoveEvent } from "#db/moves/events.ts";
import { planDemotion, planPromotion } from "#db/moves/operations.server.ts";
import { previewMove } from "#db/moves/preview.server.ts";
import { sweepLinks } from "#db/moves/sweep.server.ts";
import { openPlatform } from "#db/platform.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import { findStudio } from "#db/studios.server.ts";
import { TEST_SECRETS_KEY } from "../support/cluster.ts";
import { type TestStudio, testPlatform } from "../support/platform.ts";
import { fencesOf, fill, sumsAt } from "./content.ts";
import { expectNothingLeft } from "./leftovers.ts";

// Waits for a busy machine; what the engine promises is measured where it is promised.
vi.setConfig({ testTimeout: 240_000 });

const { platform, prefix, adminUrls, another, newStudio, reopen } = await testPlatform();

/** It works where it was, and no half-made place is left. */
async function expectUntouched({ write, placement }: TestStudio): Promise<void> {
  await write((db) => db.insert(clients).values({ name: "Still here" }));
  const now = (await reopen(placement.slug)).placement;
  expect(now).toMatchObject({ placeId: placement.placeId, state: "open" });
  expect(await fencesOf(platform, placement.studioId)).toEqual(["open shared on main"]);
  const [left] = await platform.operations.sql<{ count: number }[]>`
    select count(*)::int as count from places where isolation <> 'shared'
      and id not in (select place_id from placements)`;
  expect(left!.count).toBe(0);
}

test("of two movers at once, one is refused and the other goes on", async () => {
  const studio = await newStudio();
  await fill(studio);
  const elsewhere = await another();
  const request = planPromotion(studio.placement, { cluster: "north" });
  const outcomes = await Promise.allSettled([
    moveStudio(platform, request),
    moveStudio(elsewhere, request),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = outcomes.find(({ status }) => status === "rejected") as PromiseRejectedResult;
  expect(String(refused.reason)).toContain(`a move of ${studio.placement.slug} is under way`);
  const { placement } = await reopen(studio.placement.slug);
  expect(placement).toMatchObject({ cluster: "north", epoch: 2 });
});

test("a cluster that nobody named is refused with the names that there are", async () => {
  const studio = await newStudio();
  const request = planPromotion(studio.placement, { cluster: "south" });
  await expect(moveStudio(platform, request)).rejects.toThrow('no cluster "south"; there is main');
  const { reasons } = await previewMove(platform, studio.placement, request);
  expect(reasons.join()).toContain('no cluster "south"');
  await expectUntouched(studio);
});

test("a cluster that is away is refused, and nothing is left of the try", async () => {
  const studio = await newStudio();
  const far = await openPlatform({
    adminUrls: {
      ...adminUrls,
      far: async () => "postgres://postgres:none@127.0.0.1:3179/postgres",
    },
    secretsKey: TEST_SECRETS_KEY,
    prefix,
  });
  onTestFinished(() => far.close());
  const request = planPromotion(studio.placement, { cluster: "far" });
  await expect(moveStudio(far, request)).rejects.toThrow("the cluster far cannot be reached");
  const { reasons } = await previewMove(far, studio.placement, request);
  expect(reasons).toEqual(["the cluster far cannot be reached"]);
  await expectUntouched(studio);
});

test("a migration under way holds a move off", async () => {
  const studio = await newStudio();
  const migrating = await freezeTables();
  const move = moveStudio(platform, planPromotion(studio.placement, {}));
  await expect(move).rejects.toThrow("a migration is running");
  await migrating.release();
  await expectUntouched(studio);
});

test("the ladder is gone up by promote and down by demote", async () => {
  const { placement } = await newStudio();
  expect(() => planDemotion(placement, {})).toThrow("is shared on main already");
  expect(() => planDemotion(placement, { isolation: "schema" })).toThrow("use `studio promote");
  expect(() =>
    planPromotion({ ...placement, isolation: "dedicated" }, { isolation: "schema" }),
  ).toThrow("use `studio demote");
});

test("a preview counts what would be moved and changes nothing", async () => {
  const studio = await newStudio();
  await fill(studio);
  const request = planPromotion(studio.placement, { cluster: "north" });
  const { tables, reasons } = await previewMove(platform, studio.placement, request);
  expect(reasons).toEqual([]);
  expect(tables.find(({ table }) => table === "sessions")).toMatchObject({ rows: 200 });
  expect(tables.every(({ bytes }) => bytes > 0)).toBe(true);
  expect(await findStudio(platform.control, studio.placement.slug)).toEqual(studio.placement);
});

/** A move that is told to end when it comes to this step. */
function moveUntil(step: string, studio: TestStudio) {
  const ending = new AbortController();
  const onEvent = (event: MoveEvent) => {
    if (event.type === "step" && event.step === step) ending.abort(new Error("told to end"));
  };
  const request = planPromotion(studio.placement, { cluster: "north" });
  return moveStudio(platform, request, onEvent, ending.signal);
}

test.each(["provision", "wire", "copy", "tail", "verify", "fence"])(
  "told to end at %s, it is undone",
  async (at) => {
    const studio = await newStudio();
    await fill(studio);
    await expect(moveUntil(at, studio)).rejects.toThrow("told to end");
    await expectUntouched(studio);
  },
);

test.each(["flip", "check", "soak"])("told to end at %s, it is finished", async (at) => {
  const studio = await newStudio();
  await fill(studio);
  expect((await moveUntil(at, studio)).to).toMatchObject({ cluster: "north", epoch: 2 });
});

test("a copy that differs from its source is refused, and its rows are removed", async () => {
  const studio = await newStudio();
  await fill(studio);
  const { placement: north } = await newStudio({ cluster: "north" });
  const owner = await platform.clusters.address("north", north.database, "owner");
  const sql = openClient(owner, { max: 1, applicationName: "test" });
  onTestFinished(() => sql.end());
  // One accent of one row is lost on the way.
  await sql.unsafe(`
    create function public.spoil() returns trigger language plpgsql as $$
      begin new.name := replace(new.name, 'É', 'E'); return new; end $$;
    create trigger spoil before insert on studios.clients
      for each row execute function public.spoil();
    alter table studios.clients enable always trigger spoil`);
  const request = planPromotion(studio.placement, { cluster: "north", isolation: "shared" });
  await expect(moveStudio(platform, request)).rejects.toThrow(
    /differs from its source in clients [0-9a-f-]{36}$/,
  );
  await sql.unsafe("drop trigger spoil on studios.clients");
  expect(await sumsAt(platform, { ...north, studioId: studio.placement.studioId })).toMatchObject({
    clients: { rows: 0 },
    sessions: { rows: 0 },
  });
  await expectUntouched(studio);
});

async function freezeTables() {
  const control = await platform.clusters.address("main", platform.names.control, "owner");
  const lock = await tryLock(control, { words: ["ddl"], applicationName: "test" });
  return lock!;
}

test("nothing is left of what was refused", async () => {
  // A table that was busy kept its trigger until a sweep.
  await sweepLinks(platform);
  await expect(expectNothingLeft(platform)).resolves.toBeUndefined();
});
