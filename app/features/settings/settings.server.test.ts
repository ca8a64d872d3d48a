import { expect, test } from "vitest";
import { clients } from "#db/schema/studio/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import {
  changeAccent,
  changeStudioSettings,
  countRows,
  readStudioSettings,
} from "./settings.server.ts";
import { studioSettingsSchema } from "./settings.ts";

const { newStudio } = await testPlatform();

const wished = studioSettingsSchema.parse({
  legalName: "Lumière SARL",
  siret: "732 829 320 00074",
  language: "en",
  currency: "CHF",
  country: "CH",
  timeZone: "Europe/Zurich",
  dayStartsAt: "05:30",
});

test("settings are changed for one studio, among those that share its tables", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  const before = await other.read(readStudioSettings);
  await studio.write((db) => changeStudioSettings(db, wished));
  await studio.write((db) => changeAccent(db, "#0a6469"));
  expect(await studio.read(readStudioSettings)).toEqual(wished);
  expect(await other.read(readStudioSettings)).toEqual(before);
  expect(before).toMatchObject({ timeZone: "Europe/Paris", dayStartsAt: "06:00", siret: null });
});

test("rows are counted in the studio's scope", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  await studio.write((db) => db.insert(clients).values([{ name: "Ada" }, { name: "Lou" }]));
  const none = { clients: 0, projects: 0, tracks: 0, sessions: 0, rooms: 0, equipment: 0 };
  expect(await studio.read(countRows)).toEqual({ ...none, clients: 2 });
  expect(await other.read(countRows)).toEqual(none);
});
