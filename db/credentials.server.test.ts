import { eq, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { testPlatform, type TestStudio } from "../tests/support/platform.ts";
import type { Address } from "./connections/address.ts";
import { openClient } from "./connections/client.ts";
import { codeOf } from "./connections/errors.ts";
import { openLane } from "./connections/lane.ts";
import { isRefused, randomPassword, verifierOf } from "./connections/passwords.ts";
import { findCredentials, purposeOf } from "./credentials.server.ts";
import { giveMissingLogins } from "./dedicated.server.ts";
import { giveLogin, renewPassword } from "./logins.server.ts";
import { loginOf } from "./names.ts";
import { findPlace } from "./moves/move.server.ts";
import type { Platform } from "./platform.server.ts";
import { fillPool, takeSpare } from "./pool.server.ts";
import { placeCredentials } from "./schema/control/index.ts";
import { openSeals, SealBroken } from "./seals.ts";

// Waits for a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { platform, another, newStudio } = await testPlatform();
const control = platform.operations.db;

test.each(["main", "north"])(
  "a dedicated studio on %s is entered by its own login",
  async (cluster) => {
    const studio = await newStudio({ isolation: "dedicated", cluster });
    expect(await whoEnters(studio)).toBe(loginOf(studio.placement.placeId));
  },
);

test.each(["shared", "schema"] as const)(
  "a %s studio is entered as rsm_shared",
  async (isolation) => {
    expect(await whoEnters(await newStudio({ isolation }))).toBe("rsm_shared");
  },
);

test("a database of the pool has its login before it has a studio", async () => {
  await fillPool(platform, "main", 1);
  const { place, lock } = (await takeSpare(platform, "main"))!;
  expect(await findCredentials(control, place.id)).toMatchObject({ login: loginOf(place.id) });
  const lane = await openLane(await platform.credentials.addressOf(place), {
    applicationName: "test",
  });
  await lane.close();
  await lock.release();
});

test("what stands in the control database is no password, and opens for its own place alone", async () => {
  const [one, other] = [await newDedicated(), await newDedicated()];
  const { password } = await platform.credentials.addressOf(one.placement);
  const [row] = await platform.operations.sql<{ text: string }[]>`
    select place_credentials::text as text from place_credentials
    where place_id = ${one.placement.placeId}`;
  expect(row!.text).not.toContain(Buffer.from(password).toString("hex"));
  const { password: sealed } = (await findCredentials(control, one.placement.placeId))!;
  await control
    .update(placeCredentials)
    .set({ password: sealed })
    .where(eq(placeCredentials.placeId, other.placement.placeId));
  await expect(platform.credentials.addressOf(other.placement, true)).rejects.toThrow(SealBroken);
});

test("a password sealed under an unknown key keeps its studio shut", async () => {
  const { placement } = await newDedicated();
  const { placeId } = placement;
  const password = openSeals(Buffer.alloc(32, 9)).seal(randomPassword(), purposeOf(placeId));
  await control
    .update(placeCredentials)
    .set({ password })
    .where(eq(placeCredentials.placeId, placeId));
  const stranger = await another();
  await expect(stranger.connections.borrow(placement)).rejects.toMatchObject({
    cause: expect.any(SealBroken) as SealBroken,
  });
});

/** As an installation has it that was made before logins were, or whose upgrade stopped half-way. */
const states = [
  { had: "no login", hasRole: false, isWritten: false },
  { had: "a login whose password was not written down", hasRole: true, isWritten: false },
  { had: "a login, and a door that was open to all of the app", hasRole: true, isWritten: true },
] as const;

test.each(states)("a studio that had $had works, and gets one", async ({ hasRole, isWritten }) => {
  const studio = await newDedicated();
  const { placement } = studio;
  const login = loginOf(placement.placeId);
  await asAdmin(async (admin) => {
    await admin.unsafe(`grant connect on database "${placement.database}" to rsm_app`);
    if (!hasRole) {
      await admin.unsafe(`revoke connect on database "${placement.database}" from "${login}"`);
      await admin.unsafe(`drop role "${login}"`);
    }
  });
  if (!isWritten) {
    await control.delete(placeCredentials).where(eq(placeCredentials.placeId, placement.placeId));
  }
  const process = await another();
  const atWork = { ...process.openStudio(placement), placement };
  expect(await whoEnters(atWork)).toBe(isWritten ? login : "rsm_shared");

  const given = await giveMissingLogins(platform);
  expect(given).toMatchObject([{ database: placement.database, error: undefined }]);
  expect(await whoEnters(atWork)).toBe(isWritten ? login : "rsm_shared");
  await process.connections.evict(placement);
  expect(await whoEnters(atWork)).toBe(login);
  const app = await platform.clusters.address("main", placement.database, "app");
  expect(await refusal(app)).toBe("42501");
  expect(await giveMissingLogins(platform)).toEqual([]);
});

test("a login that its server lost comes back with the password that is written down", async () => {
  const studio = await newDedicated();
  const { placeId, database } = studio.placement;
  const before = await platform.credentials.addressOf(studio.placement);
  await asAdmin(async (admin) => {
    await admin.unsafe(`revoke connect on database "${database}" from "${loginOf(placeId)}"`);
    await admin.unsafe(`drop role "${loginOf(placeId)}"`);
  });
  expect(await isRefused(before)).toBe(true);
  expect(await giveMissingLogins(platform)).toMatchObject([{ database, error: undefined }]);
  expect(await refusal(before)).toBeUndefined();
});

test("one place that cannot be given its login holds up no other", async () => {
  const [bad, good] = [await newDedicated(), await newDedicated()];
  const sealed = openSeals(Buffer.alloc(32, 9)).seal("x", purposeOf(bad.placement.placeId));
  await control
    .update(placeCredentials)
    .set({ password: sealed })
    .where(eq(placeCredentials.placeId, bad.placement.placeId));
  await asAdmin(async (admin) => {
    for (const { placement } of [bad, good]) {
      await admin.unsafe(`grant connect on database "${placement.database}" to rsm_app`);
    }
  });
  const given = await giveMissingLogins(platform);
  expect(new Map(given.map(({ database, error }) => [database, error]))).toEqual(
    new Map([
      [bad.placement.database, expect.stringMatching(/not known here/)],
      [good.placement.database, undefined],
    ]),
  );
  await asAdmin((admin) =>
    admin.unsafe(`revoke connect on database "${bad.placement.database}" from rsm_app`),
  );
});

test("a password that changes is known to other processes at their next connection", async () => {
  const { placement } = await newDedicated();
  const process = await another();
  const studio = { ...process.openStudio(placement), placement };
  await whoEnters(studio);
  const old = await process.credentials.addressOf(placement);
  await renewPassword(platform, await placeOf(platform, placement));
  expect(await isRefused(old)).toBe(true);
  await process.connections.evict(placement);
  expect(await whoEnters(studio)).toBe(loginOf(placement.placeId));
  expect(await findCredentials(control, placement.placeId)).toMatchObject({
    nextPassword: null,
    rotatedAt: expect.any(Date) as Date,
  });
});

test.each(["before", "after"])(
  "who changes a password and dies %s the login has it locks nobody out, and the next one ends it",
  async (moment) => {
    const { placement } = await newDedicated();
    const { placeId } = placement;
    const process = await another();
    const studio = { ...process.openStudio(placement), placement };
    await whoEnters(studio);
    const next = randomPassword();
    await control
      .update(placeCredentials)
      .set({ nextPassword: platform.seals.seal(next, purposeOf(placeId)) })
      .where(eq(placeCredentials.placeId, placeId));
    if (moment === "after") {
      await asAdmin((admin) =>
        admin.unsafe(`alter role "${loginOf(placeId)}" password '${verifierOf(next)}'`),
      );
    }
    for (const each of [process, await another()]) {
      await each.connections.evict(placement);
      const opened = { ...each.openStudio(placement), placement };
      expect(await whoEnters(opened)).toBe(loginOf(placeId));
    }
    await renewPassword(platform, await placeOf(platform, placement));
    const { password } = await platform.credentials.addressOf(placement, true);
    expect(password).toBe(next);
    expect(await findCredentials(control, placeId)).toMatchObject({ nextPassword: null });
  },
);

test("a login that is given again keeps its password", async () => {
  const { placement } = await newDedicated();
  const before = await platform.credentials.addressOf(placement);
  await giveLogin(platform, await placeOf(platform, placement));
  expect(await platform.credentials.addressOf(placement, true)).toEqual(before);
  expect(await isRefused(before)).toBe(false);
});

function newDedicated() {
  return newStudio({ isolation: "dedicated" });
}

async function placeOf({ operations }: Platform, { placeId }: { placeId: string }) {
  return (await findPlace(operations.db, placeId))!;
}

function whoEnters(studio: TestStudio): Promise<string> {
  return studio.write(async (db) => {
    const [row] = await db.execute<{ user: string }>(sql`select session_user as user`);
    return row!.user;
  });
}

async function refusal(address: Address): Promise<string | undefined> {
  try {
    const lane = await openLane(address, { applicationName: "test" });
    await lane.close();
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

async function asAdmin<T>(work: (admin: ReturnType<typeof openClient>) => Promise<T>): Promise<T> {
  const address = await platform.clusters.address("main", "postgres", "admin");
  const admin = openClient(address, { max: 1, applicationName: "test" });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
