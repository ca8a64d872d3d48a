import { expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import { clients, rooms, sessions } from "#db/schema/studio/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { roomSchema } from "./room.ts";
import { bookedMinutesByRoom, listDayLoads, listNextInRoom } from "./room-bookings.server.ts";
import {
  addRoom,
  archiveRoom,
  editRoom,
  findRoom,
  listArchivedRooms,
  listRooms,
  restoreRoom,
} from "./rooms.server.ts";

const { newStudio } = await testPlatform();

const live = roomSchema.omit({ name: true }).parse({ kind: "live", colour: 1 });

test("rooms in use are listed by name, as people sort it", async () => {
  const studio = await newStudio();
  for (const name of ["Zone B", "Écho", "Cabine"]) {
    await studio.write((db) => addRoom(db, { ...live, name }));
  }
  const rooms = await studio.read(listRooms);
  expect(rooms.map(({ name }) => name)).toEqual(["Cabine", "Écho", "Zone B"]);
});

test("two rooms in use cannot have one name, in whatever case", async () => {
  const studio = await newStudio();
  const taken = { ok: false, reason: "nameTaken" };
  const first = await studio.write((db) => addRoom(db, { ...live, name: "Studio A" }));
  const other = await studio.write((db) => addRoom(db, { ...live, name: "Studio B" }));
  if (!first.ok || !other.ok) throw new Error("the rooms were not added");
  expect(await studio.write((db) => addRoom(db, { ...live, name: "STUDIO a" }))).toEqual(taken);
  const renamed = { ...live, name: "studio a" };
  expect(await studio.write((db) => editRoom(db, other.id, renamed))).toEqual(taken);
  expect(await studio.write((db) => editRoom(db, first.id, renamed))).toMatchObject({ ok: true });

  await studio.write((db) => archiveRoom(db, first.id));
  expect(await studio.write((db) => editRoom(db, other.id, renamed))).toMatchObject({ ok: true });
  expect(await studio.write((db) => restoreRoom(db, first.id))).toEqual(taken);
});

test("a field that was emptied is empty", async () => {
  const studio = await newStudio();
  const room = await studio.write((db) =>
    addRoom(db, { ...live, name: "A", capacity: 12, dayRateCents: 40_000 }),
  );
  if (!room.ok) throw new Error("the room was not added");
  await studio.write((db) => editRoom(db, room.id, { ...live, name: "A", dayRateCents: 45_000 }));
  expect(await studio.read((db) => findRoom(db, room.id))).toMatchObject({
    capacity: null,
    dayRateCents: 45_000,
  });
});

test("an archived room leaves the list and comes back", async () => {
  const studio = await newStudio();
  const room = await studio.write((db) => addRoom(db, { ...live, name: "A" }));
  if (!room.ok) throw new Error("the room was not added");
  expect(await studio.write((db) => archiveRoom(db, room.id))).toBe(true);
  expect(await studio.read(listRooms)).toEqual([]);
  expect(await studio.read(listArchivedRooms)).toMatchObject([{ name: "A" }]);
  await studio.write((db) => restoreRoom(db, room.id));
  expect(await studio.read(listRooms)).toMatchObject([{ name: "A" }]);
});

test("another studio can neither find, change nor archive a room", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  const room = await studio.write((db) => addRoom(db, { ...live, name: "A" }));
  if (!room.ok) throw new Error("the room was not added");
  expect(await other.read((db) => findRoom(db, room.id))).toBeUndefined();
  const stolen = { ...live, name: "stolen" };
  expect(await other.write((db) => editRoom(db, room.id, stolen))).toBeUndefined();
  expect(await other.write((db) => archiveRoom(db, room.id))).toBe(false);
  expect(await other.write((db) => restoreRoom(db, room.id))).toBeUndefined();
  expect(await studio.read(listRooms)).toMatchObject([{ name: "A" }]);
});

test("a day's load counts what is booked in it, and nothing that was cancelled", async () => {
  const studio = await newStudio();
  const room = await studio.write((db) => addRoom(db, { ...live, name: "A" }));
  if (!room.ok) throw new Error("the room was not added");
  const book = (startsAt: string, endsAt: string, cancelledAt: Date | null = null) =>
    studio.write(async (db) => {
      const [client] = await db
        .insert(clients)
        .values({ name: "Nadia" })
        .returning({ id: clients.id });
      await db.insert(sessions).values({
        roomId: room.id,
        clientId: client!.id,
        kind: "recording",
        state: cancelledAt ? "cancelled" : "confirmed",
        startsAt: new Date(startsAt),
        endsAt: new Date(endsAt),
        cancelledAt,
      });
    });
  // Paris is one hour ahead: 22:00 to 02:00, and 04:00 to 08:00 over the studio's dawn.
  await book("2026-11-20T21:00:00Z", "2026-11-21T01:00:00Z");
  await book("2026-11-21T03:00:00Z", "2026-11-21T07:00:00Z");
  await book("2026-11-21T10:00:00Z", "2026-11-21T12:00:00Z", new Date());

  const span = { firstDay: "2026-11-19", days: 3, timeZone: "Europe/Paris", dayStartsAt: "06:00" };
  expect(await studio.read((db) => listDayLoads(db, room.id, span))).toEqual([
    { day: "2026-11-19", minutes: 0 },
    { day: "2026-11-20", minutes: 360 },
    { day: "2026-11-21", minutes: 120 },
  ]);
  const [from, until] = [new Date("2026-11-21T05:00:00Z"), new Date("2026-11-22T05:00:00Z")];
  const booked = await studio.read((db) => bookedMinutesByRoom(db, from, until));
  expect(booked).toEqual(new Map([[room.id, 120]]));
  const next = await studio.read((db) => listNextInRoom(db, room.id, from));
  expect(next).toMatchObject([{ client: "Nadia", startsAt: new Date("2026-11-21T03:00:00Z") }]);
});

test("a room's hours are kept as they were typed, and the database takes nothing that is none", async () => {
  const studio = await newStudio();
  const hours = roomSchema.parse({
    ...{ name: "A", kind: "live", colour: 1 },
    openingHours: ["10-2", "", "9-13, 14-18"],
  }).openingHours;
  const added = await studio.write((db) =>
    addRoom(db, { ...live, name: "A", openingHours: hours }),
  );
  if (!added.ok) throw new Error("the room was not added");
  const room = await studio.read((db) => findRoom(db, added.id));
  expect(room?.openingHours).toBe("10:00-02:00;;09:00-13:00,14:00-18:00;;;;");
  for (const broken of [";;;;;;", "10:00-24:00;;;;;;", "10:00-12:00", "10:00-12:00,;;;;;;"]) {
    const raw = studio.write((db) => db.update(rooms).set({ openingHours: broken }));
    await expect(raw.catch(codeOf)).resolves.toBe("23514");
  }
});
