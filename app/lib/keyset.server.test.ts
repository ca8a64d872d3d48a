import { eq, sql } from "drizzle-orm";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { equipment, rooms } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { keysetPage, type SortKey } from "./keyset.server.ts";
import { readCursor, type Sort } from "./keyset.ts";

const { newStudio } = await testPlatform();

const keys = {
  name: equipment.name,
  maker: equipment.maker,
  price: equipment.purchasePriceCents,
  bought: equipment.purchasedOn,
  archived: equipment.archivedAt,
  room: rooms.name,
  length: { value: sql`nullif(length(${equipment.name}), 1)`, type: "integer" },
  dear: { value: sql`${equipment.purchasePriceCents} > 0`, type: "boolean" },
  half: { value: sql`${equipment.purchasePriceCents} / 2.0`, type: "numeric" },
} satisfies Record<string, SortKey>;

type Name = keyof typeof keys;
const names = Object.keys(keys) as Name[];

const inRoom = eq(rooms.id, equipment.roomId);

function page(db: StudioDb, sort: Sort<Name>, after: string | null, size: number) {
  return keysetPage({ keys, id: equipment.id, sort, after: readCursor(after), size }, (part) =>
    db
      .select({ id: equipment.id, name: equipment.name, sortKey: part.key })
      .from(equipment)
      .leftJoin(rooms, inRoom)
      .where(part.where)
      .orderBy(...part.orderBy)
      .limit(part.limit),
  );
}

async function walk(db: StudioDb, sort: Sort<Name>, size: number) {
  const ids: string[] = [];
  let next: string | null = null;
  do {
    const { rows, next: following }: Awaited<ReturnType<typeof page>> = await page(
      db,
      sort,
      next,
      size,
    );
    expect(rows.length).toBeLessThanOrEqual(size);
    ids.push(...rows.map(({ id }) => id));
    if (ids.length > 100) throw new Error("the pages have no end");
    next = following;
  } while (next !== null);
  return ids;
}

async function allAtOnce(db: StudioDb, { by, descending }: Sort<Name>) {
  const key: SortKey = keys[by];
  const value = "value" in key ? key.value : key;
  const isText = by === "maker";
  const ordered = isText ? sql`${value} collate "und-x-icu"` : value;
  const direction = sql.raw(descending ? "desc" : "asc");
  const rows = await db
    .select({ id: equipment.id })
    .from(equipment)
    .leftJoin(rooms, inRoom)
    .orderBy(sql`${ordered} ${direction} nulls last`, sql`${equipment.id} ${direction}`);
  return rows.map(({ id }) => id);
}

// Of each kind few, so that there are equals; names that a collation orders otherwise than by their bytes.
const few = <T>(...values: T[]) => fc.constantFrom(...values);
const piece = fc.record({
  name: few("a", "A", "é", "e", "Éa", "ea", "~", "=x", "z~=z", "œ", "oe", "ß"),
  maker: few(null, "", "Neumann", "neumann", "~"),
  purchasePriceCents: few(null, 0, 1, -0, 2_147_483_647),
  purchasedOn: few(null, "0001-01-01", "2026-02-28", "9999-12-31"),
  archivedAt: few(
    null,
    "1969-07-20 20:17:40.123456+00",
    "2026-03-29 00:59:59.999999+00",
    "2026-03-29 00:59:59.999998+00",
    "2026-03-29 01:00:00+00",
  ),
  inRoom: fc.boolean(),
});

test("pages follow one another without a gap or a double, whatever the sort and the rows", async () => {
  const studio = await newStudio();
  const [room] = await studio.write((db) =>
    db.insert(rooms).values({ name: "A", kind: "live" }).returning({ id: rooms.id }),
  );
  const pieces = fc.array(piece, { maxLength: 14 });
  const sort = fc.record({ by: few(...names), descending: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      pieces,
      fc.array(sort, { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 1, max: 5 }),
      async (rows, sorts, size) => {
        await studio.write(async (db) => {
          await db.delete(equipment);
          if (rows.length === 0) return;
          await db.insert(equipment).values(
            rows.map(({ inRoom: stands, archivedAt, ...row }) => ({
              ...row,
              kind: "other" as const,
              roomId: stands ? room!.id : null,
              archivedAt: sql`${archivedAt}::text::timestamptz`,
            })),
          );
        });
        for (const each of sorts) {
          const [paged, whole] = await studio.read(async (db) => [
            await walk(db, each, size),
            await allAtOnce(db, each),
          ]);
          expect(paged).toEqual(whole);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a cursor of another sort, or of nobody, starts the list at its head", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    db.insert(equipment).values({
      ...{ name: "U 87", kind: "other", maker: "Neumann", purchasePriceCents: 240_000 },
      ...{ purchasedOn: "2024-02-29", archivedAt: new Date("2026-03-02T09:00:00Z") },
    }),
  );
  const wrong = {
    maker: ["x"],
    price: ["=x", "=", "=1.5", "=1e4", "=2147483648", "=99999999999999999999", "=NaN"],
    bought: ["=2026-02-30", "=0000-01-01", "=infinity", "=1"],
    archived: ["=2026-02-30T00:00:00Z", "=0000-01-01T00:00:00Z", "=now", "=2026-02-28"],
    length: ["=x"],
    dear: ["=perhaps"],
    half: ["=x", "=1e999", "=NaN"],
  } satisfies Partial<Record<Name, string[]>>;
  for (const [by, cursors] of Object.entries(wrong)) {
    for (const key of cursors) {
      const after = `0199d0c4-0000-7000-8000-000000000001~${key}`;
      const sort = { by: by as Name, descending: false };
      const { rows } = await studio.read((db) => page(db, sort, after, 5));
      expect(rows, `${by} ${key}`).toHaveLength(1);
    }
  }
});

test("a page far into a long list is read from the index, in both directions", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    db.execute(sql`insert into equipment (name, kind)
      select 'Micro ' || n, 'other' from generate_series(1, 20000) n`),
  );
  const after = readCursor("0199d0c4-0000-7000-8000-000000000001~=Micro 500");
  for (const descending of [false, true]) {
    const plans: string[] = [];
    await studio.read((db) =>
      keysetPage(
        { keys, id: equipment.id, sort: { by: "name", descending }, after },
        async (part) => {
          const query = db
            .select({ id: equipment.id, sortKey: part.key })
            .from(equipment)
            .where(part.where)
            .orderBy(...part.orderBy)
            .limit(part.limit);
          const lines = await db.execute<{ "QUERY PLAN": string }>(
            sql`explain (costs off) ${query}`,
          );
          plans.push(lines.map((line) => line["QUERY PLAN"]).join("\n"));
          return [];
        },
      ),
    );
    expect(plans[0]).toMatch(/Index (Only )?Scan( Backward)? using equipment_by_name/);
    expect(plans[0]).toMatch(/Index Cond: .*ROW\(name, id\)/);
    expect(plans[0]).not.toContain("Sort");
    // There is no piece without a name: the planner asks no table for one.
    expect(plans[1]).toContain("One-Time Filter: false");
  }
});
