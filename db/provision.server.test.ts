import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { testPlatform } from "../tests/support/platform.ts";
import { openClient } from "./connections/client.ts";
import { makeDatabase } from "./cluster-setup.server.ts";
import { dropDatabase } from "./drop-database.server.ts";
import { sweepPlaces } from "./places.server.ts";
import { sharedPlace, withPlace } from "./provision.server.ts";
import { ISOLATIONS, placements, places, studios, users } from "./schema/control/index.ts";
import { clients } from "./schema/studio/index.ts";
import { createStudio, StudioRefused } from "./studios.server.ts";

const { platform, another, newStudio } = await testPlatform();
const control = platform.operations.db;
await sharedPlace(platform, "north");

describe.each(["main", "north"])("on the cluster %s", (cluster) => {
  test.each(ISOLATIONS)("a %s studio works from its first moment", async (isolation) => {
    const studio = await newStudio({ cluster, isolation });
    expect(studio.placement).toMatchObject({ cluster, isolation, epoch: 1, state: "open" });
    await studio.write((db) => db.insert(clients).values({ name: "First" }));
    expect(await studio.read((db) => db.select({ name: clients.name }).from(clients))).toEqual([
      { name: "First" },
    ]);
  });

  test.each(["schema", "dedicated"] as const)(
    "a %s place that fails half-way leaves nothing",
    async (isolation) => {
      const before = await inventory(cluster);
      const making = withPlace(platform, wish(cluster, isolation), async () => {
        throw new Error("the disk is full");
      });
      await expect(making).rejects.toThrow("the disk is full");
      expect(await inventory(cluster)).toEqual(before);
    },
  );

  test.each(["schema", "dedicated"] as const)(
    "a %s place whose maker died half-way is swept, and not before",
    async (isolation) => {
      const before = await inventory(cluster);
      const maker = await another();
      const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
      const { promise: made, resolve: isMade } = Promise.withResolvers<void>();
      const making = withPlace(maker, wish(cluster, isolation), async () => {
        isMade();
        await stopped;
      });
      await made;
      expect(await sweepPlaces(platform)).toBe(0);
      expect(await inventory(cluster)).not.toEqual(before);

      // Its process dies: the lock goes with its connection, and nothing cleans up.
      await endLocks();
      expect(await sweepPlaces(platform)).toBe(1);
      expect(await inventory(cluster)).toEqual(before);
      stop();
      await making;
    },
  );

  test.each(ISOLATIONS)(
    "a taken slug refuses a %s studio and leaves nothing",
    async (isolation) => {
      const { placement } = await newStudio({ cluster });
      const before = await inventory(cluster);
      const accounts = await control.$count(users);
      const again = createStudio(platform, {
        ...wish(cluster, isolation),
        slug: placement.slug,
        name: "Again",
        ownerEmail: "again@a.test",
        ownerName: "Again",
        ownerPasswordHash: "none",
      });
      await expect(again).rejects.toThrow(StudioRefused);
      expect(await inventory(cluster)).toEqual(before);
      expect(await control.$count(users)).toBe(accounts);
    },
  );
});

test("of two who take one slug at once, one has it and the other leaves nothing", async () => {
  const owner = { ownerName: "Ada", ownerPasswordHash: "none" };
  const attempts = await Promise.allSettled(
    [1, 2].map((n) =>
      createStudio(platform, {
        slug: "twins",
        name: "Twins",
        isolation: "schema",
        cluster: "main",
        ownerEmail: `twin-${n}@a.test`,
        ...owner,
      }),
    ),
  );
  expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const [studio] = await control.select().from(studios).where(eq(studios.slug, "twins"));
  const home = await control.select().from(placements).where(eq(placements.studioId, studio!.id));
  expect(home).toHaveLength(1);
  const { schemas } = await inventory("main");
  expect(schemas.filter((name) => name.startsWith("studio_twins_"))).toHaveLength(1);
});

test("a slug that is none is refused", async () => {
  await expect(newStudio({ slug: "Ünfit" })).rejects.toThrow(StudioRefused);
});

test("a database is dropped though the server is at work in it, and whoever else", async () => {
  const name = `${platform.names.control}_gone`;
  await makeDatabase(platform, "main", name);
  const open = async (login: "admin" | "owner", database: string, applicationName: string) => {
    const address = await platform.clusters.address("main", database, login);
    const sql = openClient(address, { max: 1, applicationName });
    await sql`select 1`;
    return sql;
  };
  // As a vacuum of the server's own does it: by a superuser, whom the owner may not send away.
  const vacuum = await open("admin", name, "vacuum");
  const guest = await open("owner", name, "guest");
  const owner = await open("owner", "postgres", "rsm drop");
  const dropping = dropDatabase(owner, name);
  const isWaiting = async () => {
    const [row] = await vacuum`select from pg_stat_activity
      where application_name = 'rsm drop' and state = 'active' and query = ${`drop database if exists "${name}"`}`;
    return row !== undefined;
  };
  await expect.poll(isWaiting, { interval: 20, timeout: 20_000 }).toBe(true);
  await vacuum.end();
  await dropping;
  expect(await owner`select from pg_database where datname = ${name}`).toEqual([]);
  await Promise.allSettled([owner.end(), guest.end({ timeout: 1 })]);
});

function wish(cluster: string, isolation: (typeof ISOLATIONS)[number]) {
  return { studioId: crypto.randomUUID(), slug: "half", isolation, cluster };
}

/** What the installation has on a cluster: databases, schemas, fences, and places on record. */
async function inventory(cluster: string) {
  const { names, clusters } = platform;
  const address = await clusters.address(cluster, names.shared, "admin");
  const sql = openClient(address, { max: 1, applicationName: "inventory" });
  const list = async (rows: PromiseLike<Iterable<{ name: string }>>) =>
    [...(await rows)].map(({ name }) => name);
  const prefix = names.shared.replace(/_shared$/, "");
  try {
    return {
      databases: await list(sql<{ name: string }[]>`select datname as name from pg_database
        where starts_with(datname, ${prefix}) order by 1`),
      schemas: await list(sql<{ name: string }[]>`select nspname as name from pg_namespace
        where nspname like 'studio%' order by 1`),
      migrated: await list(sql<{ name: string }[]>`select distinct schema_name as name
        from rsm.migrations order by 1`),
      fences: await list(
        sql<{ name: string }[]>`select studio_id::text as name from rsm.fences order by 1`,
      ),
      logins: await list(sql<{ name: string }[]>`select rolname as name from pg_roles
        where starts_with(shobj_description(oid, 'pg_authid'), ${prefix}) order by 1`),
      places: await control.$count(places, eq(places.cluster, cluster)),
    };
  } finally {
    await sql.end();
  }
}

async function endLocks() {
  const address = await platform.clusters.address("main", "postgres", "admin");
  const sql = openClient(address, { max: 1, applicationName: "reaper" });
  await sql`select pg_terminate_backend(l.pid, 2000) from pg_locks l
    join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and a.datname = ${platform.names.control}
      and a.application_name = 'rsm provision'`;
  await sql.end();
}
