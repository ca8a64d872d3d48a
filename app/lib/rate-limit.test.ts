import { expect, test } from "vitest";
import { addressKey, openRateLimit } from "./rate-limit.ts";

test("as many as agreed are let in at once, and the next is told how long to wait", () => {
  const limit = openRateLimit({ perMinute: 3 });
  expect([1, 2, 3].map(() => limit.take("a", 0))).toEqual([0, 0, 0]);
  expect(limit.take("a", 0)).toBe(20);
  expect(limit.take("a", 19_999)).toBe(1);
  expect(limit.take("a", 20_000)).toBe(0);
  expect(limit.take("a", 20_000)).toBe(20);
});

test("to be refused costs nothing, and to wait gives no more than the agreed number", () => {
  const limit = openRateLimit({ perMinute: 2 });
  for (let n = 0; n < 100; n += 1) limit.take("a", 0);
  expect(limit.take("a", 30_000)).toBe(0);
  expect([1, 2, 3].map(() => limit.take("a", 3_600_000))).toEqual([0, 0, 30]);
});

test("one address does not use up another's", () => {
  const limit = openRateLimit({ perMinute: 1 });
  expect(limit.take("a", 0)).toBe(0);
  expect(limit.take("a", 0)).toBe(60);
  expect(limit.take("b", 0)).toBe(0);
});

test("who came longest ago is forgotten first", () => {
  const limit = openRateLimit({ perMinute: 1, maxKeys: 2 });
  for (const key of ["a", "b", "a", "c"]) limit.take(key, 0);
  expect(limit.take("a", 0)).toBe(60);
  expect(limit.take("b", 0)).toBe(0);
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:2::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["", "unknown"],
  [null, "unknown"],
])("%s counts as %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});
