import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { throttles } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import {
  addressKey,
  countTries,
  countTry,
  forgetTries,
  sweepThrottles,
  type ThrottleKey,
  uncountTry,
} from "./throttle.server.ts";

const { platform } = await testPlatform();
const { control } = platform;

async function countOf(key: ThrottleKey) {
  const [row] = await control.select().from(throttles).where(eq(throttles.key, key));
  return row;
}

/** The seconds that the next try waits. */
async function waitOf(key: ThrottleKey) {
  const [row] = await control.execute<{ wait: number }>(
    sql`select extract(epoch from blocked_until - clock_timestamp())::float8 as wait
        from throttles where key = ${key}`,
  );
  return row?.wait ?? 0;
}

const pass = (key: ThrottleKey, seconds: number) =>
  control.execute(sql`update throttles set blocked_until = blocked_until - make_interval(secs => ${seconds}),
    since = since - make_interval(secs => ${seconds}) where key = ${key}`);

// By a limit that waits an hour: one that waits a second may be over on a busy machine.
test("of 20 tries at once 20 are counted and 5 let through", async () => {
  const tries = Array.from({ length: 20 }, () => countTry(control, "mail:many@rsm.test"));
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(5);
  expect(await countOf("mail:many@rsm.test")).toMatchObject({ count: 20 });
});

test("from the fifth on each try waits twice as long, and no longer than 15 minutes", async () => {
  const key = "account:slow@rsm.test";
  const waits = [];
  for (let nth = 1; nth <= 17; nth++) {
    expect(await countTry(control, key)).toBe(true);
    waits.push(Math.ceil(await waitOf(key)));
    await pass(key, 901);
  }
  expect(waits.slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(waits.slice(4)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
});

test("who tries while he must wait does not wait longer", async () => {
  const key = "account:eager@rsm.test";
  for (let nth = 1; nth <= 7; nth++) {
    await countTry(control, key);
    if (nth < 7) await pass(key, 60);
  }
  const before = (await countOf(key))!.blockedUntil;
  expect(await countTry(control, key)).toBe(false);
  expect(await countOf(key)).toMatchObject({ count: 8, blockedUntil: before });
});

test("success forgets what failed for an account, and of an address only itself", async () => {
  for (let nth = 1; nth <= 5; nth++) {
    await countTries(control, ["account:once@rsm.test", "address:198.51.100.1"]);
  }
  await forgetTries(control, "account:once@rsm.test");
  await uncountTry(control, "address:198.51.100.1");
  expect(await countOf("account:once@rsm.test")).toBeUndefined();
  expect(await countOf("address:198.51.100.1")).toMatchObject({ count: 4 });
});

test("five mails an hour go to one recipient, and five more in the next", async () => {
  const key = "mail:post@rsm.test";
  const hour = async () => {
    const tries = [];
    for (let nth = 1; nth <= 7; nth++) tries.push(await countTry(control, key));
    return tries.filter(Boolean).length;
  };
  expect(await hour()).toBe(5);
  await pass(key, 3_540);
  expect(await countTry(control, key)).toBe(false);
  await pass(key, 61);
  expect(await hour()).toBe(5);
});

test("the failures of the day before are forgotten, and swept away", async () => {
  const key = "account:yesterday@rsm.test";
  for (let nth = 1; nth <= 6; nth++) await countTry(control, key);
  await pass(key, 86_401);
  expect(await countTry(control, key)).toBe(true);
  expect(await countOf(key)).toMatchObject({ count: 1, blockedUntil: null });
  await pass(key, 3 * 86_400);
  await sweepThrottles(control);
  expect(await countOf(key)).toBeUndefined();
});

test.each([
  ["203.0.113.7", "address:203.0.113.7"],
  ["::ffff:203.0.113.7", "address:203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "address:2001:0db8:0001:0002::/64"],
  ["2001:DB8::1", "address:2001:0db8:0000:0000::/64"],
  ["::1", "address:0000:0000:0000:0000::/64"],
  [null, "address:unknown"],
])("%s is counted as %s", (address, key) => {
  expect(addressKey("address", address)).toBe(key);
});
