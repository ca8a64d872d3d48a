import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { DEMO_ACCOUNTS } from "./demo-accounts.ts";
import { demoRows } from "./demo-rows.ts";
import { DEMO_STUDIOS, demoTables } from "./demo.ts";
import { manyClients } from "./many-clients.ts";
import { atelier } from "./studios/atelier.ts";
import { grandmix } from "./studios/grandmix.ts";
import { lumiere } from "./studios/lumiere.ts";

const studioId = "01900000-0000-7000-8000-000000000001";
const today = Temporal.PlainDate.from("2026-11-20");
const afternoon = new Date("2026-11-20T14:20:00Z");

const sizes = { lumiere: [2_700, 3_600], atelier: [5_400, 7_000], grandmix: [13_500, 16_500] };

describe.each([lumiere, atelier, grandmix])("$slug", (plan) => {
  const rows = demoRows(plan, today, afternoon);

  test("has the size that it should have", () => {
    const [least, most] = sizes[plan.slug];
    expect(rows.sessions.length).toBeGreaterThan(least ?? 0);
    expect(rows.sessions.length).toBeLessThan(most ?? 0);
    expect(rows.clients).toHaveLength(plan.clients);
    expect(rows.equipment).toHaveLength(plan.equipment);
    expect(rows.projects).toHaveLength(plan.projects);
    expect(rows.tracks.length).toBeGreaterThan(plan.projects);
  });

  test("books no room twice", () => {
    for (const room of rows.rooms) {
      const booked = rows.sessions
        .filter(({ roomId, state }) => roomId === room.id && state !== "cancelled")
        .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
      const nextStarts = [...booked.slice(1).map(({ startsAt }) => startsAt), new Date(8.64e15)];
      for (const [index, { startsAt, endsAt }] of booked.entries()) {
        expect(startsAt < endsAt).toBe(true);
        expect(endsAt <= (nextStarts[index] ?? startsAt)).toBe(true);
      }
    }
  });

  test("takes the room of every session, and nobody for two at once", () => {
    const rooms = rows.allocations.filter(({ roomId }) => roomId !== null);
    expect(rooms.map(({ sessionId }) => sessionId).sort()).toEqual(
      rows.sessions.map(({ id }) => id).sort(),
    );
    const taken = rows.allocations.filter(({ claim }) => claim !== "none");
    const people = taken.filter(({ personId }) => personId !== null);
    expect(people.length).toBeGreaterThan(rows.sessions.length / 3);
    for (const list of Map.groupBy(taken, (it) => it.roomId ?? it.personId).values()) {
      const sorted = list.toSorted((a, b) => a.takenFrom.getTime() - b.takenFrom.getTime());
      for (const [at, next] of sorted.slice(1).entries()) {
        expect(next.takenFrom >= sorted[at]!.takenUntil).toBe(true);
      }
    }
  });

  test("was made in an order that could have been: nothing before its causes or after now", () => {
    const clients = new Map(rows.clients.map((client) => [client.id, client]));
    const projects = new Map(rows.projects.map((project) => [project.id, project]));
    for (const { createdAt, startsAt, clientId, projectId } of rows.sessions) {
      expect(createdAt <= startsAt).toBe(true);
      const client = clients.get(clientId);
      expect(client && client.createdAt <= createdAt).toBe(true);
      const project = projectId ? projects.get(projectId) : { clientId, createdAt };
      expect(project && project.createdAt <= createdAt).toBe(true);
      expect(project?.clientId).toBe(clientId);
    }
    for (const row of Object.values(rows).flat())
      expect(row.createdAt <= row.updatedAt && row.updatedAt <= afternoon).toBe(true);
  });

  test("tells past, present and future apart", () => {
    for (const session of rows.sessions) {
      expect(possibleStates(session)).toContain(session.state);
      expect((session.cancelledAt ?? session.createdAt) <= session.startsAt).toBe(true);
    }
  });

  test("keeps what must be unique unique", () => {
    const ids = Object.values(rows)
      .flat()
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const isrcs = rows.tracks.flatMap(({ isrc }) => isrc ?? []);
    expect(new Set(isrcs).size).toBe(isrcs.length);
    for (const isrc of isrcs) expect(isrc).toMatch(/^FR[A-Z0-9]{3}[0-9]{7}$/);
    const serials = rows.equipment.flatMap(({ maker, serialNumber }) =>
      serialNumber ? `${maker} ${serialNumber}` : [],
    );
    expect(new Set(serials).size).toBe(serials.length);
  });

  test("has a series whose days are sessions, or skipped since the room was taken", () => {
    const [series] = rows.series;
    const its = rows.sessions.filter(({ seriesId }) => seriesId === series?.id);
    const booked = its.flatMap(({ occurrenceDay }) => occurrenceDay ?? []);
    const days = [...booked, ...series!.exceptions].sort();
    expect(days).toHaveLength(14);
    expect(days[0]).toBe(series?.firstDay);
    for (const day of days) expect(Temporal.PlainDate.from(day).dayOfWeek).toBe(4);
    expect(rows.waiting).toHaveLength(2);
    for (const { earliestDay } of rows.waiting) expect(earliestDay > today.toString()).toBe(true);
  });

  test("has notes, links and leads that could have come about, and values under its own fields", () => {
    const clients = new Map(rows.clients.map((client) => [client.id, client]));
    expect(rows.notes.length).toBeGreaterThan(plan.clients / 5);
    for (const { clientId, notedAt } of rows.notes) {
      expect(notedAt >= clients.get(clientId)!.createdAt && notedAt <= afternoon).toBe(true);
    }
    const links = rows.links.map(
      ({ clientId, memberId, role }) => `${clientId} ${memberId} ${role}`,
    );
    expect(links.length).toBeGreaterThan(plan.clients / 10);
    expect(new Set(links).size).toBe(links.length);
    for (const { clientId, memberId, createdAt } of rows.links) {
      expect(clientId).not.toBe(memberId);
      for (const id of [clientId, memberId]) {
        expect(clients.get(id)!.createdAt <= createdAt).toBe(true);
      }
    }
    for (const { stage, stagedAt, createdAt, clientId, lostReason } of rows.leads) {
      expect(createdAt <= stagedAt && stagedAt <= afternoon).toBe(true);
      expect(stage !== "won" || clients.has(clientId ?? "")).toBe(true);
      expect(stage === "lost" || lostReason === null).toBe(true);
    }
    expect(new Set(rows.leads.map(({ stage }) => stage)).size).toBe(5);
    const isDue = rows.leads.some(
      ({ stage, followUpOn }) =>
        ["new", "contacted", "quoted"].includes(stage) &&
        followUpOn !== null &&
        followUpOn <= today.toString(),
    );
    expect(isDue).toBe(true);
    const fields = rows.fields.map(({ id }) => id);
    const values = rows.clients.flatMap(({ custom }) => Object.keys(custom));
    for (const id of values) expect(fields).toContain(id);
    expect(new Set(values).size).toBe(fields.length);
  });

  test("has a SIRET that adds up and that nobody has", () => {
    const { siret, vatNumber } = rows.settings;
    const siren = siret?.slice(0, 9) ?? "";
    expect(siret).toMatch(/^000[0-9]{11}$/);
    expect([luhn(siren), luhn(siret ?? "")]).toEqual([0, 0]);
    expect(vatNumber).toBe(`FR${(12 + 3 * (Number(siren) % 97)) % 97}${siren}`);
  });

  // A Monday in August, Christmas and a clock change.
  test.each(["2026-08-17", "2026-12-25", "2027-03-28"])(
    "is lively on %s, whatever the hour",
    (day) => {
      const date = Temporal.PlainDate.from(day);
      const at = (hour: number) =>
        new Date(date.toPlainDateTime({ hour }).toZonedDateTime("Europe/Paris").epochMilliseconds);
      for (const hour of [11, 16]) {
        const { sessions, rooms } = demoRows(plan, date, at(hour));
        const todays = sessions.filter(
          ({ startsAt, state }) =>
            startsAt >= at(0) && startsAt < at(23) && state !== "cancelled" && state !== "no_show",
        );
        expect(todays.length).toBeGreaterThanOrEqual(rooms.length * 2);
        expect(todays.some(({ state }) => state === "in_progress")).toBe(true);
        expect(todays.some(({ state }) => state === "confirmed")).toBe(true);
      }
    },
  );
});

test("the same day gives the same rows", () => {
  const read = () =>
    demoTables("lumiere", studioId, "2026-11-20", afternoon).map(({ rows }) => [...rows]);
  expect(read()).toEqual(read());
});

test("a later moment of the day changes no key", () => {
  const keys = (now: Date) => demoRows(lumiere, today, now).rooms.map(({ id }) => id);
  expect(keys(new Date("2026-11-20T20:00:00Z"))).toEqual(keys(afternoon));
});

test("each table begins with the studio and its rows are as wide as its columns", () => {
  for (const { columns, rows } of demoTables("lumiere", studioId, "2026-11-20", afternoon)) {
    expect(columns[0]).toBe("studio_id");
    for (const row of rows) {
      expect(row[0]).toBe(studioId);
      expect(row).toHaveLength(columns.length);
    }
  }
});

test("ten thousand clients have ten thousand names", () => {
  const [table] = manyClients(studioId, 10_000);
  const { columns, rows } = table!;
  const names = [...rows].map((row) => row[columns.indexOf("name")]);
  expect(new Set(names).size).toBe(10_000);
});

test("every studio has its owner's account, and all addresses are reserved ones", () => {
  for (const { slug, ownerEmail } of DEMO_STUDIOS) {
    const owner = DEMO_ACCOUNTS.find(({ email }) => email === ownerEmail);
    expect(owner?.studios).toEqual([{ slug, role: "owner" }]);
  }
  for (const { email } of DEMO_ACCOUNTS) expect(email).toMatch(/\.test$/);
});

function possibleStates(session: ReturnType<typeof demoRows>["sessions"][number]) {
  if (session.cancelledAt) return ["cancelled"];
  if (session.endsAt <= afternoon) return ["done", "no_show"];
  return session.startsAt <= afternoon ? ["in_progress"] : ["confirmed", "tentative"];
}

function luhn(digits: string): number {
  const sum = digits
    .split("")
    .toReversed()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return sum % 10;
}
