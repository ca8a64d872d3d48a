import { expect, test } from "vitest";
import { idAt } from "./id-at.ts";

test("the id of a moment is the lowest of its millisecond", () => {
  expect(idAt(new Date(0x019a_0000_0001))).toBe("019a0000-0001-7000-8000-000000000000");
  expect(idAt(new Date(-1))).toBe("00000000-0000-7000-8000-000000000000");
});
