import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { codeOf, NoFreeConnection } from "#db/connections/errors.ts";
import { DEFAULT_LIMITS } from "#db/connections.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import type { Studio, StudioDb } from "#db/studio.server.ts";
import { testPlatform } from "../support/platform.ts";

// Two studios of one place and ONE connection for both: what the one leaves on it meets the other.
const installation = await testPlatform();
const limits = { ...DEFAULT_LIMITS, total: 1, perDatabase: 1 };
// All queue for the one connection: a busy machine may take its time.
const { openStudio, clusters } = await installation.another({ ...limits, waitMs: 30_000 });
const [one, other] = [await installation.newStudio(), await installation.newStudio()];
const [mine, theirs] = [openStudio(one.placement), openStudio(other.placement)];
const { cluster, database, schema } = one.placement;
const admin = openClient(await clusters.address(cluster, database, "admin"), {
  max: 1,
  applicationName: "connections",
});
afterAll(() => admin.end());

beforeEach(async () => {
  for (const [studio, name] of [
    [mine, "Nadia"],
    [theirs, "Ousmane"],
  ] as const) {
    await studio.write(async (db) => {
      await db.delete(clients);
      await db.insert(clients).values({ name });
    });
  }
});

const scopeOf = sql<{ studio: string; path: string; pid: number }>`
  select current_setting('app.studio_id') as studio, current_setting('search_path') as path,
    pg_backend_pid() as pid`;

async function pidOf(db: StudioDb): Promise<number> {
  const [row] = await db.execute<{ pid: number }>(scopeOf);
  return row!.pid;
}

/** Each of the two is in its own scope, and sees and writes its own rows and no other. */
async function expectApart(nadias = mine, ousmanes = theirs) {
  for (const [studio, at, name] of [
    [ousmanes, other, "Ousmane"],
    [nadias, one, "Nadia"],
  ] as const) {
    const seen = await studio.write(async (db) => {
      const [scope] = await db.execute<{ studio: string; path: string }>(scopeOf);
      await db.update(clients).set({ phone: "01 99 00 00 00" });
      return { scope, names: await db.select({ name: clients.name }).from(clients) };
    });
    expect(seen.scope).toMatchObject({
      studio: at.placement.studioId,
      path: `${schema}, public`,
    });
    expect(seen.names).toEqual([{ name }]);
  }
}

test("both work on one connection", async () => {
  const pids = await Promise.all([mine, theirs, mine, theirs].map((each) => each.read(pidOf)));
  expect(new Set(pids).size).toBe(1);
});

test("reads and writes that take turns see their own studio", async () => {
  const work = (studio: Studio, name: string) => async (n: number) => {
    if (n % 3 === 0) await studio.write((db) => db.update(clients).set({ phone: String(n) }));
    const rows = await studio.read((db) => db.select({ name: clients.name }).from(clients));
    expect(rows).toEqual([{ name }]);
  };
  const turns = Array.from({ length: 40 }, (_, n) => n);
  const [ours, others] = [work(mine, "Nadia"), work(theirs, "Ousmane")];
  await Promise.all(turns.flatMap((n) => [ours(n), others(n)]));
  await expectApart();
});

test("after a statement that failed", async () => {
  const failing = mine.write((db) => db.execute(sql`select 1 / 0`));
  await expect(failing).rejects.toSatisfy((error) => codeOf(error) === "22012");
  await expectApart();
});

test("after work that threw, which is rolled back", async () => {
  const thrown = mine.write(async (db) => {
    await db.insert(clients).values({ name: "Never" });
    throw new Error("changed my mind");
  });
  await expect(thrown).rejects.toThrow("changed my mind");
  await expectApart();
});

test("after work that widened its own scope", async () => {
  // For the transaction alone: whoever ends it, ends the setting.
  const widened = mine.read(async (db) => {
    await db.execute(sql`select set_config('app.studio_id', ${other.placement.studioId}, true)`);
    await db.execute(sql`set local search_path = pg_catalog`);
  });
  await expect(widened).resolves.toBeUndefined();
  await expectApart();
});

test("after a query that was cancelled", async () => {
  const cancelled = mine.read(async (db) => {
    const pid = await pidOf(db);
    const sleeping = db.execute(sql`select pg_sleep(10)`);
    await Promise.all([sleeping, cancelWhenActive(pid)]);
  });
  await expect(cancelled).rejects.toSatisfy((error) => codeOf(error) === "57014");
  await expectApart();
});

test("after a query that took too long", async () => {
  const late = mine.write(async (db) => {
    await db.execute(sql`set local statement_timeout = 50`);
    await db.execute(sql`select pg_sleep(10)`);
  });
  await expect(late).rejects.toSatisfy((error) => codeOf(error) === "57014");
  const [row] = await theirs.read((db) =>
    db.execute<{ timeout: string }>(sql`select current_setting('statement_timeout') as timeout`),
  );
  expect(row).toEqual({ timeout: "30s" });
  await expectApart();
});

test("after the only connection was taken for too long", async () => {
  const impatient = await installation.another({ ...limits, waitMs: 300 });
  const [mine, theirs] = [
    impatient.openStudio(one.placement),
    impatient.openStudio(other.placement),
  ];
  const gate = Promise.withResolvers<void>();
  const holding = mine.write(async (db) => {
    await db.insert(clients).values({ name: "Kept waiting" });
    await gate.promise;
    throw new Error("never mind");
  });
  const exhausted = theirs.read(pidOf).finally(() => gate.resolve());
  await expect(exhausted).rejects.toBeInstanceOf(NoFreeConnection);
  await expect(holding).rejects.toThrow("never mind");
  await expectApart(mine, theirs);
});

test("after the backend was killed, idle or at work", async () => {
  const before = await mine.read(pidOf);
  await admin`select pg_terminate_backend(${before})`;
  await expectApart();
  let killed = 0;
  await mine.write(async (db) => {
    await db.update(clients).set({ phone: "02" });
    const pid = await pidOf(db);
    if (killed === 0) {
      killed = pid;
      await admin`select pg_terminate_backend(${pid})`;
    }
    await db.update(clients).set({ phone: "03" });
  });
  expect(await mine.read(pidOf)).not.toBe(killed);
  await expectApart();
});

async function cancelWhenActive(pid: number) {
  const state = async () => {
    const [row] = await admin<{ query: string }[]>`
      select query from pg_stat_activity where pid = ${pid} and state = 'active'`;
    return row?.query ?? "";
  };
  await expect.poll(state, { timeout: 10_000 }).toContain("pg_sleep");
  await admin`select pg_cancel_backend(${pid})`;
}
