import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import {
  allocations,
  clients,
  equipment,
  rooms,
  services,
  sessions,
} from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { findEquipment, listEquipment } from "./equipment.server.ts";
import { filterOf } from "./equipment.ts";
import { serviceSchema, type ServiceValues } from "./service.ts";
import {
  addService,
  editService,
  listDueUnits,
  listServices,
  removeService,
} from "./services.server.ts";
import { listNextOfUnit } from "./unit-sessions.server.ts";

const { newStudio } = await testPlatform();

const values = (more: Partial<ServiceValues> = {}): ServiceValues => ({
  ...serviceSchema.parse({ kind: "service", doneOn: "2026-01-10" }),
  ...more,
});

async function addUnit(studio: Studio, more: Partial<typeof equipment.$inferInsert> = {}) {
  const [unit] = await studio.write((db) =>
    db
      .insert(equipment)
      .values({ name: "U 87", kind: "microphone", ...more })
      .returning({ id: equipment.id }),
  );
  return unit!.id;
}

test("the log of a unit is kept, changed and removed, its next day told by the interval", async () => {
  const studio = await newStudio();
  const unit = await addUnit(studio);
  const added = await studio.write((db) => addService(db, unit, values({ intervalMonths: 12 })));
  const [entry] = await studio.read((db) => listServices(db, unit));
  expect(entry).toMatchObject({ id: added?.id, nextDueOn: "2027-01-10" });
  const other = await addUnit(studio);
  const change = values({ doneOn: "2026-02-10", costCents: 120_00, nextDueOn: "2026-12-24" });
  expect(await studio.write((db) => editService(db, other, entry!.id, change))).toBeUndefined();
  await studio.write((db) => editService(db, unit, entry!.id, change));
  expect(await studio.read((db) => listServices(db, unit))).toMatchObject([
    { doneOn: "2026-02-10", costCents: 120_00, nextDueOn: "2026-12-24" },
  ]);
  expect(await studio.write((db) => removeService(db, other, entry!.id))).toBeUndefined();
  expect(await studio.write((db) => removeService(db, unit, entry!.id))).toEqual(change);
  expect(await studio.read((db) => listServices(db, unit))).toEqual([]);
});

test("a unit is due by the latest entry of each kind, the longest overdue first", async () => {
  const studio = await newStudio();
  const [late, soon, later, renewed, gone] = await Promise.all(
    ["late", "soon", "later", "renewed", "gone"].map((name) => addUnit(studio, { name })),
  );
  await studio.write(async (db) => {
    const due = (unit: string, doneOn: string, nextDueOn: string | null, more = {}) =>
      addService(db, unit, values({ doneOn, nextDueOn, ...more }));
    await due(late!, "2025-01-01", "2026-11-01", { kind: "calibration" });
    await due(late!, "2026-11-02", "2027-11-02");
    await due(soon!, "2026-01-01", "2026-12-04");
    await due(later!, "2026-01-01", "2026-12-05");
    await due(renewed!, "2026-11-19", "2027-11-19");
    await due(renewed!, "2025-01-01", "2026-01-01");
    await due(gone!, "2025-01-01", "2026-01-01");
    await db.update(equipment).set({ archivedAt: new Date() }).where(eq(equipment.id, gone!));
  });
  const today = "2026-11-20";
  const units = await studio.read((db) => listDueUnits(db, today, 5));
  expect(units.map(({ name, dueOn }) => [name, dueOn])).toEqual([
    ["late", "2026-11-01"],
    ["soon", "2026-12-04"],
  ]);
  const filter = filterOf(new URLSearchParams("service=due"), "2026-12-04");
  const { rows } = await studio.read((db) => listEquipment(db, filter));
  expect(rows.map(({ name }) => name)).toEqual(["late", "soon"]);
  expect((await studio.read((db) => findEquipment(db, renewed!)))?.dueOn).toBe("2027-11-19");
});

test("a unit's page names what it is booked for from now on, a hold that is over left out", async () => {
  const studio = await newStudio();
  const unit = await addUnit(studio);
  const now = new Date("2026-11-20T12:00:00Z");
  await studio.write(async (db) => {
    const [room] = await db
      .insert(rooms)
      .values({ name: "A", kind: "live" })
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const book = async (hour: number, more: Partial<typeof sessions.$inferInsert> = {}) => {
      const startsAt = new Date(Date.UTC(2026, 10, 20, 0, hour * 60));
      const endsAt = new Date(+startsAt + 3_600_000);
      const ids = { roomId: room!.id, clientId: client!.id };
      const [session] = await db
        .insert(sessions)
        .values({ ...ids, startsAt, endsAt, kind: "recording", ...more })
        .returning({ id: sessions.id });
      const claim = more.state === "hold" ? "hold" : more.state === "cancelled" ? "none" : "firm";
      const times = { takenFrom: startsAt, takenUntil: endsAt };
      await db
        .insert(allocations)
        .values({ sessionId: session!.id, equipmentId: unit, claim, ...times });
    };
    await book(10);
    await book(11.5);
    await book(14);
    await book(16, { state: "cancelled", cancelledAt: now });
    await book(18, { state: "hold", heldAt: new Date(0), heldUntil: now });
    await book(20, { state: "hold", heldAt: new Date(0), heldUntil: new Date(+now + 1) });
  });
  const next = await studio.read((db) => listNextOfUnit(db, unit, now));
  expect(next.map(({ startsAt }) => startsAt.getUTCHours())).toEqual([11, 14, 20]);
});

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("the next comes after what was done, and costs are not negative", async () => {
    const studio = await newStudio({ isolation });
    const unit = await addUnit(studio);
    for (const broken of [{ nextDueOn: "2026-01-10" }, { costCents: -1 }, { intervalMonths: 0 }]) {
      const raw = studio.write((db) =>
        db
          .insert(services)
          .values({ equipmentId: unit, kind: "repair", doneOn: "2026-01-10", ...broken }),
      );
      await expect(raw.catch(codeOf)).resolves.toBe("23514");
    }
  });

  test("another studio can neither read, add to nor change a unit's log", async () => {
    const [studio, other] = [await newStudio({ isolation }), await newStudio({ isolation })];
    const unit = await addUnit(studio);
    const entry = await studio.write((db) => addService(db, unit, values()));
    expect(await other.read((db) => listServices(db, unit))).toEqual([]);
    expect(await other.write((db) => addService(db, unit, values()))).toBeUndefined();
    expect(await other.write((db) => editService(db, unit, entry!.id, values()))).toBeUndefined();
    expect(await other.write((db) => removeService(db, unit, entry!.id))).toBeUndefined();
    expect(await studio.read((db) => listServices(db, unit))).toHaveLength(1);
  });
});
