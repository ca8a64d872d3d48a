import { expect, test } from "vitest";
import { people } from "#db/schema/studio/index.ts";
import { readCursor, readSort } from "#app/lib/keyset.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { addAbsence } from "./absences.server.ts";
import {
  addPerson,
  archiveAllPeople,
  archivePerson,
  countPeople,
  editPerson,
  findPerson,
  listPeople,
  listPersonOptions,
  type PeopleAsked,
  restoreAllPeople,
  restorePerson,
} from "./people.server.ts";
import { type PersonFilter, personSchema, personSorts } from "./person.ts";

const { newStudio } = await testPlatform();

const now = new Date("2026-11-21T12:00:00Z");
const everyone: PersonFilter = { typed: "", archived: false };
const values = (name: string, more: object = {}) =>
  personSchema.parse({ name, trade: "engineer", ...more });

test("a person is added, changed, archived and restored", async () => {
  const studio = await newStudio();
  const id = await studio.write((db) => addPerson(db, values("Noé Vidal", { phone: " " })));
  expect(await studio.read((db) => findPerson(db, id))).toMatchObject({
    name: "Noé Vidal",
    phone: null,
    archivedAt: null,
  });
  await studio.write((db) => editPerson(db, id, values("Noé Roy", { trade: "producer" })));
  await studio.write((db) => archivePerson(db, id));
  const list = async (filter: PersonFilter) =>
    (await studio.read((db) => listPeople(db, filter, now))).rows;
  expect(await list(everyone)).toEqual([]);
  expect(await list({ ...everyone, archived: true })).toMatchObject([
    { name: "Noé Roy", trade: "producer" },
  ]);
  await studio.write((db) => restorePerson(db, id));
  expect(await list(everyone)).toHaveLength(1);
});

test("another studio can neither see nor change a person", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  const id = await one.write((db) => addPerson(db, values("Ines")));
  expect(await other.read((db) => findPerson(db, id))).toBeUndefined();
  expect(await other.write((db) => editPerson(db, id, values("Stolen")))).toBe(false);
  expect(await other.write((db) => archivePerson(db, id))).toBe(false);
  expect(await other.write((db) => restorePerson(db, id))).toBe(false);
  expect(await other.read((db) => listPersonOptions(db, "ines"))).toEqual([]);
  expect(await one.read((db) => findPerson(db, id))).toMatchObject({
    name: "Ines",
    archivedAt: null,
  });
});

test("people are found by trade and by words, without case or accents", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await addPerson(db, values("Léa Dupont", { email: "lea@example.test" }));
    await addPerson(db, values("Zoé Dupont", { trade: "musician" }));
  });
  const names = async (filter: Partial<PersonFilter>) => {
    const listed = { ...everyone, ...filter };
    const { rows } = await studio.read((db) => listPeople(db, listed, now));
    return rows.map(({ name }) => name);
  };
  expect(await names({ typed: "DUPONT lea" })).toEqual(["Léa Dupont"]);
  expect(await names({ trade: "musician" })).toEqual(["Zoé Dupont"]);
  expect(await names({ trade: "musician", typed: "lea" })).toEqual([]);
});

test("a choice offers names that begin with what was typed first, and nobody archived", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await addPerson(db, values("Anne Martin", { trade: "musician" }));
    await addPerson(db, values("Martin Zola"));
    await archivePerson(db, await addPerson(db, values("Martin Parti")));
  });
  expect(await studio.read((db) => listPersonOptions(db, "mart"))).toMatchObject([
    { label: "Martin Zola", hint: "engineer" },
    { label: "Anne Martin", hint: "musician" },
  ]);
});

test("pages follow each other through equal names without a gap or a repeat", async () => {
  const studio = await newStudio();
  const rows = Array.from({ length: 120 }, (_, n) => ({
    name: n < 70 ? "Été" : `Zoé ${n}`,
    trade: "musician" as const,
  }));
  await studio.write((db) => db.insert(people).values(rows));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const after = readCursor(cursor);
    const page = await studio.read((db) => listPeople(db, everyone, now, { after }));
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.next;
  } while (cursor);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});

test("the list says who is away now", async () => {
  const studio = await newStudio();
  const [start, end] = [new Date("2026-11-20T05:00:00Z"), new Date("2026-11-22T05:00:00Z")];
  await studio.write(async (db) => {
    const id = await addPerson(db, values("Ada"));
    await addAbsence(db, id, { startsAt: start, endsAt: end, reason: null }, now);
    await addPerson(db, values("Bea"));
  });
  const awayAt = async (moment: Date) => {
    const { rows } = await studio.read((db) => listPeople(db, everyone, moment));
    return rows.map((row) => row.awayUntil);
  };
  expect(await awayAt(now)).toEqual([end, null]);
  expect(await awayAt(end)).toEqual([null, null]);
});

test("people are sorted by what a column shows, and who shows nothing stands last", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await addPerson(db, values("Ada", { trade: "musician", email: "z@example.test" }));
    await addPerson(db, values("Bea"));
    await addPerson(db, values("Cléo", { trade: "assistant", email: "a@example.test" }));
  });
  const sorted = async (sort: string) => {
    const wish = { sort: readSort(sort, personSorts) };
    const { rows } = await studio.read((db) => listPeople(db, everyone, now, wish));
    return rows.map(({ name }) => name[0]).join("");
  };
  expect(await sorted("-name")).toBe("CBA");
  expect(await sorted("trade")).toBe("BCA");
  expect(await sorted("email")).toBe("CAB");
  expect(await sorted("-email")).toBe("ACB");
  expect(await sorted("next")).toBe("ABC");
});

test("several are archived by their ids or by a filter, and who was archived before is not told", async () => {
  const studio = await newStudio();
  const [ada, bea] = await studio.write(async (db) => [
    await addPerson(db, values("Ada")),
    await addPerson(db, values("Bea", { trade: "musician" })),
  ]);
  const archive = (asked: PeopleAsked) => studio.write((db) => archiveAllPeople(db, asked));
  expect(await archive({ ids: [ada] })).toEqual([ada]);
  expect(await archive({ filter: everyone })).toEqual([bea]);
  expect(await archive({ ids: [ada, bea] })).toEqual([]);
  const archived = { ...everyone, archived: true };
  expect(await studio.read((db) => countPeople(db, archived))).toBe(2);
  const other = await newStudio();
  const restore = (asked: PeopleAsked) => (db: StudioDb) => restoreAllPeople(db, asked);
  expect(await other.write(restore({ ids: [ada] }))).toEqual([]);
  expect(await studio.write(restore({ ids: [bea] }))).toEqual([bea]);
  expect(await studio.write(restore({ filter: archived }))).toEqual([ada]);
});
