import { describe, expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import { consumables } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { newConsumableSchema, type NewConsumableValues } from "./consumable.ts";
import {
  addConsumable,
  archiveConsumable,
  countConsumable,
  editConsumable,
  findConsumable,
  listConsumables,
  listLowConsumables,
  moveConsumable,
  restoreConsumable,
} from "./consumables.server.ts";

const { newStudio } = await testPlatform();

const details = { name: "Cordes", unit: "jeu", threshold: 2, location: null, note: null };
const strings = { ...details, quantity: 5 };

async function add(studio: Studio, values: Partial<NewConsumableValues> = {}) {
  const added = await studio.write((db) => addConsumable(db, { ...strings, ...values }));
  if (!added.ok) throw new Error(added.reason);
  return added.id;
}

test("a stock is a whole number from zero on, of something that has a unit", () => {
  const parsed = (values: object) =>
    newConsumableSchema.safeParse({ ...strings, ...values }).success;
  expect(parsed({ quantity: 0, threshold: 0 })).toBe(true);
  expect(
    [{ quantity: -1 }, { quantity: 1.5 }, { threshold: -1 }, { unit: " " }].map(parsed),
  ).toEqual([false, false, false, false]);
});

test("what is at its threshold or below is to be bought, what has run out first", async () => {
  const studio = await newStudio();
  const [, atIt, none] = [
    await add(studio, { name: "Bandes", quantity: 3 }),
    await add(studio, { name: "Cordes", quantity: 2 }),
    await add(studio, { name: "Piles", quantity: 0, threshold: 0 }),
  ];
  const gone = await add(studio, { name: "Ampoules", quantity: 0 });
  await studio.write((db) => archiveConsumable(db, gone));
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  const low = studio.read((db) => listConsumables(db, { archived: false, low: true }));
  expect(ids(await low)).toEqual([atIt, none]);
  expect(ids(await studio.read((db) => listLowConsumables(db, 5)))).toEqual([none, atIt]);
  expect(
    await studio.read((db) => listConsumables(db, { archived: false, low: false })),
  ).toHaveLength(3);
  const archived = studio.read((db) => listConsumables(db, { archived: true, low: false }));
  expect(ids(await archived)).toEqual([gone]);
});

test("a stock is moved and counted, and stays as it is where the rest is edited", async () => {
  const studio = await newStudio();
  const id = await add(studio);
  expect(await studio.write((db) => moveConsumable(db, id, 3))).toEqual({ ok: true, quantity: 8 });
  expect(await studio.write((db) => moveConsumable(db, id, -9))).toEqual({ ok: false, left: 8 });
  expect(await studio.write((db) => moveConsumable(db, id, -8))).toEqual({ ok: true, quantity: 0 });
  expect(await studio.write((db) => countConsumable(db, id, 12))).toBe(true);
  const edited = { ...details, name: "Cordes 10-46", location: "Armoire" };
  expect(await studio.write((db) => editConsumable(db, id, edited))).toEqual({ ok: true, id });
  expect(await studio.read((db) => findConsumable(db, id))).toMatchObject({
    ...edited,
    quantity: 12,
  });
});

describe.each(["shared", "schema", "dedicated"] as const)("in a %s place", (isolation) => {
  test("of twenty who take one of five at once exactly five get one", async () => {
    const studio = await newStudio({ isolation });
    const id = await add(studio);
    const take = () => studio.write((db) => moveConsumable(db, id, -1));
    const taken = await Promise.all(Array.from({ length: 20 }, take));
    const left = taken.flatMap((it) => (it?.ok ? [it.quantity] : []));
    expect(left.toSorted((one, next) => one - next)).toEqual([0, 1, 2, 3, 4]);
    expect(taken.filter((it) => it?.ok === false && it.left === 0)).toHaveLength(15);
    expect(await studio.read((db) => findConsumable(db, id))).toMatchObject({ quantity: 0 });
    const raw = studio.write((db) => db.update(consumables).set({ quantity: -1 }));
    await expect(raw.catch(codeOf)).resolves.toBe("23514");
  });

  test("two in use cannot have one name, and an archived one comes back if its name is free", async () => {
    const studio = await newStudio({ isolation });
    const id = await add(studio);
    const taken = { ok: false, reason: "nameTaken" };
    const again = { ...strings, name: "CORDES" };
    const renamed = { ...details, name: "CORDES" };
    expect(await studio.write((db) => addConsumable(db, again))).toEqual(taken);
    const other = await add(studio, { name: "Piles" });
    expect(await studio.write((db) => editConsumable(db, other, renamed))).toEqual(taken);
    const raw = studio.write((db) => db.insert(consumables).values(again));
    await expect(raw.catch(codeOf)).resolves.toBe("23505");
    expect(await studio.write((db) => archiveConsumable(db, id))).toBe(true);
    const second = await add(studio);
    expect(await studio.write((db) => restoreConsumable(db, id))).toEqual(taken);
    await studio.write((db) => archiveConsumable(db, second));
    expect(await studio.write((db) => restoreConsumable(db, id))).toEqual({ ok: true, id });
  });

  test("another studio can neither find, take, count, edit nor archive it", async () => {
    const [studio, other] = [await newStudio({ isolation }), await newStudio({ isolation })];
    const id = await add(studio);
    expect(await other.read((db) => findConsumable(db, id))).toBeUndefined();
    expect(await other.read((db) => listLowConsumables(db, 5))).toEqual([]);
    expect(await other.write((db) => moveConsumable(db, id, -1))).toBeUndefined();
    expect(await other.write((db) => countConsumable(db, id, 1))).toBe(false);
    expect(await other.write((db) => editConsumable(db, id, details))).toBeUndefined();
    expect(await other.write((db) => archiveConsumable(db, id))).toBe(false);
    expect(await other.write((db) => restoreConsumable(db, id))).toBeUndefined();
    expect(await studio.read((db) => findConsumable(db, id))).toMatchObject({
      quantity: 5,
      archivedAt: null,
    });
  });
});
