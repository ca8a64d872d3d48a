import { expect, test } from "vitest";
import {
  billOf,
  chargedMinutes,
  elapsedMs,
  entrySchema,
  isForgotten,
  manualBill,
  minutesBetween,
  overtimeMinutes,
  overtimeRate,
  splitAt,
  sumsOf,
} from "./session-clock.ts";

const at = (time: string, day = 20) => new Date(`2026-11-${day}T${time}:00Z`);
const rates = { hourlyRateCents: 60_00, halfDayRateCents: 200_00, dayRateCents: 380_00 };
const terms = { kind: "recording" as const, rates, overtimePercent: 125 };

test("what runs past the booked end is cut there, and what lies on one side of it stays whole", () => {
  const end = at("18:00");
  expect(splitAt({ startedAt: at("14:00"), endedAt: at("18:40") }, end)).toEqual([
    { kind: "booked", startedAt: at("14:00"), endedAt: end },
    { kind: "overtime", startedAt: end, endedAt: at("18:40") },
  ]);
  expect(splitAt({ startedAt: at("14:00"), endedAt: end }, end)).toEqual([
    { kind: "booked", startedAt: at("14:00"), endedAt: end },
  ]);
  expect(splitAt({ startedAt: at("18:10"), endedAt: at("18:40") }, end)).toEqual([
    { kind: "overtime", startedAt: at("18:10"), endedAt: at("18:40") },
  ]);
  expect(splitAt({ startedAt: end, endedAt: end }, end)).toEqual([]);
});

test.each([
  { minutes: 0, charged: 0 },
  { minutes: 1, charged: 15 },
  { minutes: 15, charged: 15 },
  { minutes: 16, charged: 30 },
])("$minutes minutes are charged as $charged", ({ minutes, charged }) => {
  expect(chargedMinutes(minutes)).toBe(charged);
});

test("overtime costs the hour by the studio's percentage, for each quarter that was begun", () => {
  expect(overtimeRate(terms)).toBe(75_00);
  expect(billOf("overtime", { minutes: 31, before: 0 }, terms)).toEqual({
    billedMinutes: 45,
    amountCents: 56_25,
  });
});

test("booked time costs what the room's rates ask, and a pause does not make it dearer", () => {
  const whole = billOf("booked", { minutes: 240, before: 0 }, terms);
  expect(whole).toEqual({ billedMinutes: 240, amountCents: 200_00 });
  const parts = [
    billOf("booked", { minutes: 100, before: 0 }, terms),
    billOf("booked", { minutes: 140, before: 100 }, terms),
  ];
  expect(parts.reduce((sum, it) => sum + it.billedMinutes, 0)).toBe(240);
  expect(parts.reduce((sum, it) => sum + (it.amountCents ?? 0), 0)).toBe(200_00);
});

test("a visit is free, and a room without an hourly rate gives overtime no price", () => {
  expect(billOf("overtime", { minutes: 20, before: 0 }, { ...terms, kind: "visit" })).toEqual({
    billedMinutes: 30,
    amountCents: 0,
  });
  const byDay = { ...rates, hourlyRateCents: null };
  expect(billOf("overtime", { minutes: 20, before: 0 }, { ...terms, rates: byDay })).toEqual({
    billedMinutes: 30,
    amountCents: null,
  });
});

test("by hand the minutes are charged as they were written", () => {
  expect(manualBill(50, 60_00)).toEqual({ billedMinutes: 50, amountCents: 50_00 });
  expect(manualBill(50, null)).toEqual({ billedMinutes: 50, amountCents: null });
});

test("an hour is an hour in the nights in which the clocks change", () => {
  const spring = {
    startedAt: new Date("2026-03-29T00:30:00Z"),
    endedAt: new Date("2026-03-29T02:30:00Z"),
  };
  const autumn = {
    startedAt: new Date("2026-10-24T23:30:00Z"),
    endedAt: new Date("2026-10-25T02:30:00Z"),
  };
  expect([spring, autumn].map(minutesBetween)).toEqual([120, 180]);
});

test("the clock shows what ran without pauses, and what of it is beyond the booked end", () => {
  const entries = [
    { kind: "booked" as const, startedAt: at("14:00"), endedAt: at("15:00") },
    { kind: "manual" as const, startedAt: at("08:00"), endedAt: at("10:00") },
    { kind: "booked" as const, startedAt: at("15:30"), endedAt: null },
  ];
  expect(elapsedMs(entries, at("18:20"))).toBe(230 * 60_000);
  expect(overtimeMinutes(entries, at("18:00"), at("18:20"))).toBe(20);
  expect(overtimeMinutes(entries, at("18:00"), at("17:20"))).toBe(0);
});

test("a clock is forgotten once it has run for more than a day", () => {
  const startedAt = at("14:00");
  expect([at("14:00", 21), at("14:01", 21)].map((now) => isForgotten({ startedAt }, now))).toEqual([
    false,
    true,
  ]);
});

test("the sums are of what has ended", () => {
  const ended = { kind: "booked" as const, startedAt: at("14:00"), endedAt: at("15:10") };
  const running = { ...ended, endedAt: null, billedMinutes: null, amountCents: null };
  const priced = { ...ended, billedMinutes: 75, amountCents: 75_00 };
  expect(sumsOf([priced, { ...priced, amountCents: null }, running])).toEqual({
    ...{ minutes: 140, billedMinutes: 150, amountCents: 75_00 },
  });
});

test("an entry by hand says a day and two times that differ", () => {
  const typed = { day: "2026-11-20", from: "22:00", to: "01:00" };
  expect(entrySchema.safeParse(typed).success).toBe(true);
  expect(entrySchema.safeParse({ ...typed, to: "22:00" }).success).toBe(false);
  expect(entrySchema.safeParse({ ...typed, day: "2026-02-30" }).success).toBe(false);
});
