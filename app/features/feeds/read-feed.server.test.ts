import ICAL from "ical.js";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { hashOf } from "#app/identity/secrets.server.ts";
import { clients, departures, people, rooms, sessions } from "#db/schema/studio/index.ts";
import type { BookableState } from "#app/features/sessions/session.ts";
import { cancelSession } from "#app/features/sessions/session-steps.server.ts";
import {
  type Booking,
  bookSession,
  rescheduleSession,
  restoreSession,
} from "#app/features/sessions/sessions.server.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import { feedSchema } from "./feed.ts";
import { addFeed } from "./feeds.server.ts";
import { readFeed } from "./read-feed.server.ts";

const { newStudio } = await testPlatform();

const clock = { timeZone: "Europe/Paris", now: new Date("2026-11-01T12:00:00Z") };
const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);

/** A studio with two rooms, two engineers, two clients, and a feed of each of the first. */
async function house(isolation: "shared" | "schema" | "dedicated" = "shared") {
  const studio = await newStudio({ isolation });
  const { roomIds, personIds, clientIds } = await studio.write(async (db) => {
    const roomRows = await db
      .insert(rooms)
      .values([
        { name: "Grande Salle", kind: "live", minutesBefore: 30 },
        { name: "Cabine", kind: "booth" },
      ])
      .returning({ id: rooms.id });
    const personRows = await db
      .insert(people)
      .values([
        { name: "Ida Ferrand", trade: "engineer" },
        { name: "Zoé Ibáñez", trade: "engineer" },
      ])
      .returning({ id: people.id });
    const clientRows = await db
      .insert(clients)
      .values([{ name: "Nadia; & Söhne" }, { name: "Label Secret" }])
      .returning({ id: clients.id });
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id) as [string, string];
    return { roomIds: ids(roomRows), personIds: ids(personRows), clientIds: ids(clientRows) };
  });
  const of = { roomId: roomIds[0], personId: personIds[0], clientId: clientIds[0] };
  for (const shows of ["studio", "room", "person", "client"] as const) {
    const its = { secretHash: hashOf(shows), createdBy: crypto.randomUUID() };
    await studio.write((db) => addFeed(db, feedSchema.parse({ shows, ...of }), its));
  }
  const booking: Booking = {
    ...{ roomId: roomIds[0], clientId: clientIds[0], projectId: null, kind: "mixing" },
    ...{ startsAt: at("13:00"), endsAt: at("17:00"), priceCents: 98_765, notes: "Interne" },
    ...{ crew: [{ personId: personIds[0], role: "engineer" }], equipmentIds: [] },
  };
  const other = { roomId: roomIds[1], personId: personIds[1], clientId: clientIds[1] };
  return { studio, booking, other };
}

async function book(studio: TestStudio, booking: Booking, state: BookableState = "confirmed") {
  const booked = await studio.write((db) => bookSession(db, { ...booking, state }, clock));
  if (!booked.ok) throw new Error("it was not booked");
  return booked.id;
}

async function move(studio: TestStudio, id: string, booking: Booking) {
  const moved = await studio.write((db) => rescheduleSession(db, id, booking, clock));
  expect(moved).toMatchObject({ ok: true });
}

const settings = async () => ({
  name: "Studio Lumière",
  pageOf: (id: string) => `https://studios.test/s/lumiere/sessions/${id}`,
  preferences: {
    timeZone: "Europe/Paris",
    language: "fr",
    address: "12 rue du Test\n75011 Paris",
  } as const,
});

/** What a feed shows, as another reader of iCalendar has it. */
async function shownBy(studio: TestStudio, secret: string, now = clock.now) {
  const read = await studio.read((db) => readFeed(db, hashOf(secret), { now, settings }));
  if (!read) throw new Error(`there is no feed ${secret}`);
  const root = new ICAL.Component(ICAL.parse(read.text) as unknown[]);
  const events = root.getAllSubcomponents("vevent").map((component) => {
    const { uid, sequence, summary, location, description, startDate } = new ICAL.Event(component);
    const value = (name: string) => component.getFirstPropertyValue(name)?.toString() ?? null;
    return {
      ...{ uid, sequence, summary, location, description },
      ...{ status: value("status"), url: value("url"), start: startDate.toString() },
      stamp: value("dtstamp") ?? "",
    };
  });
  return { events, text: read.text, event: events[0] };
}

const ALL = ["studio", "room", "person", "client"];
const ONES = ["room", "person", "client"];

test("each feed shows its sessions; a client's tells of no page, note, price or other client", async () => {
  const { studio, booking, other } = await house();
  const id = await book(studio, booking);
  await book(studio, {
    ...booking,
    ...other,
    crew: [{ personId: other.personId, role: "assistant" }],
  });
  const uid = `${id}@recording-studio-manager`;
  const same = {
    ...{ uid, sequence: 0, status: "CONFIRMED", start: "2026-11-20T14:00:00" },
    description: "Équipe : Ida Ferrand (Ingénieur du son)",
  };
  for (const secret of ["room", "person"]) {
    const { events } = await shownBy(studio, secret);
    expect(events).toMatchObject([
      {
        ...same,
        summary: "Nadia; & Söhne · Mixage",
        location: "Grande Salle, 12 rue du Test, 75011 Paris",
        url: `https://studios.test/s/lumiere/sessions/${id}`,
      },
    ]);
  }
  const ofClient = await shownBy(studio, "client");
  expect(ofClient.events).toMatchObject([
    {
      ...same,
      summary: "Studio Lumière · Mixage",
      location: "Grande Salle, Studio Lumière, 12 rue du Test, 75011 Paris",
      url: null,
    },
  ]);
  expect(ofClient.text).not.toMatch(/Secret|Interne|987|https|Nadia/);
  expect((await shownBy(studio, "studio")).events).toHaveLength(2);
  for (const secret of ALL) {
    expect((await shownBy(studio, secret)).text).not.toMatch(/Interne|98.?765/);
  }
});

test("states are told as a calendar knows them, and counted when they change", async () => {
  const { studio, booking } = await house();
  const id = await book(studio, booking, "tentative");
  const told = async () => {
    const { event } = await shownBy(studio, "room");
    return [event?.status, event?.sequence, event?.summary.split(" · ").at(-1)];
  };
  expect(await told()).toEqual(["TENTATIVE", 0, "À confirmer"]);
  await studio.write((db) => db.update(sessions).set({ state: "confirmed" }));
  expect(await told()).toEqual(["CONFIRMED", 1, "Mixage"]);
  await studio.write((db) => cancelSession(db, id, "Grippe", clock.now));
  expect(await told()).toEqual(["CANCELLED", 2, "Annulée"]);
  for (const secret of ALL) {
    const { events, text } = await shownBy(studio, secret);
    expect(events).toMatchObject([{ status: "CANCELLED", sequence: 2 }]);
    expect(text).not.toContain("Grippe");
  }
  await studio.write((db) => restoreSession(db, id, "confirmed", clock));
  expect(await told()).toEqual(["CONFIRMED", 3, "Mixage"]);
});

test("a hold whose time is over is called off, as it is once somebody writes it down", async () => {
  const { studio, booking } = await house();
  await book(studio, booking, "hold");
  expect((await shownBy(studio, "room")).event).toMatchObject({ status: "TENTATIVE", sequence: 0 });
  const later = new Date("2026-11-15T12:00:00Z");
  const lapsed = (await shownBy(studio, "room", later)).event;
  expect(lapsed).toMatchObject({ status: "CANCELLED", sequence: 1 });
  await studio.write((db) => db.update(sessions).set({ state: "cancelled", cancelledAt: later }));
  const written = (await shownBy(studio, "room", later)).event;
  expect({ ...written, stamp: "" }).toEqual({ ...lapsed, stamp: "" });
});

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("what leaves a room, a person or a client is called off there, and counts on when it comes back", async () => {
    const { studio, booking, other } = await house(isolation);
    const id = await book(studio, booking);
    const before = new Map<string, number>();
    for (const secret of ONES) before.set(secret, (await shownBy(studio, secret)).event!.sequence);
    const away: Booking = {
      ...{ ...booking, roomId: other.roomId, clientId: other.clientId },
      ...{ startsAt: at("18:00"), endsAt: at("20:00"), kind: "mastering" },
      crew: [{ personId: other.personId, role: "engineer" }],
    };
    for (let round = 0; round < 2; round += 1) {
      await move(studio, id, away);
      for (const secret of ONES) {
        const { events, text } = await shownBy(studio, secret);
        // As it stood there: what became of it is not theirs to know.
        expect(events).toMatchObject([
          { status: "CANCELLED", start: "2026-11-20T14:00:00", description: null },
        ]);
        expect(text).not.toMatch(/Label Secret|Cabine|Zoé|Mastering/);
        expect(events[0]!.sequence).toBeGreaterThan(before.get(secret)!);
        before.set(secret, events[0]!.sequence);
      }
      await move(studio, id, booking);
      for (const secret of ONES) {
        const { events } = await shownBy(studio, secret);
        expect(events).toMatchObject([{ status: "CONFIRMED" }]);
        expect(events[0]!.sequence).toBeGreaterThan(before.get(secret)!);
        before.set(secret, events[0]!.sequence);
      }
    }
    expect((await shownBy(studio, "studio")).events).toMatchObject([{ status: "CONFIRMED" }]);
  });

  test("it is remembered by the database, whoever writes", async () => {
    const { studio, booking, other } = await house(isolation);
    const id = await book(studio, booking);
    await studio.write(async (db) => {
      await db.execute(sql`delete from allocations where person_id is not null`);
      await db.execute(
        sql`update sessions set room_id = ${other.roomId}, client_id = ${other.clientId}`,
      );
    });
    const left = await studio.read((db) => db.select().from(departures));
    expect(
      left.map(({ leftRoomId, leftPersonId, leftClientId }) =>
        [leftRoomId, leftPersonId, leftClientId].map(Boolean),
      ),
    ).toEqual(
      expect.arrayContaining([
        [true, false, false],
        [false, true, false],
        [false, false, true],
      ]),
    );
    for (const secret of ONES) {
      expect((await shownBy(studio, secret)).event).toMatchObject({ status: "CANCELLED" });
    }
    // Of what is no more nothing is kept.
    await studio.write((db) => db.delete(sessions).where(eq(sessions.id, id)));
    expect(await studio.read((db) => db.select().from(departures))).toEqual([]);
  });
});

test("a feed is the same text until something changes, and who is on the crew is such a thing", async () => {
  const { studio, booking } = await house();
  await book(studio, booking);
  const { text } = await shownBy(studio, "room");
  expect((await shownBy(studio, "room")).text).toBe(text);
  const stamp = async () => (await shownBy(studio, "room")).event?.stamp;
  const run = (statement: string) => studio.write((db) => db.execute(sql.raw(statement)));
  await run("update allocations set created_at = '2030-01-01 00:00Z' where person_id is not null");
  expect(await stamp()).toBe("2030-01-01T00:00:00Z");
  await run("delete from allocations where person_id is not null");
  await run("update departures set left_at = '2031-01-01 00:00Z'");
  expect(await stamp()).toBe("2031-01-01T00:00:00Z");
});

test("a feed reaches from ninety days back to four hundred ahead, by where sessions start", async () => {
  const { studio, booking } = await house();
  const day = 24 * 3_600_000;
  const starts = [-91, -89, 0, 399, 401].map((days) => new Date(+clock.now + days * day));
  for (const startsAt of starts) {
    const endsAt = new Date(+startsAt + 3_600_000);
    await studio.write((db) =>
      db.insert(sessions).values({ ...sessionOf(booking), startsAt, endsAt }),
    );
  }
  for (const secret of ["studio", "room", "client"]) {
    const { events } = await shownBy(studio, secret);
    expect(events.map(({ start }) => start.slice(0, 10))).toEqual([
      "2026-08-04",
      "2026-11-01",
      "2027-12-05",
    ]);
  }
});

function sessionOf({ roomId, clientId, kind }: Booking) {
  return { roomId, clientId, kind };
}

test("another studio's sessions are in no feed, and its secret opens nothing", async () => {
  const [one, two] = [await house(), await house()];
  await book(two.studio, two.booking);
  for (const secret of ALL) expect((await shownBy(one.studio, secret)).events).toEqual([]);
  await two.studio.write((db) =>
    db.execute(sql`update feeds set secret_hash = sha256('theirs')
    where room_id is not null`),
  );
  const read = await one.studio.read((db) =>
    readFeed(db, hashOf("theirs"), { now: clock.now, settings }),
  );
  expect(read).toBeUndefined();
});
