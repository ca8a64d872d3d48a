import { expect, test } from "vitest";
import { formatElapsed } from "./elapsed.ts";

test("a time is told with as much as an operator needs", () => {
  const told = [29.4, 999, 1340, 59_000, 125_000].map((ms) => formatElapsed(ms, "fr"));
  expect(told.map((text) => text.replaceAll("\u00a0", " "))).toEqual([
    "29 ms",
    "999 ms",
    "1,3 s",
    "59 s",
    "2 min 05 s",
  ]);
});
