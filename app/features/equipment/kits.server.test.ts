import { describe, expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import { allocations, clients, equipment, kits, rooms, sessions } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { anyOfClass } from "./equipment.ts";
import { itemsOf, kitSchema } from "./kit.ts";
import {
  addKit,
  archiveKit,
  editKit,
  findKit,
  listKitOptions,
  listKits,
  restoreKit,
} from "./kits.server.ts";

const { newStudio } = await testPlatform();

async function addUnits(studio: Studio, count: number) {
  const units = await studio.write((db) =>
    db
      .insert(equipment)
      .values(Array.from({ length: count }, () => ({ name: "U 87", kind: "microphone" as const })))
      .returning({ id: equipment.id }),
  );
  return units.map(({ id }) => id);
}

async function add(studio: Studio, name: string, asked: string[]) {
  const added = await studio.write((db) => addKit(db, { name, notes: null, asked }));
  if (!added.ok) throw new Error(added.reason);
  return added.id;
}

test("a kit holds units once and of a class so many as were asked for", async () => {
  const studio = await newStudio();
  const [one, two] = await addUnits(studio, 2);
  const any = anyOfClass(two!);
  expect(itemsOf([one!, any, one!, any])).toEqual([
    { equipmentId: one, anyCount: null },
    { equipmentId: two, anyCount: 2 },
  ]);
  const id = await add(studio, "Batterie", [one!, any, any, two!]);
  expect(await studio.read((db) => listKits(db, { archived: false }))).toEqual([
    { id, name: "Batterie", units: 4 },
  ]);
  const edited = { name: "Voix", notes: "Deux pieds", asked: [two!] };
  expect(await studio.write((db) => editKit(db, id, edited))).toEqual({ ok: true, id });
  expect(await studio.read((db) => findKit(db, id))).toMatchObject({
    ...{ name: "Voix", notes: "Deux pieds" },
    items: [{ equipmentId: two, anyCount: null }],
  });
});

test("a kit holds something", () => {
  expect(kitSchema.safeParse({ name: "Batterie" }).success).toBe(false);
});

test("a kit that is wanted says who has which of its units at that time", async () => {
  const studio = await newStudio();
  const [one, two] = await addUnits(studio, 2);
  const id = await add(studio, "Batterie", [one!, two!]);
  const [startsAt, endsAt] = [new Date("2026-11-20T10:00Z"), new Date("2026-11-20T12:00Z")];
  await studio.write(async (db) => {
    const [room] = await db
      .insert(rooms)
      .values({ name: "A", kind: "live" })
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const [session] = await db
      .insert(sessions)
      .values({ roomId: room!.id, clientId: client!.id, kind: "recording", startsAt, endsAt })
      .returning({ id: sessions.id });
    await db.insert(allocations).values({
      ...{ sessionId: session!.id, equipmentId: two!, claim: "firm" },
      ...{ takenFrom: startsAt, takenUntil: endsAt },
    });
  });
  const takenAt = async (from: Date, until: Date) => {
    const [kit] = await studio.read((db) => listKitOptions(db, "batt", { from, until }));
    expect(kit?.id).toBe(id);
    return new Map(kit!.items.map(({ equipmentId, takenBy }) => [equipmentId, takenBy]));
  };
  const during = await takenAt(startsAt, endsAt);
  expect([during.get(one!), during.get(two!)]).toEqual([null, "Nadia"]);
  const after = await takenAt(endsAt, new Date(+endsAt + 1));
  expect([after.get(one!), after.get(two!)]).toEqual([null, null]);
});

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("two kits in use cannot have one name, and an archived one comes back if its name is free", async () => {
    const studio = await newStudio({ isolation });
    const [unit] = await addUnits(studio, 1);
    const id = await add(studio, "Batterie", [unit!]);
    const again = { name: "BATTERIE", notes: null, asked: [unit!] };
    const taken = { ok: false, reason: "nameTaken" };
    expect(await studio.write((db) => addKit(db, again))).toEqual(taken);
    const raw = studio.write((db) => db.insert(kits).values({ name: "batterie" }));
    await expect(raw.catch(codeOf)).resolves.toBe("23505");
    expect(await studio.write((db) => archiveKit(db, id))).toBe(true);
    const second = await add(studio, "Batterie", [unit!]);
    expect(await studio.write((db) => restoreKit(db, id))).toEqual(taken);
    await studio.write((db) => archiveKit(db, second));
    expect(await studio.write((db) => restoreKit(db, id))).toEqual({ ok: true, id });
  });

  test("another studio can neither find, change nor archive a kit, nor lend its units", async () => {
    const [studio, other] = [await newStudio({ isolation }), await newStudio({ isolation })];
    const [unit] = await addUnits(studio, 1);
    const id = await add(studio, "Batterie", [unit!]);
    const values = { name: "Voix", notes: null, asked: [unit!] };
    expect(await other.read((db) => findKit(db, id))).toBeUndefined();
    expect(await other.write((db) => editKit(db, id, values))).toBeUndefined();
    expect(await other.write((db) => archiveKit(db, id))).toBe(false);
    expect(await other.write((db) => restoreKit(db, id))).toBeUndefined();
    expect(await other.write((db) => addKit(db, values))).toEqual({ ok: false, reason: "noUnit" });
    expect(await other.read((db) => listKitOptions(db, "", undefined))).toEqual([]);
  });
});
