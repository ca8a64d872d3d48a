import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { clients, people, rooms, sessions, settings } from "#db/schema/studio/index.ts";
import { listRunningClocks } from "#app/tenancy/running-clocks.server.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import {
  addEntry,
  correctEntry,
  extendSession,
  listTimeEntries,
  removeEntry,
  setClock,
} from "./session-clock.server.ts";
import { cancelSession, takeStep, takeStepBack } from "./session-steps.server.ts";
import { type Booking, bookSession } from "./sessions.server.ts";

const { newStudio } = await testPlatform();

const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);
const clock = { timeZone: "Europe/Paris", now: at("13:00") };

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("of ten who start a session at once one does, and one clock runs", async () => {
    const { studio, id } = await house({ isolation });
    const started = await Promise.all(Array.from({ length: 10 }, () => start(studio, id)));
    expect(started.filter((it) => it?.ok)).toHaveLength(1);
    expect(await entries(studio, id)).toMatchObject([
      { kind: "booked", startedAt: at("13:00"), endedAt: null, rateCents: 60_00 },
    ]);
  });

  test("of ten who stop and go on at once none leaves two clocks or counts an hour twice", async () => {
    const { studio, id } = await house({ isolation });
    await start(studio, id);
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        studio.write((db) => setClock(db, id, n % 2 ? "running" : "paused", at("14:00"))),
      ),
    );
    await studio.write((db) => takeStep(db, id, "completion", at("15:00")));
    const listed = await entries(studio, id);
    const minutes = listed.reduce((sum, it) => sum + (+it.endedAt! - +it.startedAt) / 60_000, 0);
    expect([60, 120]).toContain(minutes);
    expect(listed.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  test("another studio's clock cannot be seen, stopped, extended or written to", async () => {
    const [{ studio, id }, stranger] = await Promise.all([
      house({ isolation }),
      house({ isolation }),
    ]);
    await start(studio, id);
    const [entry] = await entries(studio, id);
    const { write, read } = stranger.studio;
    expect(await read((db) => listTimeEntries(db, id))).toEqual([]);
    expect(await read(listRunningClocks)).toEqual([]);
    expect(await write((db) => setClock(db, id, "paused", at("14:00")))).toBeUndefined();
    expect(await write((db) => extendSession(db, id, longer, clock))).toBeUndefined();
    expect(await write((db) => addEntry(db, id, byHand))).toBeUndefined();
    expect(await write((db) => correctEntry(db, id, entry!.id, byHand))).toBeUndefined();
    expect(await write((db) => removeEntry(db, id, entry!.id))).toBeUndefined();
  });
});

test("what runs past the booked end becomes overtime at the studio's percentage, frozen", async () => {
  const { studio, id, roomId } = await house();
  await start(studio, id);
  await studio.write((db) =>
    db.update(rooms).set({ hourlyRateCents: 99_00 }).where(eq(rooms.id, roomId)),
  );
  await studio.write((db) => takeStep(db, id, "completion", at("17:20")));
  const frozen = [
    {
      ...{ kind: "booked", startedAt: at("13:00"), endedAt: at("17:00") },
      ...{ rateCents: 60_00, billedMinutes: 240, amountCents: 240_00 },
    },
    {
      ...{ kind: "overtime", startedAt: at("17:00"), endedAt: at("17:20") },
      ...{ rateCents: 90_00, billedMinutes: 30, amountCents: 45_00 },
    },
  ];
  expect(await entries(studio, id)).toMatchObject(frozen);
  await studio.write((db) => db.update(settings).set({ overtimePercent: 300 }));
  expect(await entries(studio, id)).toMatchObject(frozen);
});

test("a pause is charged to nobody, and quarters are of the sum", async () => {
  const { studio, id } = await house();
  await start(studio, id);
  await studio.write((db) => setClock(db, id, "paused", at("13:50")));
  expect(await studio.read(listRunningClocks)).toEqual([]);
  await studio.write((db) => setClock(db, id, "running", at("14:20")));
  expect(await studio.read(listRunningClocks)).toEqual([
    {
      ...{ sessionId: id, client: "Nadia", startedAt: at("14:20"), endsAt: at("17:00") },
      beforeMs: 50 * 60_000,
    },
  ]);
  await studio.write((db) => takeStep(db, id, "completion", at("14:30")));
  expect((await entries(studio, id)).map((it) => [it.billedMinutes, it.amountCents])).toEqual([
    [60, 60_00],
    [0, 0],
  ]);
});

test("a start that is taken back leaves no time, and what is not in progress has no clock", async () => {
  const { studio, id } = await house();
  await start(studio, id);
  await studio.write((db) => takeStepBack(db, id, "start"));
  expect(await entries(studio, id)).toEqual([]);
  expect(await studio.write((db) => setClock(db, id, "running", at("13:10")))).toBe(false);
  await studio.write((db) => cancelSession(db, id, null, clock.now));
  expect(await start(studio, id)).toEqual({ ok: false, state: "cancelled" });
  expect(await studio.write((db) => addEntry(db, id, byHand))).toBeUndefined();
  expect(await entries(studio, id)).toEqual([]);
});

test("a session in progress is made longer where all is free, and refused with what stands there", async () => {
  const { studio, id, booking } = await house();
  const extend = (wish: typeof longer) => studio.write((db) => extendSession(db, id, wish, clock));
  expect(await extend(longer)).toEqual({ ok: false, reason: "notRunning" });
  await start(studio, id);
  const after = { ...booking, startsAt: at("17:30"), endsAt: at("19:00") };
  await studio.write((db) => bookSession(db, { ...after, state: "confirmed" }, clock));
  expect(await extend({ ...longer, minutes: 60 })).toMatchObject({
    ...{ ok: false, reason: "clash", clash: { what: "A", startsAt: at("17:30") } },
  });
  expect(await extend(longer)).toMatchObject({ ok: true });
  const [session] = await studio.read((db) =>
    db.select().from(sessions).where(eq(sessions.id, id)),
  );
  expect(session).toMatchObject({ endsAt: at("17:30"), priceCents: 270_00 });
  // Who saw the earlier end does not add to the new one.
  expect(await extend(longer)).toEqual({ ok: false, reason: "moved" });
});

test("time by hand is written, corrected and removed; a corrected hour of the clock is by hand", async () => {
  const { studio, id, ida, bo } = await house();
  const { write } = studio;
  expect(await write((db) => addEntry(db, id, { ...byHand, personId: bo }))).toEqual({
    ...{ ok: false, reason: "unknownPerson" },
  });
  const added = await write((db) => addEntry(db, id, { ...byHand, personId: ida }));
  if (!added?.ok) throw new Error("not added");
  expect(await entries(studio, id)).toMatchObject([
    { kind: "manual", person: "Ida", rateCents: 60_00, billedMinutes: 50, amountCents: 50_00 },
  ]);
  const corrected = { ...byHand, endedAt: at("10:30"), rateCents: 30_00 };
  await write((db) => correctEntry(db, id, added.id, corrected));
  expect(await entries(studio, id)).toMatchObject([
    { kind: "manual", person: null, rateCents: 30_00, billedMinutes: 90, amountCents: 45_00 },
  ]);
  expect(await write((db) => removeEntry(db, id, added.id))).toEqual(corrected);

  await start(studio, id);
  const [running] = await entries(studio, id);
  expect(await write((db) => removeEntry(db, id, running!.id))).toBeUndefined();
  await write((db) => takeStep(db, id, "completion", at("14:00")));
  await write((db) => correctEntry(db, id, running!.id, byHand));
  expect(await entries(studio, id)).toMatchObject([{ id: running!.id, kind: "manual" }]);
});

const longer = { minutes: 30, seen: { startsAt: at("13:00"), endsAt: at("17:00") } };
const byHand = {
  ...{ startedAt: at("09:00"), endedAt: at("09:50") },
  ...{ personId: null, rateCents: null, note: "Rangement" },
};

function start(studio: TestStudio, id: string) {
  return studio.write((db) => takeStep(db, id, "start", clock.now));
}

function entries(studio: TestStudio, id: string) {
  return studio.read((db) => listTimeEntries(db, id));
}

async function house(wish: Parameters<typeof newStudio>[0] = {}) {
  const studio = await newStudio(wish);
  return studio.write(async (db) => {
    await db.update(settings).set({ overtimePercent: 150 });
    const [room] = await db
      .insert(rooms)
      .values({ name: "A", kind: "live", hourlyRateCents: 60_00 })
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const [ida, bo] = await db
      .insert(people)
      .values(["Ida", "Bo"].map((name) => ({ name, trade: "engineer" as const })))
      .returning({ id: people.id });
    const booking: Booking = {
      ...{ roomId: room!.id, clientId: client!.id, projectId: null, kind: "recording" },
      ...{ startsAt: at("13:00"), endsAt: at("17:00"), priceCents: null, notes: null },
      crew: [{ personId: ida!.id, role: "engineer" }],
      equipmentIds: [],
    };
    const booked = await bookSession(db, { ...booking, state: "confirmed" }, clock);
    if (!booked.ok) throw new Error(booked.reason);
    const ids = { roomId: room!.id, ida: ida!.id, bo: bo!.id };
    return { studio, booking, id: booked.id, ...ids };
  });
}
