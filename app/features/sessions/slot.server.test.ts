import { describe, expect, test } from "vitest";
import { clients, equipment, people, rooms } from "#db/schema/studio/index.ts";
import { type TestStudio, testPlatform } from "../../../tests/support/platform.ts";
import { listSessionsIn } from "./session-lists.server.ts";
import { type Booking, bookSession, findSession } from "./sessions.server.ts";
import { moveSession, type Slot } from "./slot.server.ts";

const { newStudio } = await testPlatform();

const clock = { timeZone: "Europe/Paris", now: new Date("2026-11-01T12:00:00Z") };
const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("of ten who drag one session from where they saw it one does, and the others are told", async () => {
    const { studio, booking } = await house({ isolation });
    const id = await booked(studio, booking);
    const moves = Array.from({ length: 10 }, (_, n) =>
      move(studio, id, { startsAt: at(`0${n}:00`), endsAt: at(`0${n}:30`), seen: booking }),
    );
    const answers = await Promise.all(moves);
    expect(answers.filter((it) => it?.ok)).toHaveLength(1);
    expect(answers.filter((it) => !it?.ok)).toEqual(
      Array.from({ length: 9 }, () => ({ ok: false, reason: "moved" })),
    );
  });

  test("of sessions dragged onto one slot at once one gets there, the others stay", async () => {
    const { studio, booking } = await house({ isolation });
    const bookings = ["06:00", "07:00", "08:00", "09:00"].map((time) => ({
      ...booking,
      ...{ startsAt: at(time), endsAt: new Date(at(time).getTime() + 3_600_000) },
    }));
    const ids = await Promise.all(bookings.map((it) => booked(studio, it)));
    const answers = await Promise.all(
      ids.map((id, n) =>
        move(studio, id, { startsAt: at("13:00"), endsAt: at("14:00"), seen: bookings[n]! }),
      ),
    );
    expect(answers.filter((it) => it?.ok)).toHaveLength(1);
    const shown = await studio.read((db) =>
      listSessionsIn(db, { from: at("05:00"), until: at("23:00") }),
    );
    expect(shown).toHaveLength(4);
    expect(shown.filter(({ startsAt }) => startsAt < at("10:00"))).toHaveLength(3);
  });
});

test("a drag to another room takes people and units along, and refuses by them too", async () => {
  const { studio, booking, other } = await house();
  const id = await booked(studio, booking);
  const swap = { kind: "room", from: booking.roomId, to: other.room } as const;
  expect(await move(studio, id, { ...later(booking), swap, seen: booking })).toMatchObject({
    ok: true,
  });
  const session = await studio.read((db) => findSession(db, id));
  expect(session).toMatchObject({
    room: { id: other.room },
    startsAt: later(booking).startsAt,
    crew: [{ name: "Ida" }],
    units: [{ name: "U 47" }],
  });

  const second = { ...booking, equipmentIds: [] };
  const secondId = await booked(studio, second);
  const clash = await move(studio, secondId, { ...later(booking), seen: second });
  expect(clash).toMatchObject({
    ok: false,
    reason: "clash",
    clash: { takes: "person", what: "Ida" },
  });
});

test("a drag to another person's row hands the session over in the same role", async () => {
  const { studio, booking, other } = await house();
  const id = await booked(studio, booking);
  const [from] = booking.crew.map(({ personId }) => personId);
  const swap = { kind: "person", from: from!, to: other.person } as const;
  expect(await move(studio, id, { ...booking, swap, seen: booking })).toMatchObject({ ok: true });
  const session = await studio.read((db) => findSession(db, id));
  expect(session?.crew).toMatchObject([{ personId: other.person, name: "Bo", role: "engineer" }]);
});

test("a price by the room's rates follows a drag, one that was agreed does not", async () => {
  const { studio, booking } = await house();
  const id = await booked(studio, booking);
  const agreed = { ...booking, startsAt: at("01:00"), endsAt: at("02:00"), priceCents: 12_345 };
  const agreedId = await booked(studio, { ...agreed, crew: [], equipmentIds: [] });
  const longer = { startsAt: booking.startsAt, endsAt: at("18:00") };
  await move(studio, id, { ...longer, seen: booking });
  await move(studio, agreedId, { startsAt: at("01:00"), endsAt: at("03:00"), seen: agreed });
  const [byRate, byWord] = await studio.read((db) =>
    Promise.all([findSession(db, id), findSession(db, agreedId)]),
  );
  expect(byRate?.priceCents).toBe(5 * 5_000);
  expect(byWord?.priceCents).toBe(12_345);
});

test("what another studio has is not there to be dragged", async () => {
  const [{ studio, booking }, stranger] = await Promise.all([house(), house()]);
  const id = await booked(studio, booking);
  expect(await move(stranger.studio, id, { ...later(booking), seen: booking })).toBeUndefined();
});

function later({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  const hours = 5 * 3_600_000;
  return {
    startsAt: new Date(startsAt.getTime() + hours),
    endsAt: new Date(endsAt.getTime() + hours),
  };
}

function move(studio: TestStudio, id: string, slot: Slot) {
  return studio.write((db) => moveSession(db, id, slot, clock));
}

async function booked(studio: TestStudio, booking: Booking) {
  const answer = await studio.write((db) =>
    bookSession(db, { ...booking, state: "confirmed" }, clock),
  );
  if (!answer.ok) throw new Error(answer.reason);
  return answer.id;
}

async function house(wish: Parameters<typeof newStudio>[0] = {}) {
  const studio = await newStudio(wish);
  return studio.write(async (db) => {
    const [room, otherRoom] = await db
      .insert(rooms)
      .values(["A", "B"].map((name) => ({ name, kind: "live" as const, hourlyRateCents: 5_000 })))
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const [ida, bo] = await db
      .insert(people)
      .values(["Ida", "Bo"].map((name) => ({ name, trade: "engineer" as const })))
      .returning({ id: people.id });
    const [unit] = await db
      .insert(equipment)
      .values({ name: "U 47", kind: "microphone" })
      .returning({ id: equipment.id });
    const booking: Booking = {
      ...{ roomId: room!.id, clientId: client!.id, projectId: null, kind: "recording" },
      ...{ startsAt: at("13:00"), endsAt: at("17:00"), priceCents: null, notes: null },
      crew: [{ personId: ida!.id, role: "engineer" }],
      equipmentIds: [unit!.id],
    };
    return { studio, booking, other: { room: otherRoom!.id, person: bo!.id } };
  });
}
