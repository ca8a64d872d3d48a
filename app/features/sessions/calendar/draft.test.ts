import { describe, expect, test } from "vitest";
import { spanOf } from "../studio-day.ts";
import { clashInView } from "./clash-in-view.ts";
import { type Draft, draftAt, instantIn, isChanged, onDay, stepped } from "./draft.ts";

const paris = { timeZone: "Europe/Paris", dayStartsAt: "06:00" };
const at = (text: string) => new Date(text);
const day = spanOf("2026-11-26", 1, paris);
const lane = { key: "a", resourceId: "a", span: day };
const session = { startsAt: at("2026-11-26T10:00:00Z"), endsAt: at("2026-11-26T12:00:00Z") };
const draft = (kind: Draft["kind"]): Draft => ({
  kind,
  ...session,
  sessionId: "s",
  from: "a",
  to: "a",
});

test("a pointer is at quarters of an hour, and never outside of what is shown", () => {
  expect(instantIn(day, 0.5)).toEqual(at("2026-11-26T17:00:00Z"));
  expect(instantIn(day, 0.5 + 7 / 1440)).toEqual(at("2026-11-26T17:00:00Z"));
  expect(instantIn(day, 0.5 + 8 / 1440)).toEqual(at("2026-11-26T17:15:00Z"));
  expect(instantIn(day, 0.5 + 14 / 1440, Math.floor)).toEqual(at("2026-11-26T17:00:00Z"));
  expect(instantIn(day, -1)).toEqual(day.from);
  expect(instantIn(day, 2)).toEqual(day.until);
});

test("on the night of a clock change half of a day is eleven and a half hours, or twelve and a half", () => {
  expect(instantIn(spanOf("2026-03-28", 1, paris), 0.5)).toEqual(at("2026-03-28T16:30:00Z"));
  expect(instantIn(spanOf("2026-10-24", 1, paris), 0.5)).toEqual(at("2026-10-24T16:30:00Z"));
});

describe("a drag", () => {
  test("moves a session with the pointer, and to another lane", () => {
    const other = { ...lane, key: "b", resourceId: "b" };
    const moved = draftAt(draft("move"), {
      at: at("2026-11-26T15:30:00Z"),
      grabbed: 1_800_000,
      lane: other,
    });
    expect(moved).toMatchObject({
      startsAt: at("2026-11-26T15:00:00Z"),
      endsAt: at("2026-11-26T17:00:00Z"),
      from: "a",
      to: "b",
    });
    expect(isChanged(moved, session)).toBe(true);
  });

  test("that comes back to where it began changes nothing", () => {
    const back = draftAt(draft("move"), { at: session.startsAt, grabbed: 0, lane });
    expect(isChanged(back, session)).toBe(false);
  });

  test("of an edge leaves a quarter of an hour at least", () => {
    const end = draftAt(draft("end"), { at: at("2026-11-26T08:00:00Z"), grabbed: 0, lane });
    expect(end.endsAt).toEqual(at("2026-11-26T10:15:00Z"));
    const start = draftAt(draft("start"), { at: at("2026-11-26T20:00:00Z"), grabbed: 0, lane });
    expect(start.startsAt).toEqual(at("2026-11-26T11:45:00Z"));
  });

  test("over free time draws from where it began, up or down", () => {
    const begun = { ...draft("create"), endsAt: at("2026-11-26T10:15:00Z") };
    const down = draftAt(begun, { at: at("2026-11-26T13:00:00Z"), grabbed: 0, lane });
    expect([down.startsAt, down.endsAt]).toEqual([begun.startsAt, at("2026-11-26T13:00:00Z")]);
    const up = draftAt(begun, { at: at("2026-11-26T08:00:00Z"), grabbed: 0, lane });
    expect([up.startsAt, up.endsAt]).toEqual([at("2026-11-26T08:00:00Z"), begun.endsAt]);
  });
});

test("a step by the keyboard moves both ends, or the last one", () => {
  expect(stepped(draft("move"), { move: -2 })).toMatchObject({
    startsAt: at("2026-11-26T09:30:00Z"),
    endsAt: at("2026-11-26T11:30:00Z"),
  });
  expect(stepped(draft("move"), { grow: -40 }).endsAt).toEqual(at("2026-11-26T10:15:00Z"));
});

test("on another day a session has its times of day, also across a clock change", () => {
  const night = { startsAt: at("2026-03-27T21:00:00Z"), endsAt: at("2026-03-28T05:00:00Z") };
  expect(onDay(night, "2026-03-27", "2026-03-28", "Europe/Paris")).toEqual({
    startsAt: at("2026-03-28T21:00:00Z"),
    endsAt: at("2026-03-29T04:00:00Z"),
  });
});

describe("a clash that is seen before the drop", () => {
  const rooms = [
    { id: "a", minutesBefore: 30, minutesAfter: 0 },
    { id: "b", minutesBefore: 0, minutesAfter: 0 },
  ];
  const booked = {
    id: "1",
    state: "confirmed" as const,
    roomId: "a",
    people: [{ id: "ada" }],
    unitIds: ["u87"],
    ...session,
  };
  const wanted = { ...booked, id: "2", people: [], unitIds: [] };
  const after = (minutes: number) => ({
    startsAt: new Date(session.endsAt.getTime() + minutes * 60_000),
    endsAt: new Date(session.endsAt.getTime() + (minutes + 60) * 60_000),
  });

  test("is one of the room, with the time that it is kept free", () => {
    expect(clashInView({ ...wanted, ...after(15) }, [booked], rooms)?.takes).toBe("room");
    expect(clashInView({ ...wanted, ...after(30) }, [booked], rooms)).toBeUndefined();
  });

  test("is one of a person or a unit in whatever room", () => {
    const elsewhere = { ...wanted, roomId: "b" };
    expect(clashInView(elsewhere, [booked], rooms)).toBeUndefined();
    expect(clashInView({ ...elsewhere, people: [{ id: "ada" }] }, [booked], rooms)?.takes).toBe(
      "person",
    );
    expect(clashInView({ ...elsewhere, unitIds: ["u87"] }, [booked], rooms)?.takes).toBe(
      "equipment",
    );
  });

  test("is none with itself, with what was cancelled, or of a hold with a hold", () => {
    expect(clashInView({ ...wanted, id: "1" }, [booked], rooms)).toBeUndefined();
    const cancelled = { ...booked, state: "cancelled" as const };
    expect(clashInView(wanted, [cancelled], rooms)).toBeUndefined();
    const hold = { ...booked, state: "hold" as const };
    expect(clashInView({ ...wanted, state: "hold" }, [hold], rooms)).toBeUndefined();
    expect(clashInView(wanted, [hold], rooms)).toBeDefined();
  });
});
