import { expect, test } from "vitest";
import { priceOf, roomSchema } from "./room.ts";

const rates = { hourlyRateCents: 50_00, halfDayRateCents: 180_00, dayRateCents: 320_00 };

test.each([
  [60, 50_00],
  [90, 75_00],
  [3 * 60, 150_00],
  [4 * 60, 180_00],
  [5 * 60, 230_00],
  [7 * 60, 320_00],
  [8 * 60, 320_00],
  [10 * 60, 420_00],
  [12 * 60, 500_00],
  [16 * 60, 640_00],
  [20, 16_67],
])("%i minutes cost the cheapest mix of day, half day and hours", (minutes, price) => {
  expect(priceOf(rates, minutes)).toBe(price);
});

test("a rate that is missing is never used, and what it would have covered rounds up", () => {
  expect(priceOf({ ...rates, halfDayRateCents: null }, 5 * 60)).toBe(250_00);
  expect(priceOf({ ...rates, hourlyRateCents: null }, 60)).toBe(180_00);
  expect(priceOf({ hourlyRateCents: null, halfDayRateCents: null, dayRateCents: 1 }, 9 * 60)).toBe(
    2,
  );
});

test("a room without rates has no price, one that is free costs nothing", () => {
  const none = { hourlyRateCents: null, halfDayRateCents: null, dayRateCents: null };
  expect(priceOf(none, 60)).toBeNull();
  expect(priceOf({ ...none, hourlyRateCents: 0 }, 60)).toBe(0);
});

test("a room is read from what its form sends", () => {
  const typed = { name: " Studio A ", kind: "live", colour: 3, hourlyRateCents: "55,50" };
  expect(roomSchema.parse(typed)).toEqual({
    name: "Studio A",
    kind: "live",
    colour: 3,
    capacity: null,
    hourlyRateCents: 5550,
    halfDayRateCents: null,
    dayRateCents: null,
    minutesBefore: 0,
    minutesAfter: 0,
    booths: null,
    openingHours: null,
    isBookableByClients: false,
    description: null,
  });
  expect(roomSchema.safeParse({ ...typed, colour: 13 }).success).toBe(false);
  expect(roomSchema.safeParse({ ...typed, capacity: 2.5 }).success).toBe(false);
  expect(roomSchema.safeParse({ ...typed, dayRateCents: "-1" }).success).toBe(false);
});
