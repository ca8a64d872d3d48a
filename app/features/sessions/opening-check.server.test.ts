import { expect, test } from "vitest";
import { rooms } from "#db/schema/studio/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { askHours } from "./opening-check.server.ts";

const { newStudio } = await testPlatform();

test("a slot outside of a room's hours is asked about, unless it is meant", async () => {
  const studio = await newStudio();
  const [room] = await studio.write((db) =>
    db
      .insert(rooms)
      .values({ name: "A", kind: "live", openingHours: ";;;;10:00-02:00;;" })
      .returning({ id: rooms.id }),
  );
  const ask = (from: string, until: string, isMeant = false) => {
    const slot = { roomId: room!.id, startsAt: new Date(from), endsAt: new Date(until) };
    return studio.read((db) => askHours(db, slot, { isMeant, timeZone: "Europe/Paris" }));
  };
  expect(await ask("2026-11-20T22:00Z", "2026-11-21T01:00Z")).toBeUndefined();
  const outside = { ok: false, reason: "outside" };
  expect(await ask("2026-11-20T22:00Z", "2026-11-21T01:01Z")).toEqual(outside);
  expect(await ask("2026-11-20T22:00Z", "2026-11-21T01:01Z", true)).toBeUndefined();
});
