import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { parisClock } from "./paris.ts";

const hour = 60;

test("ten in the morning is another instant after each clock change", () => {
  const spring = parisClock(Temporal.PlainDate.from("2026-03-28"));
  expect(spring.instantOf(10 * hour)).toEqual(new Date("2026-03-28T09:00:00Z"));
  expect(spring.instantOf(34 * hour)).toEqual(new Date("2026-03-29T08:00:00Z"));
  const autumn = parisClock(Temporal.PlainDate.from("2026-10-24"));
  expect(autumn.instantOf(10 * hour)).toEqual(new Date("2026-10-24T08:00:00Z"));
  expect(autumn.instantOf(34 * hour)).toEqual(new Date("2026-10-25T09:00:00Z"));
});

test("a night session over a clock change loses or gains an hour", () => {
  const spring = parisClock(Temporal.PlainDate.from("2026-03-28"));
  expect(spring.instantOf(28 * hour).getTime() - spring.instantOf(22 * hour).getTime()).toBe(
    5 * hour * 60_000,
  );
  const autumn = parisClock(Temporal.PlainDate.from("2026-10-24"));
  expect(autumn.instantOf(28 * hour).getTime() - autumn.instantOf(22 * hour).getTime()).toBe(
    7 * hour * 60_000,
  );
});
