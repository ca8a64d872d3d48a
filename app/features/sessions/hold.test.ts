import { expect, test } from "vitest";
import { heldUntilBy, heldUntilOnceChallenged, keepsItsPlace, stateAt } from "./hold.ts";

const now = new Date("2026-11-20T12:00:00Z");
const hours = (n: number) => new Date(+now + n * 3_600_000);

test("a hold stands a week, not into its session, and an hour at least", () => {
  expect(heldUntilBy(now, hours(1_000))).toEqual(hours(7 * 24));
  expect(heldUntilBy(now, hours(30))).toEqual(hours(30));
  expect(heldUntilBy(now, hours(-5))).toEqual(hours(1));
});

test("who is challenged has a day, or what was left of the hold", () => {
  expect(heldUntilOnceChallenged({ heldUntil: hours(100) }, now)).toEqual(hours(24));
  expect(heldUntilOnceChallenged({ heldUntil: hours(3) }, now)).toEqual(hours(3));
});

test("a hold stands until its time, and not at it", () => {
  const hold = { state: "hold", heldUntil: hours(1) } as const;
  expect(stateAt(hold, now)).toBe("hold");
  expect(stateAt(hold, hours(1))).toBe("cancelled");
  expect(stateAt({ ...hold, state: "confirmed" }, hours(2))).toBe("confirmed");
});

test("a hold that was given up by mistake has its place again, a minute long", () => {
  const hold = { cancelledAt: new Date(+now - 59_999), heldUntil: hours(1) };
  expect(keepsItsPlace(hold, now)).toBe(true);
  expect(keepsItsPlace({ ...hold, cancelledAt: new Date(+now - 60_000) }, now)).toBe(false);
  expect(keepsItsPlace({ ...hold, heldUntil: now }, now)).toBe(false);
  expect(keepsItsPlace({ ...hold, heldUntil: null }, now)).toBe(false);
});
