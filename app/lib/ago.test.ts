import { expect, test } from "vitest";
import { formatAgo } from "./ago.ts";

const now = new Date("2026-11-21T12:00:00Z");

test.each([
  [20, "maintenant", "now"],
  [90, "il y a 1 minute", "1 minute ago"],
  [3 * 3_600, "il y a 3 heures", "3 hours ago"],
  [86_400, "hier", "yesterday"],
  [20 * 86_400, "il y a 20 jours", "20 days ago"],
  [-5, "maintenant", "now"],
])("%i seconds are said in both languages", (seconds, french, english) => {
  const instant = new Date(now.getTime() - seconds * 1000);
  expect(formatAgo(instant, now, "fr")).toBe(french);
  expect(formatAgo(instant, now, "en")).toBe(english);
});
