import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { setUpControl, setUpRoles } from "../cluster-setup.server.ts";
import { openClient } from "../connections/client.ts";
import { isRefused } from "../connections/passwords.ts";
import { holdCluster } from "../embedded.server.ts";
import { moveStudio } from "../moves/engine.server.ts";
import { linkName, setFollowing } from "../moves/link.server.ts";
import { placesOf } from "../moves/move.server.ts";
import { finalize, planPromotion } from "../moves/operations.server.ts";
import { verifyStudio } from "../moves/verify.server.ts";
import { openPlatform, type Platform } from "../platform.server.ts";
import { fillPool } from "../pool.server.ts";
import { prepare } from "../prepare.server.ts";
import { sharedPlace } from "../provision.server.ts";
import { moves, placeCredentials, users } from "../schema/control/index.ts";
import { clients } from "../schema/studio/index.ts";
import { openSeals } from "../seals.ts";
import { createStudio, findStudio } from "../studios.server.ts";
import { SEALED } from "./reseal.server.ts";
import { rotateKeys } from "./rotate.server.ts";

// Keys are those of a whole cluster: a server of the file's own.
vi.setConfig({ testTimeout: 120_000 });

const [OLD, NEW, NEXT] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [
  Buffer,
  Buffer,
  Buffer,
];
const dataDir = await mkdtemp(path.join(os.tmpdir(), "rsm-keys-"));
// As root, the server's account passes through here; it would keep its data elsewhere otherwise.
await chmod(dataDir, 0o755);
const cluster = await holdCluster("main", { dataDir, durability: "none" });
const adminUrls = { main: async () => cluster.adminUrl };
const opened: Platform[] = [];

/** A process of the installation, with the keys that it was started with. */
async function processWith(secretsKey: Buffer, ...previousKeys: Buffer[]): Promise<Platform> {
  const platform = await openPlatform({ adminUrls, secretsKey, previousKeys });
  opened.push(platform);
  return platform;
}

const before = await processWith(OLD);
await setUpRoles(before, "main");
await setUpControl(before);
await sharedPlace(before, "main");
await before.operations.sql`insert into clusters (name) values ('main') on conflict do nothing`;

afterAll(async () => {
  await Promise.all(opened.map((platform) => platform.close()));
  await cluster.release();
  await rm(dataDir, { recursive: true, force: true });
});

test("every column that holds what must be read again is known to the rotation", async () => {
  // A hash is a secret's that nobody reads again.
  const columns = await before.operations.sql<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' and column_name not like '%\\_hash'
    order by 1`;
  expect(columns.map(({ name }) => name)).toEqual(
    SEALED.map(({ table, column }) => `${table}.${column}`).sort(),
  );
});

test("keys and passwords change under people who work, and the old ones are of no use then", async () => {
  const slug = "lumiere";
  const studioOf = async (platform: Platform) =>
    platform.openStudio((await findStudio(platform.operations.db, slug))!);
  await newStudio(slug, "shared");
  await moveStudio(before, planPromotion((await findStudio(before.control, slug))!, {}));
  await fillPool(before, "main", 1);
  const [user] = await before.control.select({ id: users.id }).from(users);
  const purpose = `totp:${user!.id}`;
  const totpKey = before.seals.seal("JBSWY3DPEHPK3PXP", purpose);
  await before.control.update(users).set({ totpKey });
  const placement = (await findStudio(before.control, slug))!;
  const oldLogin = await before.credentials.addressOf(placement);
  const oldOwner = await before.clusters.address("main", "postgres", "owner");

  // The new key is deployed: one process after the other starts with it, and prepares as each start does.
  const environment = { secretsKey: NEW, previousKeys: [OLD], demo: false };
  await prepare({ environment, adminUrls, hashPassword: async () => "none" });
  const app = await processWith(NEW, OLD);
  const [old, current] = [
    keepWorking(before, await studioOf(before)),
    keepWorking(app, await studioOf(app)),
  ];
  await Promise.all([old.hasWorked(), current.hasWorked()]);
  await old.end();

  const operator = await processWith(NEW, OLD);
  const trial = await rotateKeys(operator, { isTrial: true, newPasswords: true });
  expect(trial).toMatchObject({ roles: 3, links: 0, passwords: 2, failures: [] });
  expect(await isRefused(oldOwner)).toBe(false);
  expect(openSeals(OLD).open((await totpOf(user!.id))!, purpose)).toBe("JBSWY3DPEHPK3PXP");

  const rotation = await rotateKeys(operator, { newPasswords: true });
  expect(rotation).toEqual({
    keyId: openSeals(NEW).keyId,
    sealed: [
      { table: "place_credentials", column: "password", values: 2, broken: [] },
      { table: "place_credentials", column: "next_password", values: 0, broken: [] },
      { table: "users", column: "totp_key", values: 1, broken: [] },
    ],
    roles: 3,
    links: 1,
    passwords: 2,
    failures: [],
  });
  await current.hasWorked();
  await app.connections.evict(placement);
  await current.hasWorked();
  await current.end();
  expect(await isRefused(oldLogin)).toBe(true);
  expect(await isRefused(oldOwner)).toBe(true);
  expect(JSON.stringify(rotation)).not.toContain(oldLogin.password);

  // Another run finds nothing to do, and the old key is of no use to anybody.
  expect(await rotateKeys(operator)).toMatchObject({ roles: 0, passwords: 0, failures: [] });
  const after = await processWith(NEW);
  const keys = await after.control
    .selectDistinct({ id: placeCredentials.keyId })
    .from(placeCredentials);
  expect(keys).toEqual([{ id: after.seals.keyId }]);
  expect(after.seals.open((await totpOf(user!.id))!, purpose)).toBe("JBSWY3DPEHPK3PXP");
  await (
    await studioOf(after)
  ).write((db) => db.insert(clients).values({ name: "With the new key" }));

  // The way back of the move signs in with the new password too, when it has to.
  const [move] = await after.operations.db.select().from(moves);
  const { from, to } = await placesOf(after.operations.db, move!);
  const ends = { moveId: move!.id, studioId: move!.studioId, from: to, to: from };
  for (const on of [false, true]) await setFollowing(after, { ...ends, direction: "back" }, on);
  await (await studioOf(after)).write((db) => db.insert(clients).values({ name: "Followed" }));
  const name = linkName({ moveId: move!.id, direction: "back" });
  await vi.waitFor(
    () =>
      asAdmin(async (admin) => {
        const [slot] =
          await admin`select active from pg_replication_slots where slot_name = ${name}`;
        expect(slot).toEqual({ active: true });
      }),
    { timeout: 60_000, interval: 200 },
  );
  const { checks } = await verifyStudio(after, (await findStudio(after.control, slug))!);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  await finalize(after, placement);
});

test("a rotation that was interrupted at any point is ended by the next", async () => {
  const slug = "halfway";
  const now = await processWith(NEW);
  await newStudio(slug, "dedicated", now);
  const next = await processWith(NEXT, NEW);
  // The first died after the roles, the second between a login's two passwords.
  await setUpRoles(next, "main", { newPasswords: true });
  const placement = (await findStudio(next.control, slug))!;
  const nextPassword = next.seals.seal("begun", `place:${placement.placeId}`);
  await next.operations.db
    .update(placeCredentials)
    .set({ nextPassword })
    .where(eq(placeCredentials.placeId, placement.placeId));
  const studio = next.openStudio(placement);
  expect(await countClients(studio)).toBe(0);
  expect(await rotateKeys(next)).toMatchObject({ roles: 0, passwords: 1, failures: [] });
  const alone = await processWith(NEXT);
  expect((await alone.credentials.addressOf(placement)).password).toBe("begun");
  expect(await countClients(alone.openStudio(placement))).toBe(0);
});

test("a value that no key opens is named, and keeps nothing else from its new key", async () => {
  const now = await processWith(NEXT);
  const [user] = await now.control.select({ id: users.id }).from(users).limit(1);
  const secret = "never to be seen";
  const broken = openSeals(Buffer.alloc(32, 9)).seal(secret, `totp:${user!.id}`);
  await now.control.update(users).set({ totpKey: broken }).where(eq(users.id, user!.id));
  const operator = await processWith(OLD, NEXT);
  const rotation = await rotateKeys(operator);
  expect(rotation.failures).toEqual([`totp_key of users ${user!.id}: no known key opens it`]);
  expect(JSON.stringify(rotation)).not.toContain(secret);
  expect(rotation.roles).toBe(3);
  const studio = (await findStudio(operator.control, "halfway"))!;
  expect(await countClients((await processWith(OLD)).openStudio(studio))).toBe(0);
});

async function newStudio(slug: string, isolation: "shared" | "dedicated", platform = before) {
  await createStudio(platform, {
    slug,
    name: slug,
    isolation,
    cluster: "main",
    ownerEmail: `owner@${slug}.test`,
    ownerName: "Ada Owner",
    ownerPasswordHash: "none",
  });
}

async function totpOf(userId: string) {
  const [user] = await opened
    .at(-1)!
    .operations.db.select({ key: users.totpKey })
    .from(users)
    .where(eq(users.id, userId));
  return user?.key;
}

type Studio = ReturnType<Platform["openStudio"]>;

async function countClients(studio: Studio): Promise<number> {
  return studio.read(async (db) => {
    const [row] = await db.execute<{ count: string }>(sql`select count(*) from clients`);
    return Number(row!.count);
  });
}

/** Reads and writes a studio and the control database, one after the other, until it is ended. */
function keepWorking(platform: Platform, studio: Studio) {
  let [rounds, isOver] = [0, false];
  const work = (async () => {
    while (!isOver) {
      await studio.write((db) => db.insert(clients).values({ name: `Round ${rounds}` }));
      await countClients(studio);
      await platform.control.select({ id: users.id }).from(users).limit(1);
      rounds += 1;
      await sleep(5);
    }
  })();
  return {
    /** Some rounds from now on; rejects where one failed. */
    async hasWorked() {
      const wanted = rounds + 3;
      while (rounds < wanted) await Promise.race([work, sleep(5)]);
    },
    async end() {
      isOver = true;
      await work;
    },
  };
}

async function asAdmin<T>(work: (admin: ReturnType<typeof openClient>) => Promise<T>): Promise<T> {
  const address = await before.clusters.address("main", "postgres", "admin");
  const admin = openClient(address, { max: 1, applicationName: "test" });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
