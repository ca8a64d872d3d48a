import { expect, test } from "vitest";
import { instantAt } from "#app/lib/dates.ts";
import { fitsOf, type RoomTimes, type Wanted, waitingSchema } from "./waiting.ts";

const timeZone = "Europe/Paris";
const now = new Date("2027-03-01T10:07:00Z"); // 11:07 there, a Monday.
const at = (day: string, time: string) => instantAt(day, time, timeZone);
const slot = (day: string, from: string, to: string) => ({
  startsAt: at(day, from),
  endsAt: at(day, to),
});

const wanted: Wanted = {
  roomId: null,
  ...{ earliestDay: "2027-03-02", latestDay: "2027-03-04" },
  ...{ fromTime: "14:00", toTime: "20:00" },
  minutes: 240,
};

function room(id: string, taken: RoomTimes["taken"] = [], buffers = 0): RoomTimes {
  return { id, minutesBefore: buffers, minutesAfter: buffers, taken };
}

test("the first stretch of the wanted hours that is long enough, a day and room each", () => {
  const a = room("a", [slot("2027-03-02", "15:00", "17:00"), slot("2027-03-03", "10:00", "15:00")]);
  expect(fitsOf(wanted, [a], { timeZone, now })).toEqual([
    { roomId: "a", ...slot("2027-03-03", "15:00", "19:00") },
    { roomId: "a", ...slot("2027-03-04", "14:00", "18:00") },
  ]);
  expect(fitsOf(wanted, [a, room("b")], { timeZone, now, limit: 1 })).toEqual([
    { roomId: "b", ...slot("2027-03-02", "14:00", "18:00") },
  ]);
  expect(fitsOf({ ...wanted, roomId: "a" }, [room("b")], { timeZone, now })).toEqual([]);
});

test("nothing begins before now, and the minutes around sessions stay free", () => {
  const today = { ...wanted, earliestDay: "2027-02-01", latestDay: "2027-03-01" };
  const morning = { ...today, fromTime: "09:00" };
  expect(fitsOf(morning, [room("a")], { timeZone, now })).toEqual([
    { roomId: "a", ...slot("2027-03-01", "11:15", "15:15") },
  ]);
  const a = room("a", [slot("2027-03-01", "12:00", "14:00")], 30);
  expect(fitsOf(morning, [a], { timeZone, now })).toEqual([
    { roomId: "a", ...slot("2027-03-01", "14:30", "18:30") },
  ]);
});

test("an evening reaches past midnight, and hours that nobody names are those of a day", () => {
  const night = { ...wanted, fromTime: "22:00", toTime: "03:00", latestDay: "2027-03-02" };
  const until = at("2027-03-03", "02:00");
  expect(fitsOf(night, [room("a")], { timeZone, now })).toEqual([
    { roomId: "a", startsAt: at("2027-03-02", "22:00"), endsAt: until },
  ]);
  const any = { ...wanted, fromTime: null, toTime: null, latestDay: "2027-03-02" };
  expect(fitsOf(any, [room("a")], { timeZone, now })).toEqual([
    { roomId: "a", ...slot("2027-03-02", "08:00", "12:00") },
  ]);
});

test("of a slot that came free only what uses some of it fits", () => {
  const freed = { roomId: "a", ...slot("2027-03-03", "15:00", "17:00") };
  const around = (from: string, to: string) => [
    slot("2027-03-03", "08:00", from),
    slot("2027-03-03", to, "23:00"),
  ];
  const fits = (taken: RoomTimes["taken"], wish = wanted) =>
    fitsOf(wish, [room("a", taken), room("b")], { timeZone, now, freed });
  expect(fits([])).toEqual([{ roomId: "a", ...slot("2027-03-03", "15:00", "19:00") }]);
  expect(fits(around("13:00", "18:00"))).toEqual([
    { roomId: "a", ...slot("2027-03-03", "14:00", "18:00") },
  ]);
  expect(fits(around("15:00", "17:00"))).toEqual([]);
  expect(fits([], { ...wanted, latestDay: "2027-03-02" })).toEqual([]);
  expect(fits([], { ...wanted, roomId: "b" })).toEqual([]);
  expect(fits([slot("2027-03-03", "15:00", "17:00")])).toEqual([]);
});

test("on the night that the clocks go forward hours are hours that pass", () => {
  const night = {
    ...wanted,
    ...{ earliestDay: "2027-03-27", latestDay: "2027-03-27" },
    ...{ fromTime: "23:00", toTime: "04:00", minutes: 300 },
  };
  expect(fitsOf(night, [room("a")], { timeZone, now })).toEqual([]);
  const shorter = fitsOf({ ...night, minutes: 240 }, [room("a")], { timeZone, now });
  expect(shorter[0]?.endsAt).toEqual(at("2027-03-28", "04:00"));
});

test("a wish says days in order, both of its hours, and what fits between them", () => {
  const typed = {
    clientId: "01900000-0000-7000-8000-000000000001",
    kind: "mixing",
    ...{ earliestDay: "2027-03-02", latestDay: "2027-03-04", minutes: 240 },
  };
  const refused = (more: object) =>
    waitingSchema.safeParse({ ...typed, ...more }).error?.issues.map(({ path }) => path.join());
  expect(refused({})).toBeUndefined();
  expect(refused({ latestDay: "2027-03-01" })).toEqual(["latestDay"]);
  expect(refused({ latestDay: "2027-06-02" })).toEqual(["latestDay"]);
  expect(refused({ latestDay: "2027-06-01" })).toBeUndefined();
  expect(refused({ fromTime: "10:00" })).toEqual(["toTime"]);
  expect(refused({ fromTime: "10:00", toTime: "13:00" })).toEqual(["toTime"]);
  expect(refused({ fromTime: "22:00", toTime: "02:00" })).toBeUndefined();
});
