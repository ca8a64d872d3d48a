import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { equipment, rooms } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { readCursor, readSort } from "#app/lib/keyset.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import {
  addEquipment,
  archiveAllEquipment,
  archiveEquipment,
  type EquipmentAsked,
  editEquipment,
  findEquipment,
  listEquipment,
  restoreAllEquipment,
  restoreEquipment,
  sumEquipment,
} from "./equipment.server.ts";
import { equipmentSchema, equipmentSorts, filterOf } from "./equipment.ts";

const { newStudio } = await testPlatform();

const all = filterOf(new URLSearchParams());

function piece(values: Partial<Parameters<typeof addEquipment>[1]>) {
  const blank = equipmentSchema.parse({ name: "U 87", kind: "microphone", condition: "good" });
  return { ...blank, ...values };
}

async function add(studio: Studio, values: Parameters<typeof piece>[0]) {
  const added = await studio.write((db) => addEquipment(db, piece(values)));
  if (!added.ok) throw new Error(added.reason);
  return added.id;
}

async function names(studio: Studio, search: string) {
  const { rows } = await studio.read((db) =>
    listEquipment(db, filterOf(new URLSearchParams(search))),
  );
  return rows.map(({ name }) => name);
}

test("a list is narrowed by words, kind, condition and room", async () => {
  const studio = await newStudio();
  const [room] = await studio.write((db) =>
    db.insert(rooms).values({ name: "A", kind: "live" }).returning({ id: rooms.id }),
  );
  await add(studio, {
    name: "U 87 Ai",
    maker: "Neumann",
    serialNumber: "S-100%",
    roomId: room!.id,
  });
  await add(studio, { name: "Préampli 1073", kind: "preamp", maker: "Neve", condition: "worn" });

  expect(await names(studio, "q=preampli+NEVE")).toEqual(["Préampli 1073"]);
  expect(await names(studio, "q=100%25")).toEqual(["U 87 Ai"]);
  expect(await names(studio, "q=%25")).toEqual(["U 87 Ai"]);
  expect(await names(studio, "kind=preamp")).toEqual(["Préampli 1073"]);
  expect(await names(studio, "condition=worn")).toEqual(["Préampli 1073"]);
  expect(await names(studio, `room=${room!.id}`)).toEqual(["U 87 Ai"]);
  expect(await names(studio, "room=none")).toEqual(["Préampli 1073"]);
  expect(await names(studio, "kind=spaceship&room=attic")).toHaveLength(2);
});

test("the sum is that of the filter, and of all its pages", async () => {
  const studio = await newStudio();
  await add(studio, { name: "A", purchasePriceCents: 2_000_000_000 });
  await add(studio, { name: "B", purchasePriceCents: 2_000_000_000 });
  await add(studio, { name: "C", kind: "preamp" });
  expect(await studio.read((db) => sumEquipment(db, all))).toEqual({
    count: 3,
    purchaseCents: 4_000_000_000,
  });
  const preamps = filterOf(new URLSearchParams("kind=preamp"));
  expect(await studio.read((db) => sumEquipment(db, preamps))).toEqual({
    count: 1,
    purchaseCents: 0,
  });
});

test("pages follow one another without a gap or a double, also among equal names", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    db.execute(sql`insert into ${equipment} (name, kind)
      select 'SM57 ' || n % 3, 'microphone' from generate_series(1, 120) as n`),
  );
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const cursor = readCursor(after);
    const page = await studio.read((db) => listEquipment(db, all, { after: cursor }));
    seen.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after);
  expect(new Set(seen).size).toBe(120);
  expect(seen).toHaveLength(120);
});

test("a list is sorted by what a column shows, and what shows nothing stands last", async () => {
  const studio = await newStudio();
  const [room] = await studio.write((db) =>
    db.insert(rooms).values({ name: "A", kind: "live" }).returning({ id: rooms.id }),
  );
  await add(studio, { name: "1", maker: "neve", condition: "worn", purchasePriceCents: 900 });
  await add(studio, { name: "2", maker: "Élysée", kind: "other", roomId: room!.id });
  await add(studio, { name: "3", maker: "Zähl", purchasePriceCents: 1_000 });
  const sorted = async (sort: string) => {
    const wish = { sort: readSort(sort, equipmentSorts) };
    const { rows } = await studio.read((db) => listEquipment(db, all, wish));
    return rows.map(({ name }) => name).join("");
  };
  expect(await sorted("maker")).toBe("213");
  expect(await sorted("-maker")).toBe("312");
  expect(await sorted("price")).toBe("132");
  expect(await sorted("-price")).toBe("312");
  expect(await sorted("condition")).toBe("231");
  expect(await sorted("-kind")).toBe("231");
  expect(await sorted("-room")).toBe("231");
});

test("several are archived by their ids or by a filter, and what was archived before is not told", async () => {
  const studio = await newStudio();
  const [first, second] = [await add(studio, { name: "A" }), await add(studio, { name: "B" })];
  const third = await add(studio, { name: "C", kind: "preamp" });
  const archive = (asked: EquipmentAsked) => studio.write((db) => archiveAllEquipment(db, asked));
  const restore = (asked: EquipmentAsked) => studio.write((db) => restoreAllEquipment(db, asked));

  expect(await archive({ ids: [first] })).toEqual([first]);
  const microphones = filterOf(new URLSearchParams("kind=microphone"));
  expect(await archive({ filter: microphones })).toEqual([second]);
  expect(await archive({ ids: [first, second, third] })).toEqual([third]);
  expect(await names(studio, "")).toEqual([]);
  expect(await restore({ ids: [second] })).toEqual([second]);
  const archived = filterOf(new URLSearchParams("archived=only"));
  expect((await restore({ filter: archived })).toSorted()).toEqual([first, third].toSorted());

  const other = await newStudio();
  expect(await other.write((db) => archiveAllEquipment(db, { ids: [first, second] }))).toEqual([]);
  expect(await other.write((db) => archiveAllEquipment(db, { filter: all }))).toEqual([]);
  expect(await names(studio, "")).toEqual(["A", "B", "C"]);
});

test("a maker gives a serial number once", async () => {
  const studio = await newStudio();
  const first = { maker: "Neumann", serialNumber: "123" };
  const id = await add(studio, first);
  const other = await add(studio, { maker: "AKG", serialNumber: "123" });
  const taken = { ok: false, reason: "serialTaken" };
  expect(await studio.write((db) => addEquipment(db, piece(first)))).toEqual(taken);
  expect(await studio.write((db) => editEquipment(db, other, piece(first)))).toEqual(taken);
  expect(await studio.write((db) => editEquipment(db, id, piece(first)))).toEqual({ ok: true, id });
  await add(studio, { serialNumber: "123" });
  await add(studio, { serialNumber: "123" });
});

test("an archived piece leaves the list and comes back", async () => {
  const studio = await newStudio();
  const id = await add(studio, { name: "C 414" });
  expect(await studio.write((db) => archiveEquipment(db, id))).toBe(true);
  expect(await names(studio, "")).toEqual([]);
  expect(await names(studio, "archived=only")).toEqual(["C 414"]);
  await studio.write((db) => restoreEquipment(db, id));
  expect(await names(studio, "")).toEqual(["C 414"]);
});

test("another studio can neither find, edit nor archive a piece, nor lend its room", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  const id = await add(studio, { name: "U 47" });
  expect(await other.read((db) => findEquipment(db, id))).toBeUndefined();
  expect(await other.write((db) => editEquipment(db, id, piece({})))).toBeUndefined();
  expect(await other.write((db) => archiveEquipment(db, id))).toBe(false);
  const [room] = await studio.write((db) =>
    db.insert(rooms).values({ name: "A", kind: "live" }).returning({ id: rooms.id }),
  );
  expect(await other.write((db) => addEquipment(db, piece({ roomId: room!.id })))).toEqual({
    ok: false,
    reason: "noRoom",
  });
  expect(await names(studio, "")).toEqual(["U 47"]);
});
