import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import { checkouts, clients, equipment, people, rooms, sessions } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import {
  checkOut,
  listCheckoutsOfUnit,
  listHolders,
  listOut,
  returnUnit,
} from "./checkouts.server.ts";
import { listEquipment, listLabels } from "./equipment.server.ts";
import { filterOf } from "./equipment.ts";

const { newStudio } = await testPlatform();

async function addUnits(studio: Studio, ...units: Partial<typeof equipment.$inferInsert>[]) {
  return studio.write((db) =>
    db
      .insert(equipment)
      .values(units.map((unit) => ({ name: "U 87", kind: "microphone" as const, ...unit })))
      .returning({ id: equipment.id, code: equipment.code }),
  );
}

async function addPerson(studio: Studio, name = "Ida") {
  const [person] = await studio.write((db) =>
    db.insert(people).values({ name, trade: "engineer" }).returning({ personId: people.id }),
  );
  return person!;
}

async function addSession(studio: Studio, more: Partial<typeof sessions.$inferInsert> = {}) {
  return studio.write(async (db) => {
    const [room] = await db
      .insert(rooms)
      .values({ name: "A", kind: "live" })
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const times = {
      startsAt: new Date("2026-11-20T10:00:00Z"),
      endsAt: new Date("2026-11-20T14:00:00Z"),
    };
    const [session] = await db
      .insert(sessions)
      .values({ roomId: room!.id, clientId: client!.id, kind: "recording", ...times, ...more })
      .returning({ sessionId: sessions.id });
    return session!;
  });
}

test("each unit has a code of its own, by which it is found and labelled", async () => {
  const studio = await newStudio();
  const units = await addUnits(studio, ...Array.from({ length: 500 }, () => ({})));
  expect(new Set(units.map(({ code }) => code)).size).toBe(500);
  for (const { code } of units) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}$/);
  const { id, code } = units[7]!;
  const filter = filterOf(new URLSearchParams({ q: code.toLowerCase() }));
  const { rows } = await studio.read((db) => listEquipment(db, filter));
  expect(rows.map((row) => row.id)).toEqual([id]);
  expect(await studio.read((db) => listLabels(db, filter))).toMatchObject([{ id, code }]);
  expect(await studio.read((db) => listLabels(db, { ids: [id] }))).toMatchObject([{ code }]);
  const all = filterOf(new URLSearchParams());
  expect(await studio.read((db) => listLabels(db, all))).toHaveLength(200);
});

test("of twenty who check one unit out at once, one has it and the others are told who", async () => {
  const studio = await newStudio();
  const [unit] = await addUnits(studio, {});
  const persons = await Promise.all(
    Array.from({ length: 20 }, (_, n) => addPerson(studio, `Person ${n}`)),
  );
  const answers = await Promise.all(
    persons.map((person) => studio.write((db) => checkOut(db, unit!.code, person, null))),
  );
  const out = await studio.read(listOut);
  expect(out).toHaveLength(1);
  const first = answers.findIndex(({ ok }) => ok);
  expect(persons[first]).toEqual({ personId: out[0]!.personId });
  const said = { ok: false, reason: "out", out: { holder: `Person ${first}` } };
  expect(answers.toSpliced(first, 1)).toMatchObject(Array.from({ length: 19 }, () => said));
});

test("what comes back in parts leaves the rest listed, and says its condition", async () => {
  const studio = await newStudio();
  const units = await addUnits(studio, { name: "A" }, { name: "B" }, { name: "C" }, { name: "D" });
  const [a, b, c, d] = units.map(({ code }) => code);
  const session = await addSession(studio);
  const person = await addPerson(studio);
  for (const code of [a, b, c]) {
    const done = await studio.write((db) => checkOut(db, code!, session, null));
    expect(done.ok).toBe(true);
  }
  const due = new Date("2026-12-24T18:00:00Z");
  await studio.write((db) => checkOut(db, d!, person, due));
  const out = await studio.read(listOut);
  expect(out.map(({ unit, holder, dueAt }) => [unit.name, holder, dueAt])).toEqual([
    ...["A", "B", "C"].map((name) => [name, "Nadia", new Date("2026-11-20T14:00:00Z")]),
    ["D", "Ida", due],
  ]);

  const back = await studio.write((db) => returnUnit(db, { code: b!, condition: "in_repair" }));
  expect(back).toMatchObject({ ok: true, holder: "Nadia" });
  expect(back.ok && back.stillOut.map(({ name }) => name)).toEqual(["A", "C"]);
  expect(await studio.read((db) => listCheckoutsOfUnit(db, units[1]!.id))).toMatchObject([
    { holder: "Nadia", returnedAt: expect.any(Date), conditionOnReturn: "in_repair" },
  ]);
  const again = await studio.write((db) => returnUnit(db, { code: b! }));
  expect(again).toMatchObject({ ok: false, reason: "notOut" });
  const broken = await studio.write((db) => checkOut(db, b!, person, null));
  expect(broken).toMatchObject({ ok: false, reason: "in_repair" });
  const alone = await studio.write((db) => returnUnit(db, { code: d! }));
  expect(alone).toMatchObject({ ok: true, stillOut: [] });
  expect(await studio.write((db) => checkOut(db, d!, session, null))).toMatchObject({ ok: true });
});

test("a unit that is archived or retired, and a holder who is gone, are said", async () => {
  const studio = await newStudio();
  const now = new Date("2026-11-20T09:00:00Z");
  const [gone, retired] = await addUnits(
    studio,
    { archivedAt: now },
    { condition: "retired", archivedAt: now },
  );
  const [session, person] = [await addSession(studio), await addPerson(studio)];
  const reasonOf = async (code: string, holder: Parameters<typeof checkOut>[2]) => {
    const done = await studio.write((db) => checkOut(db, code, holder, null));
    return done.ok ? "ok" : done.reason;
  };
  expect(await reasonOf(gone!.code, person)).toBe("archived");
  expect(await reasonOf(retired!.code, person)).toBe("retired");
  expect(await reasonOf("22222", person)).toBe("unknown");
  const until = new Date("2026-11-21T23:00:00Z");
  const before = await studio.read((db) => listHolders(db, now, until));
  expect(before).toMatchObject({ sessions: [{ client: "Nadia" }], people: [{ name: "Ida" }] });
  await studio.write(async (db) => {
    const { sessionId } = session;
    const cancelled = { state: "cancelled" as const, cancelledAt: now };
    await db.update(sessions).set(cancelled).where(eq(sessions.id, sessionId));
    await db.update(people).set({ archivedAt: now }).where(eq(people.id, person.personId));
  });
  expect(await reasonOf(gone!.code, session)).toBe("noHolder");
  expect(await reasonOf(gone!.code, person)).toBe("noHolder");
  const after = await studio.read((db) => listHolders(db, now, until));
  expect(after).toEqual({ sessions: [], people: [] });
});

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("a unit is out once at a time, with one holder", async () => {
    const studio = await newStudio({ isolation });
    const [unit] = await addUnits(studio, {});
    const [session, person] = [await addSession(studio), await addPerson(studio)];
    const add = (more: Partial<typeof checkouts.$inferInsert>) =>
      studio
        .write((db) => db.insert(checkouts).values({ equipmentId: unit!.id, ...more }))
        .catch(codeOf);
    expect(await add({ ...session, ...person })).toBe("23514");
    expect(await add({})).toBe("23514");
    expect(await add({ ...person, conditionOnReturn: "good" })).toBe("23514");
    await add(person);
    expect(await add(session)).toBe("23505");
  });

  test("another studio's codes and holders are unknown, and a code may be both theirs", async () => {
    const [studio, other] = [await newStudio({ isolation }), await newStudio({ isolation })];
    const [unit] = await addUnits(studio, {});
    const [person, theirs] = [await addPerson(studio), await addPerson(other)];
    const { code } = unit!;
    const unknown = { ok: false, reason: "unknown" };
    expect(await other.write((db) => checkOut(db, code, theirs, null))).toEqual(unknown);
    expect(await other.write((db) => returnUnit(db, { code }))).toEqual(unknown);
    expect(await studio.write((db) => checkOut(db, code, theirs, null))).toEqual({
      ok: false,
      reason: "noHolder",
    });
    const [same] = await addUnits(other, { code });
    expect(await studio.write((db) => checkOut(db, code, person, null))).toMatchObject({
      ok: true,
    });
    expect(await other.read((db) => listCheckoutsOfUnit(db, same!.id))).toEqual([]);
    expect(await other.read(listOut)).toEqual([]);
  });
});
