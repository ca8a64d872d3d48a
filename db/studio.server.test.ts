import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import { clients, rooms } from "#db/schema/studio/index.ts";
import { testPlatform } from "../tests/support/platform.ts";

const { platform, newStudio } = await testPlatform();

const names = { name: clients.name };

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("a studio reads what it wrote", async () => {
    const studio = await newStudio({ isolation });
    await studio.write((db) => db.insert(clients).values({ name: "Éléonore" }));
    expect(await studio.read((db) => db.select(names).from(clients))).toEqual([
      { name: "Éléonore" },
    ]);
  });

  test("a read refuses an insert", async () => {
    const studio = await newStudio({ isolation });
    const insert = studio.read((db) => db.insert(clients).values({ name: "No" }));
    await expect(insert).rejects.toSatisfy((error) => codeOf(error) === "25006");
  });

  test("a studio cannot read, change or write another's rows", async () => {
    const [one, other] = [await newStudio({ isolation }), await newStudio({ isolation })];
    await one.write((db) => db.insert(rooms).values({ name: "A", kind: "live" }));
    expect(await other.read((db) => db.select().from(rooms))).toEqual([]);
    await other.write((db) => db.update(rooms).set({ name: "stolen" }));
    await other.write((db) => db.delete(rooms));
    expect(await one.read((db) => db.select({ name: rooms.name }).from(rooms))).toEqual([
      { name: "A" },
    ]);
    const foreign = one.placement.studioId;
    const forged = other.write((db) =>
      db.insert(rooms).values({ name: "B", kind: "live", studioId: foreign }),
    );
    await expect(forged).rejects.toSatisfy((error) => codeOf(error) === "42501");
  });
});

test("an old epoch is refused, and the studio is found where it is now", async () => {
  const studio = await newStudio();
  const stale = platform.openStudio({ ...studio.placement, epoch: 99 });
  await stale.write((db) => db.insert(clients).values({ name: "Found" }));
  expect(await studio.read((db) => db.select(names).from(clients))).toEqual([{ name: "Found" }]);
});

test("a failed statement that the work swallowed is no success", async () => {
  const studio = await newStudio();
  const write = studio.write(async (db) => {
    await db.insert(clients).values({ name: "Lost" });
    await db.execute(sql`select 1 / 0`).catch(() => {});
  });
  await expect(write).rejects.toThrow("nothing was written");
  expect(await studio.read((db) => db.select(names).from(clients))).toEqual([]);
});

test("a query that comes after its transaction throws", async () => {
  const studio = await newStudio();
  const leaked = await studio.read(async (db) => ({ db }));
  await expect(async () => leaked.db.select(names).from(clients)).rejects.toSatisfy((error) =>
    String((error as Error).cause ?? error).includes("await all of the work"),
  );
});

test("a backend that dies under a transaction loses nothing that was acknowledged", async () => {
  const studio = await newStudio();
  let killed = false;
  await studio.write(async (db) => {
    await db.insert(clients).values({ name: "Once" });
    if (!killed) {
      killed = true;
      await db.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
    }
  });
  expect(await studio.read((db) => db.select(names).from(clients))).toEqual([{ name: "Once" }]);
});

test("two hundred transactions at once share a few connections", async () => {
  const studio = await newStudio();
  await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      studio.write((db) => db.insert(clients).values({ name: `C${n}` })),
    ),
  );
  const [row] = await studio.read((db) =>
    db.execute<{ n: number }>(sql`select count(*)::int as n from clients`),
  );
  expect(row!.n).toBe(200);
  for (const { busy } of platform.connections.stats()) expect(busy).toBe(0);
});
