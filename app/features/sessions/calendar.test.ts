import { expect, test } from "vitest";
import { applyChoice, CHOICE, choiceText } from "./booking-choice.ts";
import {
  besides,
  calendarSearch,
  daysOf,
  openingIn,
  readCalendar,
  readSlot,
  slotText,
} from "./calendar.ts";
import { blocksIn, spanOf } from "./studio-day.ts";

const paris = { timeZone: "Europe/Paris", dayStartsAt: "06:00" };
const at = (text: string) => new Date(`${text}:00Z`);

test("an address asks for a day, a week, or this week", () => {
  const wish = (search: string) => readCalendar(new URLSearchParams(search), "2026-11-20");
  expect(wish("day=2026-11-18&week=2026-11-02")).toEqual({ view: "day", day: "2026-11-18" });
  expect(wish("week=2026-11-04")).toEqual({ view: "week", day: "2026-11-04" });
  expect(wish("week=2026-02-30")).toEqual({ view: "week", day: "2026-11-20" });
  expect(wish("")).toEqual({ view: "week", day: "2026-11-20" });
});

test("a month shows whole weeks, an agenda two of them, from any day on", () => {
  expect(daysOf({ view: "month", day: "2026-11-26" })).toHaveLength(42);
  expect(daysOf({ view: "month", day: "2026-11-26" })[0]).toBe("2026-10-26");
  expect(daysOf({ view: "month", day: "2027-02-10" })).toHaveLength(28);
  expect(daysOf({ view: "agenda", day: "2026-11-26" }).at(-1)).toBe("2026-12-09");
  expect(besides({ view: "month", day: "2026-01-31" }, 1)).toEqual({
    view: "month",
    day: "2026-02-01",
  });
  expect(readCalendar(new URLSearchParams("month="), "2026-11-20")).toEqual({
    view: "month",
    day: "2026-11-20",
  });
});

test("the way to the next week keeps the filters and nothing else", () => {
  const parameters = new URLSearchParams("week=2026-11-16&room=a&cancelled=show&q=x");
  const next = besides({ view: "week", day: "2026-11-16" }, 1);
  expect(calendarSearch(parameters, next)).toBe("?room=a&cancelled=show&week=2026-11-23");
  expect(besides({ view: "day", day: "2026-11-01" }, -1).day).toBe("2026-10-31");
});

test("a slot is written and read as the studio's clocks show it", () => {
  expect(slotText(at("2026-11-20T13:30"), paris.timeZone)).toBe("2026-11-20T14:30");
  expect(readSlot("2026-11-20T14:30")).toEqual({ day: "2026-11-20", time: "14:30" });
  for (const text of [null, "", "2026-11-20", "2026-11-31T10:00", "2026-11-20T24:00"]) {
    expect(readSlot(text)).toBeUndefined();
  }
});

test("one books next at ten, or when what is there then is over", () => {
  const span = spanOf("2026-11-20", 1, paris);
  const opening = (...sessions: { startsAt: Date; endsAt: Date }[]) =>
    openingIn("2026-11-20", span, blocksIn(span, sessions), paris);
  expect(opening()).toEqual(at("2026-11-20T09:00"));
  const morning = { startsAt: at("2026-11-20T08:00"), endsAt: at("2026-11-20T12:00") };
  const noon = { startsAt: at("2026-11-20T12:00"), endsAt: at("2026-11-20T14:00") };
  expect(opening(morning, noon)).toEqual(at("2026-11-20T14:00"));
  expect(opening({ ...morning, endsAt: at("2026-11-22T12:00") })).toBeUndefined();
});

test("a chosen slot replaces the one that was typed, and nothing else", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ roomId: "a", lastDay: "2026-11-25", notes: "n" })) {
    form.set(name, value);
  }
  const slot = { startsAt: at("2026-11-20T21:00"), endsAt: at("2026-11-21T01:00") };
  form.set(CHOICE, choiceText("b", slot, paris.timeZone));
  applyChoice(form);
  expect(Object.fromEntries(form)).toEqual({
    ...{ roomId: "b", day: "2026-11-20", from: "22:00", to: "02:00", lastDay: "", notes: "n" },
  });
  form.set(CHOICE, choiceText("b", { ...slot, endsAt: at("2026-11-23T09:00") }, paris.timeZone));
  applyChoice(form);
  expect(form.get("lastDay")).toBe("2026-11-23");
});
