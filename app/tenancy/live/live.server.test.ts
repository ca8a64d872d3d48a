import { and, eq, sql } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { openLane } from "#db/connections/lane.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import type { Platform } from "#db/platform.server.ts";
import { memberships } from "#db/schema/control/index.ts";
import { clients, counters, outbox, rooms } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { addClient, failOn, followed, follower } from "../../../tests/support/live-stream.ts";
import { testPlatform, type TestStudio } from "../../../tests/support/platform.ts";
import { openLive } from "./live.server.ts";

const { platform, another, newStudio, reopen } = await testPlatform();
const live = openLive(platform, { onError: failOn });
afterAll(() => live.close());

test("a change is told on every process, with who made it and when, and nothing of what it is", async () => {
  const studio = await newStudio();
  const ada = await ownerOf(studio);
  const elsewhere = await another();
  const liveElsewhere = openLive(elsewhere, { onError: failOn });
  const mine = await followed(live, follower(studio, { userId: ada }));
  const others = await followed(liveElsewhere, follower(studio));
  const before = Date.now();
  const id = await addClient(asUser(platform, studio, ada), "Nadia Ferreira");
  await Promise.all([mine.hears(id), others.hears(id)]);
  expect(Date.now() - before).toBeLessThan(1_000);
  const change = {
    id: expect.any(String),
    at: expect.closeTo(before, -3.5),
    table: "clients",
    rowId: id,
    action: "insert",
    by: "Ada Owner",
  };
  expect(mine.changes()).toEqual([{ ...change, isMine: true }]);
  expect(others.changes()).toEqual([{ ...change, isMine: false }]);
  await mine.leave();
  liveElsewhere.close();
  await others.ended();
});

test("what the platform does is told without a name, and of tables that nobody sees nothing", async () => {
  const studio = await newStudio();
  const stream = await followed(live, follower(studio));
  await studio.write(async (db) => {
    await db.insert(outbox).values({ kind: "mail", payload: {} });
    await db.insert(counters).values({ name: "invoices", value: 1 });
  });
  const id = await addClient(studio);
  await stream.hears(id);
  expect(stream.changes()).toMatchObject([{ by: null, isMine: false }]);
  await stream.leave();
});

test("a change that was made first and committed last is not lost", async () => {
  const studio = await newStudio();
  const stream = await followed(live, follower(studio));
  const slow = await openTransaction(studio);
  const first = await slow.add("made first");
  const second = await addClient(studio, "committed first");
  await stream.hears(second);
  // Who goes on from here has not heard of the first either.
  const between = stream.cursor();
  const third = await addClient(studio);
  await stream.hears(second, third);
  await slow.commit();
  const fourth = await addClient(studio);
  await stream.hears(second, third, first, fourth);
  const again = await followed(live, follower(studio, { after: between }));
  await vi.waitFor(() =>
    expect(again.rows()).toEqual(expect.arrayContaining([first, third, fourth])),
  );
  await Promise.all([stream.leave(), again.leave()]);
});

test("who comes back hears on any process what happened meanwhile, once and in order", async () => {
  const studio = await newStudio();
  const stream = await followed(live, follower(studio));
  const known = await addClient(studio);
  await stream.hears(known);
  await stream.leave();
  const missed = [await addClient(studio), await addClient(studio), await addRoom(studio)];
  const liveElsewhere = openLive(await another(), { onError: failOn });
  const back = follower(studio, { after: stream.cursor() });
  const again = await followed(liveElsewhere, back, stream.changes());
  await again.hears(...missed);
  const next = await addClient(studio);
  await again.hears(...missed, next);
  expect(again.heard.map(({ type }) => type)).not.toContain("reset");
  liveElsewhere.close();
});

test.each([
  ["is none", "nonsense"],
  ["is of another place", "7.12.1790000000000"],
  ["is too old", `1.12.${Date.now() - 86_400_000}`],
  ["is ahead of the database", `1.999999999999.${Date.now()}`],
])("a cursor that %s is answered by a reset", async (_, after) => {
  const studio = await newStudio();
  const stream = await followed(live, follower(studio, { after }));
  await vi.waitFor(() => expect(stream.heard.map(({ type }) => type)).toEqual(["reset"]));
  const id = await addClient(studio);
  await stream.hears(id);
  await stream.leave();
});

test.each(["shared", "schema", "dedicated"] as const)(
  "a studio in a %s place hears of its own changes alone, whatever cursor it shows",
  async (isolation) => {
    const studio = await newStudio({ isolation });
    // Others in the same database, and in the one that most share.
    const others = [await newStudio(), await newStudio({ isolation: "schema" })];
    const streams = await Promise.all(others.map((other) => followed(live, follower(other))));
    for (const other of others) await addClient(other);
    await Promise.all(
      streams.map((stream) => vi.waitFor(() => expect(stream.rows()).toHaveLength(1))),
    );
    const theirs = [...streams.map((stream) => stream.cursor()), "1.0.0", null];
    for (const after of theirs) {
      const stream = await followed(live, follower(studio, { after }));
      for (const other of others) await addClient(other);
      const id = await addClient(studio);
      await vi.waitFor(() => expect(stream.rows()).toContain(id));
      const mine = await studio.read((db) => db.select({ id: clients.id }).from(clients));
      expect(mine.map((row) => row.id)).toEqual(expect.arrayContaining(stream.rows()));
      await stream.leave();
    }
    await Promise.all(streams.map((stream) => stream.leave()));
  },
);

test("more at once than can be told is a reset", async () => {
  const studio = await newStudio();
  const stream = await followed(live, follower(studio));
  await studio.write((db) =>
    db.execute(sql`insert into clients (name) select 'n' || n from generate_series(1, 300) n`),
  );
  await vi.waitFor(() => expect(stream.heard.map(({ type }) => type)).toEqual(["reset"]));
  await stream.hears(await addClient(studio));
  await stream.leave();
});

test("while a transaction is open anywhere, each change is told once all the same", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  const slow = await openTransaction(other);
  await slow.add("stays open");
  await addClient(studio, "before anybody follows");
  const stream = await followed(live, follower(studio));
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    ids.push(await addClient(studio));
    await stream.hears(...ids);
  }
  await studio.write((db) =>
    db.execute(sql`insert into clients (name) select 'n' || n from generate_series(1, 300) n`),
  );
  await vi.waitFor(() => expect(stream.heard.at(-1)?.type).toBe("reset"));
  ids.push(await addClient(studio));
  await stream.hears(...ids);
  await slow.commit();
  await stream.leave();
});

test("a studio that moves goes on telling at its new place", async () => {
  const studio = await newStudio();
  const { studioId, slug } = studio.placement;
  const stream = await followed(live, follower(studio));
  await stream.hears(await addClient(studio));
  const here = stream.cursor();
  await moveStudio(platform, {
    ...{ studioId, slug, kind: "promote", isolation: "dedicated", cluster: "main" },
  });
  const moved = await reopen(slug);
  expect(moved.placement.isolation).toBe("dedicated");
  await addClient(moved);
  await vi.waitFor(() => expect(stream.heard.at(-1)?.type).toBe("reset"));
  const id = await addClient(moved);
  await vi.waitFor(() => expect(stream.rows().at(-1)).toBe(id));
  const again = await followed(live, follower(moved, { after: here }));
  await vi.waitFor(() => expect(again.heard.map(({ type }) => type)).toEqual(["reset"]));
  await Promise.all([stream.leave(), again.leave()]);
});

test("nothing is lost where the connection that listens is ended while people write", async () => {
  const studio = await newStudio();
  const stream = await followed(live, follower(studio));
  const observer = openClient(
    await platform.clusters.address("main", platform.names.control, "admin"),
    { max: 1, applicationName: "observer" },
  );
  const added: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    if (n % 5 === 2) {
      await observer`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'rsm watch'`;
    }
    added.push(await addClient(studio));
  }
  await vi.waitFor(() => expect(stream.rows()).toHaveLength(20), { timeout: 5_000 });
  expect(stream.rows().toSorted()).toEqual(added.toSorted());
  expect(stream.heard.map(({ type }) => type)).not.toContain("reset");
  await stream.leave();
  await observer.end();
});

test("what was written without a word is found by and by", async () => {
  const times = { beatMs: 20, lookMs: 20 };
  const watchful = openLive(platform, { onError: failOn, times });
  const studio = await newStudio();
  const stream = await followed(watchful, follower(studio));
  const silent = await openTransaction(studio);
  const id = await silent.add("by hand");
  await silent.commit();
  await stream.hears(id);
  expect(stream.heard).toHaveLength(1);
  watchful.close();
});

async function ownerOf({ placement }: TestStudio): Promise<string> {
  const [owner] = await platform.control
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.studioId, placement.studioId), eq(memberships.role, "owner")));
  return owner!.userId;
}

function asUser(process: Platform, { placement }: TestStudio, userId: string): Studio {
  return process.openStudio(placement, { userId, origin: "203.0.113.7" });
}

async function addRoom(studio: Pick<Studio, "write">): Promise<string> {
  const [row] = await studio.write((db) =>
    db
      .insert(rooms)
      .values({ name: "Studio A", kind: "live", colour: 1 })
      .returning({ id: rooms.id }),
  );
  return row!.id;
}

/** A transaction beside the app, that tells nobody what it writes. */
async function openTransaction({ placement }: TestStudio) {
  const { cluster, database, schema, studioId, epoch } = placement;
  const address = await platform.clusters.address(cluster, database, "app");
  const lane = await openLane(address, { applicationName: "beside" });
  await lane.sql`begin`;
  await lane.sql`select rsm.enter(${studioId}, ${schema}, ${epoch}, null, true)`;
  return {
    async add(name: string): Promise<string> {
      const [row] = await lane.sql`insert into clients (name) values (${name}) returning id`;
      return row!.id as string;
    },
    async commit() {
      await lane.sql`commit`;
      await lane.close();
    },
  };
}
