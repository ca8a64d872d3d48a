import { expect, test } from "vitest";
import { equipment, people, projects, rooms, sessions } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { clientSchema } from "#app/features/clients/client.ts";
import { addClient, archiveClient } from "#app/features/clients/clients.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { findAnything } from "./search.server.ts";

const { newStudio } = await testPlatform();
const now = new Date("2026-11-26T12:00:00Z");

async function furnish(studio: Studio) {
  await studio.write(async (db) => {
    const client = (name: string, more: object = {}) =>
      addClient(db, clientSchema.parse({ kind: "person", name, ...more }));
    const lea = await client("Léa Marchand", { phones: [{ value: "06 39 98 12 34" }] });
    await archiveClient(db, await client("Léa Partie"));
    const [room] = await db
      .insert(rooms)
      .values({ name: "Salle Léa", kind: "live" })
      .returning({ id: rooms.id });
    await db.insert(projects).values({ clientId: lea, title: "Hiver", kind: "album" });
    await db.insert(people).values({ name: "Léandre", trade: "engineer" });
    await db.insert(equipment).values({ name: "Lexicon 480L", kind: "outboard", maker: "Lexicon" });
    const booked = { clientId: lea, roomId: room!.id, kind: "recording" } as const;
    const day = (n: number) => ({
      startsAt: new Date(now.getTime() + n * 86_400_000),
      endsAt: new Date(now.getTime() + n * 86_400_000 + 3_600_000),
    });
    await db.insert(sessions).values([
      { ...booked, ...day(-3) },
      { ...booked, ...day(2) },
      { ...booked, ...day(1), state: "cancelled", cancelledAt: now },
    ]);
  });
}

test("each kind is found by its names, and with a client their projects and next sessions", async () => {
  const studio = await newStudio();
  await furnish(studio);
  const found = await studio.read((db) => findAnything(db, "lea", now));
  expect(found).toMatchObject({
    clients: [{ name: "Léa Marchand" }],
    projects: [{ title: "Hiver", client: "Léa Marchand" }],
    sessions: [{ client: "Léa Marchand", startsAt: new Date("2026-11-28T12:00:00Z") }],
    people: [{ name: "Léandre" }],
    rooms: [{ name: "Salle Léa" }],
    equipment: [],
  });
  expect((await studio.read((db) => findAnything(db, "0639981234", now))).clients).toHaveLength(1);
  expect((await studio.read((db) => findAnything(db, "hiv", now))).sessions).toHaveLength(0);
  expect((await studio.read((db) => findAnything(db, "lexicon", now))).equipment).toHaveLength(1);
});

test("another studio finds none of it", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  await furnish(one);
  const found = await other.read((db) => findAnything(db, "lea", now));
  expect(Object.values(found).flat()).toEqual([]);
});
