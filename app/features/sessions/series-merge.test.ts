import { expect, test } from "vitest";
import { instantAt } from "#app/lib/dates.ts";
import { changeOf, type Common, follow, type Occurrence, takesAnew } from "./series-merge.ts";

const zone = "Europe/Paris";
const ida = { personId: "ida", role: "engineer" } as const;
const zoe = { personId: "zoe", role: "assistant" } as const;

const common: Common = {
  ...{ fromTime: "10:00", toTime: "14:00", endDays: 0 },
  ...{ clientId: "nadia", projectId: null, roomId: "a", kind: "recording" },
  ...{ priceCents: 100_00, notes: null },
};

function on(day: string, own: Partial<Occurrence> = {}): Occurrence {
  const { fromTime, toTime, endDays: _days, ...values } = common;
  const [startsAt, endsAt] = [instantAt(day, fromTime, zone), instantAt(day, toTime, zone)];
  return { ...values, startsAt, endsAt, crew: [ida], equipmentIds: ["u47"], ...own };
}

const first = "2027-03-23";
const next = "2027-03-30"; // After the clocks went forward.

function edit(after: Partial<Occurrence>, before: Partial<Occurrence> = {}) {
  const edited = { occurrenceDay: first, before: on(first, before), after: on(first, after) };
  return changeOf(edited, common, zone);
}

test("those that follow take the time of day on their own day, on both sides of a clock change", () => {
  const change = edit({
    startsAt: instantAt("2027-03-24", "15:00", zone),
    endsAt: instantAt("2027-03-25", "01:00", zone),
  });
  expect(change).toMatchObject({ shift: 1, common: { fromTime: "15:00", endDays: 1 } });
  expect(follow(on(next), next, change, zone)).toEqual(
    on(next, {
      startsAt: instantAt("2027-03-31", "15:00", zone),
      endsAt: instantAt("2027-04-01", "01:00", zone),
    }),
  );
});

test("what was edited on one alone stays, and the rest of it changes", () => {
  const change = edit({ roomId: "b", kind: "mixing", notes: "Deux voix" });
  const own = { roomId: "c", startsAt: instantAt(next, "11:00", zone) };
  expect(follow(on(next, own), next, change, zone)).toEqual(
    on(next, { ...own, kind: "mixing", notes: "Deux voix" }),
  );
});

test("a session that was moved alone keeps its time when the others move", () => {
  const change = edit({ startsAt: instantAt(first, "09:00", zone) });
  const own = { startsAt: instantAt("2027-04-02", "20:00", zone) };
  const moved = { ...on(next), ...own, endsAt: instantAt("2027-04-02", "22:00", zone) };
  expect(follow(moved, next, change, zone)).toEqual(moved);
});

test("what the edited session had for itself does not spread unless it is changed", () => {
  const change = edit({ roomId: "c", priceCents: 0 }, { roomId: "c" });
  expect(change.common).toMatchObject({ roomId: "a", priceCents: 0 });
  expect(follow(on(next), next, change, zone)).toEqual(on(next, { priceCents: 0 }));
});

test("people and units come and go one by one", () => {
  const change = edit({ crew: [zoe], equipmentIds: ["u47", "c12"] });
  const own = { crew: [ida, { personId: "max", role: "musician" as const }], equipmentIds: [] };
  expect(follow(on(next, own), next, change, zone)).toMatchObject({
    crew: [{ personId: "max" }, zoe],
    equipmentIds: ["c12"],
  });
});

test("only what takes something new, or at another time, has to be looked at again", () => {
  expect(takesAnew(on(first), on(first, { notes: "x", crew: [], priceCents: 1 }))).toBe(false);
  expect(takesAnew(on(first), on(first, { crew: [{ ...ida, role: "producer" }] }))).toBe(false);
  expect(takesAnew(on(first), on(first, { crew: [ida, zoe] }))).toBe(true);
  expect(takesAnew(on(first), on(first, { roomId: "b" }))).toBe(true);
});
