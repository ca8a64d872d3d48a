import { expect, test } from "vitest";
import { copyLine } from "./copy-text.ts";

test("a line separates its fields by tabs, ends, and tells null from the word", () => {
  const at = new Date("2026-03-29T01:00:00Z");
  expect(copyLine(["Élodie", null, "", true, false, 12.5, at])).toBe(
    "Élodie\t\\N\t\tt\tf\t12.5\t2026-03-29T01:00:00.000Z\n",
  );
});

test("a list is an array of PostgreSQL", () => {
  expect(copyLine([["2027-01-05", 'a "b"'], []])).toBe('{"2027-01-05","a \\\\"b\\\\""}\t{}\n');
});

test("what COPY reads as structure is escaped", () => {
  expect(copyLine(["a\tb\nc\rd\\e", "\\N"])).toBe("a\\tb\\nc\\rd\\\\e\t\\\\N\n");
});
