import { expect, test } from "vitest";
import { blocksIn, hoursOf, placeOf, spanOf, weekOf } from "./studio-day.ts";

const paris = { timeZone: "Europe/Paris", dayStartsAt: "06:00" };
const HOUR = 3_600_000;

test("a week is seven days from Monday on", () => {
  expect(weekOf("2026-11-22")).toEqual([
    "2026-11-16",
    "2026-11-17",
    "2026-11-18",
    "2026-11-19",
    "2026-11-20",
    "2026-11-21",
    "2026-11-22",
  ]);
  expect(weekOf("2026-12-31").at(-1)).toBe("2027-01-03");
});

test.each([
  ["without a clock change", "2026-11-16", 168],
  ["in which the clocks go forward", "2026-03-23", 167],
  ["in which the clocks go back", "2026-10-19", 169],
])("a week %s lasts as long as it does", (_, monday, hours) => {
  const { from, until } = spanOf(monday, 7, paris);
  expect((until.getTime() - from.getTime()) / HOUR).toBe(hours);
});

test("the night on which clocks go forward has 23 hours, and its morning keeps its place", () => {
  const span = spanOf("2026-03-28", 1, paris);
  expect(span).toEqual({
    from: new Date("2026-03-28T05:00:00Z"),
    until: new Date("2026-03-29T04:00:00Z"),
  });
  expect(hoursOf(span)).toHaveLength(23);
  // 03:00 in summer time is the instant after 01:59 in winter time.
  expect(placeOf(new Date("2026-03-29T01:00:00Z"), span)).toBeCloseTo(20 / 23);
});

test("the night on which clocks go back has 25 hours", () => {
  const span = spanOf("2026-10-24", 1, paris);
  expect(hoursOf(span)).toHaveLength(25);
  const session = {
    startsAt: new Date("2026-10-24T22:00:00Z"),
    endsAt: new Date("2026-10-25T02:00:00Z"),
  };
  const [block] = blocksIn(span, [session]);
  expect(block?.start).toBeCloseTo(18 / 25);
  expect(block?.end).toBeCloseTo(22 / 25);
});

test("a session past midnight is one block, of its evening", () => {
  const session = {
    startsAt: new Date("2026-11-20T21:00:00Z"),
    endsAt: new Date("2026-11-21T02:00:00Z"),
  };
  expect(blocksIn(spanOf("2026-11-20", 1, paris), [session])).toMatchObject([
    { start: 16 / 24, end: 21 / 24, beginsBefore: false, endsAfter: false },
  ]);
  expect(blocksIn(spanOf("2026-11-21", 1, paris), [session])).toEqual([]);
});

test("a lockout over days is cut at the edges of each", () => {
  const lockout = {
    startsAt: new Date("2026-11-19T09:00:00Z"),
    endsAt: new Date("2026-11-21T21:00:00Z"),
  };
  expect(blocksIn(spanOf("2026-11-20", 1, paris), [lockout])).toMatchObject([
    { start: 0, end: 1, beginsBefore: true, endsAfter: true },
  ]);
});

test("blocks that overlap stand beside each other, those after them have the width again", () => {
  const at = (from: number, to: number) => ({
    startsAt: new Date(Date.UTC(2026, 10, 20, from)),
    endsAt: new Date(Date.UTC(2026, 10, 20, to)),
  });
  const blocks = blocksIn(spanOf("2026-11-20", 1, paris), [
    at(9, 12),
    at(10, 14),
    at(12, 13),
    at(14, 15),
  ]);
  expect(blocks.map(({ track, tracks }) => [track, tracks])).toEqual([
    [0, 2],
    [1, 2],
    [0, 2],
    [0, 1],
  ]);
});
