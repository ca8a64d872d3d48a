import { describe, expect, test } from "vitest";
import {
  callSheets,
  clients,
  equipment,
  people,
  rooms,
  settings,
} from "#db/schema/studio/index.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import type { CallSheetValues } from "./call-sheet.ts";
import { findCallSheet, findCallSheetDraft, writeCallSheet } from "./call-sheet.server.ts";
import { sendCallSheet } from "./call-sheet-copies.server.ts";
import { callSheetMails } from "./call-sheet-mails.server.ts";
import { type Booking, bookSession, rescheduleSession } from "./sessions.server.ts";

const { newStudio } = await testPlatform();

const timeZone = "Europe/Paris";
const clock = { timeZone, now: new Date("2026-11-01T12:00:00Z") };
const at = (time: string, day = 20) => new Date(`2026-11-${day}T${time}:00Z`);

const nothing: CallSheetValues = {
  ...{ access: null, parking: null, doorCode: null, notes: null },
  ...{ calls: [], guests: [], schedule: [], breaks: [] },
};

test("a session has a call sheet before anybody wrote one: the studio's texts, the crew at the start", async () => {
  const { studio, id } = await house();
  expect(await read(studio, id)).toMatchObject({
    studio: { address: "1, rue du Son", phone: "01 99 00 00 00" },
    ...{ room: "A", client: "Nadia", project: null, kind: "recording", state: "confirmed" },
    ...{ access: "Porte bleue", parking: null, doorCode: "47B12", notes: "Deux Neumann" },
    people: [
      {
        ...{
          kind: "crew",
          name: "Ida",
          trade: "engineer",
          phone: "06 1",
          email: "ida@studio.test",
        },
        callAt: at("13:00"),
      },
    ],
    ...{ schedule: [], breaks: [] },
    units: [{ name: "U 47", maker: "Neumann" }],
  });
});

test("what is written stands in place of the studio's, and is read again as it was typed", async () => {
  const { studio, id, ida } = await house();
  const values: CallSheetValues = {
    ...{ access: "Entrée des artistes", parking: "Cour", doorCode: null, notes: "Repas à 19 h" },
    calls: [{ personId: ida, time: "13:30", day: 0 }],
    guests: [
      { name: "Łukasz", role: "Choriste", phone: "06 2", time: "13:00", day: 0 },
      { name: "Zoé", role: null, phone: null, time: null, day: 0 },
    ],
    schedule: [
      { time: "20:00", day: 0, what: "Écoute" },
      { time: "14:30", day: 0, what: "Batterie" },
    ],
    breaks: [{ time: "18:00", day: 0, length: 45, what: "Dîner" }],
  };
  expect(await write(studio, id, values)).toBe(true);
  const sheet = await read(studio, id);
  expect(sheet).toMatchObject({
    ...{ access: "Entrée des artistes", parking: "Cour", doorCode: "47B12", notes: "Repas à 19 h" },
    schedule: [
      { at: at("13:30"), what: "Batterie" },
      { at: at("19:00"), what: "Écoute" },
    ],
    breaks: [{ at: at("17:00"), until: at("17:45"), what: "Dîner" }],
  });
  expect(sheet?.people.map(({ name, callAt }) => [name, callAt])).toEqual([
    ["Łukasz", at("12:00")],
    ["Ida", at("12:30")],
    ["Zoé", at("13:00")],
  ]);
  const draft = await studio.read((db) => findCallSheetDraft(db, id, timeZone));
  expect(draft?.values).toEqual({ ...values, schedule: values.schedule.toReversed() });
});

test("a session that is moved takes the times of its call sheet along", async () => {
  const { studio, id, booking, ida } = await house();
  const calls = [{ personId: ida, time: "13:30", day: 0 }];
  await write(studio, id, { ...nothing, calls });
  const moved = { ...booking, startsAt: at("08:00", 27), endsAt: at("12:00", 27) };
  await studio.write((db) => rescheduleSession(db, id, moved, clock));
  const sheet = await read(studio, id);
  expect(sheet?.people.map(({ callAt }) => callAt)).toEqual([at("07:30", 27)]);
});

test("a call for somebody who is not booked is not kept, and one who leaves is called no more", async () => {
  const { studio, id, booking, ida, bo } = await house();
  const calls = [ida, bo].map((personId) => ({ personId, time: "13:30", day: 0 }));
  await write(studio, id, { ...nothing, calls });
  expect(
    await studio.read((db) => db.select({ calls: callSheets.calls }).from(callSheets)),
  ).toEqual([{ calls: [{ personId: ida, minutes: -30 }] }]);
  await studio.write((db) => rescheduleSession(db, id, { ...booking, crew: [] }, clock));
  expect((await read(studio, id))?.people).toEqual([]);
});

test("a call sheet by mail brings its file and the appointment, in the receiver's language", async () => {
  const { studio, id, ida } = await house();
  await studio.write((db) => sendCallSheet(db, id, [ida], { language: "en", now: clock.now }));
  const mails = await studio.write((db) =>
    callSheetMails(db, { sessionId: id }, { name: "Studio Lumière" }),
  );
  expect(mails.map(({ to }) => to)).toEqual(["ida@studio.test"]);
  const [pdf, appointment] = mails[0]!.attachments;
  expect(pdf).toMatchObject({
    ...{ filename: "call-sheet-2026-11-20-nadia.pdf", contentType: "application/pdf" },
  });
  expect(Buffer.from(pdf!.base64, "base64").toString("latin1", 0, 8)).toBe("%PDF-1.7");
  expect(appointment).toMatchObject({ filename: "session.ics" });
});

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("of ten who write a call sheet at once all are heard, and there is one", async () => {
    const { studio, id } = await house({ isolation });
    const written = await Promise.all(
      Array.from({ length: 10 }, (_, n) => write(studio, id, { ...nothing, notes: `Note ${n}` })),
    );
    expect(written).toEqual(Array.from({ length: 10 }, () => true));
    expect(await studio.read((db) => db.$count(callSheets))).toBe(1);
  });

  test("another studio's session has no call sheet to be read or written", async () => {
    const [{ id }, stranger] = await Promise.all([house({ isolation }), house({ isolation })]);
    expect(await read(stranger.studio, id)).toBeUndefined();
    expect(await write(stranger.studio, id, nothing)).toBe(false);
    expect(
      await stranger.studio.read((db) => findCallSheetDraft(db, id, timeZone)),
    ).toBeUndefined();
  });
});

function read(studio: TestStudio, id: string) {
  return studio.read((db) => findCallSheet(db, id));
}

function write(studio: TestStudio, id: string, values: CallSheetValues) {
  return studio.write((db) => writeCallSheet(db, id, values, timeZone));
}

async function house(wish: Parameters<typeof newStudio>[0] = {}) {
  const studio = await newStudio(wish);
  return studio.write(async (db) => {
    await db.update(settings).set({
      ...{ address: "1, rue du Son", phone: "01 99 00 00 00" },
      ...{ access: "Porte bleue", doorCode: "47B12" },
    });
    const [room] = await db
      .insert(rooms)
      .values({ name: "A", kind: "live" })
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const [ida, bo] = await db
      .insert(people)
      .values([
        { name: "Ida", trade: "engineer", phone: "06 1", email: "ida@studio.test" },
        { name: "Bo", trade: "engineer" },
      ])
      .returning({ id: people.id });
    const [unit] = await db
      .insert(equipment)
      .values({ name: "U 47", maker: "Neumann", kind: "microphone" })
      .returning({ id: equipment.id });
    const booking: Booking = {
      ...{ roomId: room!.id, clientId: client!.id, projectId: null, kind: "recording" },
      ...{ startsAt: at("13:00"), endsAt: at("21:00"), priceCents: null, notes: "Deux Neumann" },
      crew: [{ personId: ida!.id, role: "engineer" }],
      equipmentIds: [unit!.id],
    };
    const booked = await bookSession(db, { ...booking, state: "confirmed" }, clock);
    if (!booked.ok) throw new Error(booked.reason);
    return { studio, booking, id: booked.id, ida: ida!.id, bo: bo!.id };
  });
}
