import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { allocations, clients, rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { addAbsence, listAbsences, listNextOfPerson, removeAbsence } from "./absences.server.ts";
import { addPerson, listPeople } from "./people.server.ts";
import { absenceSchema, absenceTimes, personSchema } from "./person.ts";

const { newStudio } = await testPlatform();

// The night in which clocks go back lies between: 24 October ends at 5:00 UTC, not at 4:00.
const now = new Date("2026-10-23T12:00:00Z");
const ada = personSchema.parse({ name: "Ada", trade: "engineer" });

const daysOff = (firstDay: string, lastDay: string) => {
  const typed = absenceSchema.parse({ firstDay, lastDay });
  const times = absenceTimes(typed, { timeZone: "Europe/Paris", dayStartsAt: "06:00" });
  return { ...times!, reason: "Congés" };
};

/** A session in a room of its own that takes the person. */
async function book(
  db: StudioDb,
  personId: string,
  [startsAt, endsAt]: [string, string],
  as: "firm" | "none" | { heldUntil: string } = "firm",
): Promise<string> {
  const [client] = await db.insert(clients).values({ name: "Léa" }).returning({ id: clients.id });
  const [room] = await db
    .insert(rooms)
    .values({ name: `Room ${startsAt}`, kind: "live" })
    .returning({ id: rooms.id });
  const times = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
  const state = as === "firm" ? "confirmed" : as === "none" ? "cancelled" : "hold";
  const [session] = await db
    .insert(sessions)
    .values({
      ...{ clientId: client!.id, roomId: room!.id, kind: "recording", state, ...times },
      ...(as === "none" && { cancelledAt: now }),
      ...(typeof as === "object" && { heldAt: now, heldUntil: new Date(as.heldUntil) }),
    })
    .returning({ id: sessions.id });
  await db.insert(allocations).values({
    ...{ sessionId: session!.id, personId, role: "engineer" },
    claim: typeof as === "object" ? "hold" : as,
    ...{ takenFrom: times.startsAt, takenUntil: times.endsAt },
  });
  return session!.id;
}

test("an absence says which sessions it breaks, and breaks none of them itself", async () => {
  const studio = await newStudio();
  const { id, broken, within } = await studio.write(async (db) => {
    const id = await addPerson(db, ada);
    await book(db, id, ["2026-10-23T14:00:00Z", "2026-10-24T04:00:00Z"]);
    const within = [
      await book(db, id, ["2026-10-24T08:00:00Z", "2026-10-24T16:00:00Z"]),
      await book(db, id, ["2026-10-25T04:30:00Z", "2026-10-25T07:00:00Z"], {
        heldUntil: "2026-10-24T11:00:00Z",
      }),
    ];
    await book(db, id, ["2026-10-24T16:00:00Z", "2026-10-24T20:00:00Z"], "none");
    await book(db, id, ["2026-10-24T20:00:00Z", "2026-10-24T22:00:00Z"], {
      heldUntil: "2026-10-23T11:00:00Z",
    });
    await book(db, id, ["2026-10-25T07:00:00Z", "2026-10-25T09:00:00Z"]);
    const other = await addPerson(db, { ...ada, name: "Bea" });
    await book(db, other, ["2026-10-24T09:00:00Z", "2026-10-24T10:00:00Z"]);
    const added = await addAbsence(db, id, daysOff("2026-10-24", "2026-10-24"), now);
    return { id, broken: added!.broken, within };
  });
  expect(broken.map((session) => session.id)).toEqual(within);
  expect(broken[0]).toMatchObject({ client: "Léa", role: "engineer", state: "confirmed" });
  const next = await studio.read((db) => listNextOfPerson(db, id, now));
  expect(next.map(({ isAway }) => isAway)).toEqual([false, true, true, false]);
  const { rows } = await studio.read((db) =>
    listPeople(db, { typed: "ada", archived: false }, now),
  );
  expect(rows).toMatchObject([{ nextAt: new Date("2026-10-23T14:00:00Z") }]);
});

test("an absence that is told afterwards breaks nothing", async () => {
  const studio = await newStudio();
  const added = await studio.write(async (db) => {
    const id = await addPerson(db, ada);
    await book(db, id, ["2026-10-22T08:00:00Z", "2026-10-22T10:00:00Z"]);
    return addAbsence(db, id, daysOff("2026-10-22", "2026-10-23"), now);
  });
  expect(added?.broken).toEqual([]);
});

test("absences are listed by what is to come and what was, and removed", async () => {
  const studio = await newStudio();
  const id = await studio.write(async (db) => {
    const id = await addPerson(db, ada);
    for (const [from, to] of [
      ["2026-12-01", "2026-12-04"],
      ["2026-10-22", "2026-10-23"],
      ["2026-08-03", "2026-08-21"],
    ] as const) {
      await addAbsence(db, id, daysOff(from, to), now);
    }
    return id;
  });
  const listed = await studio.read((db) => listAbsences(db, id, now));
  expect(listed.coming.map(({ startsAt }) => startsAt.toISOString().slice(0, 10))).toEqual([
    "2026-10-22",
    "2026-12-01",
  ]);
  expect(listed.past).toHaveLength(1);
  const { id: removed, ...rest } = listed.coming[0]!;
  expect(await studio.write((db) => removeAbsence(db, id, removed))).toEqual(rest);
  expect(await studio.write((db) => removeAbsence(db, id, removed))).toBeUndefined();
  expect((await studio.read((db) => listAbsences(db, id, now))).coming).toHaveLength(1);
});

test("another studio can neither add, see nor remove an absence", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const days = daysOff("2026-12-01", "2026-12-04");
  const { id, absence } = await one.write(async (db) => {
    const id = await addPerson(db, ada);
    const absence = await addAbsence(db, id, days, now);
    await book(db, id, ["2026-12-02T08:00:00Z", "2026-12-02T10:00:00Z"]);
    return { id, absence: absence!.id };
  });
  expect(await other.write((db) => addAbsence(db, id, days, now))).toBeUndefined();
  expect(await other.write((db) => removeAbsence(db, id, absence))).toBeUndefined();
  expect(await other.read((db) => listAbsences(db, id, now))).toEqual({ coming: [], past: [] });
  expect(await other.read((db) => listNextOfPerson(db, id, now))).toEqual([]);
  expect((await one.read((db) => listAbsences(db, id, now))).coming).toHaveLength(1);
});

test("an absence waits for who is booking the person, and sees what they booked", async () => {
  const studio = await newStudio();
  const id = await studio.write((db) => addPerson(db, ada));
  let held = () => {};
  const isHeld = new Promise<void>((resolve) => (held = resolve));
  const booking = studio.write(async (db) => {
    await db.execute(sql`select 1 from people where id = ${id}::uuid for no key update`);
    held();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return book(db, id, ["2026-12-02T08:00:00Z", "2026-12-02T10:00:00Z"]);
  });
  await isHeld;
  const added = await studio.write((db) =>
    addAbsence(db, id, daysOff("2026-12-01", "2026-12-04"), now),
  );
  expect(added?.broken.map((session) => session.id)).toEqual([await booking]);
});
