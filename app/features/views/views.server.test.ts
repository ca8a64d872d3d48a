import { expect, test } from "vitest";
import type { z } from "zod";
import type { Studio } from "#db/studio.server.ts";
import { savedViewSchema } from "#app/lib/saved-view.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import {
  addView,
  editView,
  listViews,
  removeView,
  restoreView,
  type Viewer,
} from "./views.server.ts";

const { newStudio } = await testPlatform();

const viewer = (digit: number, isManager = false): Viewer => ({
  userId: `0199d0c4-0000-7000-8000-00000000000${digit}`,
  isManager,
});
const [ida, tom, manager] = [viewer(1), viewer(2), viewer(3, true)];

function values(wish: Partial<z.input<typeof savedViewSchema>> = {}) {
  return savedViewSchema.parse({
    list: "equipment",
    name: "Micros",
    query: "kind=microphone",
    ...wish,
  });
}

async function names(studio: Studio, who: Viewer, list = "equipment") {
  const views = await studio.read((db) => listViews(db, list, who));
  return views.map(({ name, isChangeable }) => `${name}${isChangeable ? " (may change)" : ""}`);
}

test("one's own view is seen by oneself, a shared one by all, each in its list alone", async () => {
  const studio = await newStudio();
  await studio.write((db) => addView(db, values({ name: "Mine" }), ida));
  await studio.write((db) => addView(db, values({ name: "Ours", isShared: true }), ida));
  expect(await names(studio, ida)).toEqual(["Mine (may change)", "Ours (may change)"]);
  expect(await names(studio, tom)).toEqual(["Ours"]);
  expect(await names(studio, manager)).toEqual(["Ours (may change)"]);
  expect(await names(studio, ida, "people")).toEqual([]);
});

test("a view is changed by its maker, a shared one by managers too, and nobody learns of another's own", async () => {
  const studio = await newStudio();
  const mine = await studio.write((db) => addView(db, values(), ida));
  const ours = await studio.write((db) => addView(db, values({ isShared: true }), ida));
  const rename = (id: string, who: Viewer) =>
    studio.write((db) => editView(db, id, values({ name: "New", isShared: id === ours }), who));
  expect(await rename(mine, ida)).toBe("changed");
  expect(await rename(mine, tom)).toBe("unknown");
  expect(await rename(mine, manager)).toBe("unknown");
  expect(await rename(ours, tom)).toBe("refused");
  expect(await rename(ours, manager)).toBe("changed");
  expect(await names(studio, ida)).toEqual(["New (may change)", "New (may change)"]);

  const remove = (id: string, who: Viewer) => studio.write((db) => removeView(db, id, who));
  expect(await remove(ours, tom)).toBe("refused");
  expect(await remove(mine, manager)).toBe("unknown");
  expect(await names(studio, ida)).toHaveLength(2);
});

test("a removed view is gone, and comes back where it was", async () => {
  const studio = await newStudio();
  const first = await studio.write((db) => addView(db, values({ name: "First" }), ida));
  await studio.write((db) => addView(db, values({ name: "Second" }), ida));
  const restore = () => studio.write((db) => restoreView(db, first, ida));
  expect(await restore()).toBe("unknown");
  expect(await studio.write((db) => removeView(db, first, ida))).toBe("changed");
  expect(await names(studio, ida)).toEqual(["Second (may change)"]);
  expect(await studio.write((db) => removeView(db, first, ida))).toBe("unknown");
  expect(await studio.write((db) => editView(db, first, values(), ida))).toBe("unknown");
  expect(await restore()).toBe("changed");
  expect(await names(studio, ida)).toEqual(["First (may change)", "Second (may change)"]);
});

test("another studio can neither see a view nor change it", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  const id = await studio.write((db) => addView(db, values({ isShared: true }), ida));
  expect(await names(other, ida)).toEqual([]);
  for (const change of [removeView, restoreView]) {
    expect(await other.write((db) => change(db, id, ida))).toBe("unknown");
  }
  expect(await other.write((db) => editView(db, id, values(), manager))).toBe("unknown");
  expect(await names(studio, ida)).toHaveLength(1);
});

test("a view keeps filters, sort and columns of an address, and nothing else of it", () => {
  const query = "?view=1&q=u+87&after=x~y&sort=-price&columns=name,price&kind=";
  expect(values({ query }).query).toBe("columns=name%2Cprice&q=u+87&sort=-price");
  for (const wrong of [{ name: " " }, { list: "Équipement" }, { query: "q".repeat(2_001) }]) {
    expect(savedViewSchema.safeParse({ ...values(), ...wrong }).success).toBe(false);
  }
});
