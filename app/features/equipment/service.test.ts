import { expect, test } from "vitest";
import { dueState, nextDueOf, serviceSchema } from "./service.ts";

const done = { doneOn: "2026-01-31", nextDueOn: null, intervalMonths: null };

test("the next is due on the day that was said, else so many months on, at a month's end on its last day", () => {
  expect(nextDueOf(done)).toBeNull();
  expect(nextDueOf({ ...done, intervalMonths: 1 })).toBe("2026-02-28");
  expect(nextDueOf({ ...done, intervalMonths: 12 })).toBe("2027-01-31");
  expect(nextDueOf({ ...done, doneOn: "2024-02-29", intervalMonths: 12 })).toBe("2025-02-28");
  expect(nextDueOf({ ...done, intervalMonths: 12, nextDueOn: "2026-06-01" })).toBe("2026-06-01");
});

test("what is due within two weeks is due, what should have been done before today is overdue", () => {
  const today = "2026-11-20";
  expect(dueState(null, today)).toBeNull();
  expect(dueState("2026-12-05", today)).toBeNull();
  expect(dueState("2026-12-04", today)).toBe("due");
  expect(dueState("2026-11-20", today)).toBe("due");
  expect(dueState("2026-11-19", today)).toBe("overdue");
});

test("the next comes after the one that was done", () => {
  const typed = { kind: "repair", doneOn: "2026-11-20", costCents: "120,50" };
  expect(serviceSchema.parse(typed)).toMatchObject({ costCents: 12050, nextDueOn: null });
  expect(serviceSchema.safeParse({ ...typed, nextDueOn: "2026-11-20" }).success).toBe(false);
  expect(serviceSchema.safeParse({ ...typed, nextDueOn: "2026-11-21" }).success).toBe(true);
  expect(serviceSchema.safeParse({ ...typed, intervalMonths: 0 }).success).toBe(false);
});
