import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "#db/connections.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { codeOf, isConnectionError } from "./errors.ts";
import { openLane } from "./lane.ts";

const { platform, another, newStudio } = await testPlatform();
const oneConnection = await another({ ...DEFAULT_LIMITS, total: 1, perDatabase: 1 });

test("a lane that is lost stays lost, also for what was sent before it was known", async () => {
  const lane = await openLane(
    await platform.clusters.address("main", platform.names.shared, "app"),
    { applicationName: "lane" },
  );
  const sent = [
    lane.sql`select pg_terminate_backend(pg_backend_pid())`,
    lane.sql`select 1`,
    lane.sql`select 2`,
  ];
  for (const outcome of await Promise.allSettled(sent)) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: expect.any(String) } });
  }
  expect(lane.isLost()).toBe(true);
  await expect(lane.sql`select 3`).rejects.toSatisfy(isConnectionError);
  await lane.close();
});

test("after a loss, the rest of the work cannot run in another's transaction", async () => {
  const [mine, other] = [await newStudio(), await newStudio()];
  const [one, two] = [mine, other].map(({ placement }) => oneConnection.openStudio(placement));
  let theirs: Promise<unknown> | undefined;
  await one!.write(async (db) => {
    if (theirs) return;
    await db.execute(sql`select pg_terminate_backend(pg_backend_pid())`).catch(() => {});
    // The studio's one connection is opened anew, by somebody else.
    theirs = two!.write(async (their) => {
      await their.insert(clients).values({ name: "theirs" });
      await sleep(30);
    });
    await sleep(10);
    const late = db.insert(clients).values({ name: "late" });
    await expect(late).rejects.toSatisfy(isConnectionError);
  });
  await theirs;
  const seen = await Promise.all(
    [one!, two!].map((studio) =>
      studio.read((db) => db.select({ name: clients.name }).from(clients)),
    ),
  );
  expect(seen).toEqual([[], [{ name: "theirs" }]]);
});

test("studios that share one connection never see each other's rows, whatever goes wrong", async () => {
  const studios = await Promise.all(
    Array.from({ length: 4 }, async (_, n) => {
      const { placement } = await newStudio();
      return { name: `studio ${n}`, ...oneConnection.openStudio(placement) };
    }),
  );
  const mishaps: ((db: StudioDb) => Promise<unknown>)[] = [
    async () => {},
    (db) => db.execute(sql`select 1 / 0`),
    (db) =>
      db
        .execute(sql`select set_config('statement_timeout', '5', true)`)
        .then(() => db.execute(sql`select pg_sleep(1)`)),
    (db) => db.execute(sql`select 1 / 0`).catch(() => {}),
    async () => {
      throw new Error("the work threw");
    },
    async (db) => {
      void db.execute(sql`select pg_sleep(0.001)`).then(undefined, () => {});
    },
  ];
  const foreign: string[] = [];
  let done = 0;
  await Promise.all(
    studios.flatMap((studio) =>
      Array.from({ length: 60 }, async (_, n) => {
        const write = studio.write(async (db) => {
          await db.insert(clients).values({ name: studio.name });
          await mishaps[n % mishaps.length]!(db);
        });
        const read = studio.read(async (db) => {
          await mishaps[(n + 3) % mishaps.length]!(db);
          return db.select({ name: clients.name }).from(clients);
        });
        const [written, seen] = await Promise.allSettled([write, read]);
        if (written.status === "fulfilled") done += 1;
        if (seen.status === "fulfilled")
          foreign.push(
            ...seen.value.map(({ name }) => name).filter((name) => name !== studio.name),
          );
      }),
    ),
  );
  expect(foreign).toEqual([]);
  const counts = await Promise.all(
    studios.map((studio) => studio.read((db) => db.select({ name: clients.name }).from(clients))),
  );
  // Two mishaps in six are none: what was swallowed, thrown or refused wrote nothing.
  expect(done).toBe(80);
  expect(counts.map((rows) => rows.length)).toEqual([20, 20, 20, 20]);
});

test("a setting that work leaves behind does not reach the next on its connection", async () => {
  const { placement } = await newStudio();
  const studio = oneConnection.openStudio(placement);
  await studio.write((db) => db.execute(sql`select set_config('statement_timeout', '7s', true)`));
  const [row] = await studio.read((db) =>
    db.execute<{ value: string }>(sql`select current_setting('statement_timeout') as value`),
  );
  expect(row!.value).toBe("30s");
  const lane = await oneConnection.connections.borrow(placement);
  const scoped = lane.sql`select name from studios.clients`;
  await expect(scoped).rejects.toSatisfy((error) => codeOf(error) === "22P02");
  oneConnection.connections.giveBack(lane);
});
