import { expect, test } from "vitest";
import { testPlatform } from "../../../tests/support/platform.ts";
import { customFieldSchema } from "./custom-fields.ts";
import {
  addCustomField,
  archiveCustomField,
  editCustomField,
  listArchivedFields,
  listCustomFields,
  orderCustomFields,
  restoreCustomField,
} from "./custom-fields.server.ts";

const { newStudio } = await testPlatform();

const values = (name: string, more: object = {}) =>
  customFieldSchema.parse({ name, kind: "text", ...more });

async function withFields(...names: string[]) {
  const studio = await newStudio();
  const ids: string[] = [];
  for (const name of names) {
    const added = await studio.write((db) => addCustomField(db, values(name)));
    if (added.ok) ids.push(added.id);
  }
  const listed = async () => (await studio.read(listCustomFields)).map(({ name }) => name);
  return { studio, ids, names: listed };
}

test("fields are added at the end, renamed and put in order", async () => {
  const { studio, ids, names } = await withFields("Éditeur", "Régime", "SACEM");
  expect(await names()).toEqual(["Éditeur", "Régime", "SACEM"]);
  await studio.write((db) => editCustomField(db, ids[1]!, values("Régime alimentaire")));
  expect(await studio.write((db) => orderCustomFields(db, [ids[2]!, ids[0]!, ids[1]!]))).toBe(true);
  expect(await names()).toEqual(["SACEM", "Éditeur", "Régime alimentaire"]);
  // Who ordered another list than this one is told so.
  expect(await studio.write((db) => orderCustomFields(db, [ids[0]!, ids[1]!]))).toBe(false);
  expect(await studio.write((db) => orderCustomFields(db, [ids[0]!, ids[0]!, ids[1]!]))).toBe(
    false,
  );
  const kind = values("SACEM", { kind: "number" });
  expect(await studio.write((db) => editCustomField(db, ids[2]!, kind))).toBeUndefined();
});

test("a field of choices keeps them, and a field of another kind has none", async () => {
  const { studio } = await withFields();
  const choices = "SACEM\nSUISA";
  await studio.write((db) => addCustomField(db, values("Société", { kind: "choice", choices })));
  await studio.write((db) => addCustomField(db, values("Éditeur", { choices })));
  expect(await studio.read(listCustomFields)).toMatchObject([
    { kind: "choice", choices: ["SACEM", "SUISA"] },
    { kind: "text", choices: [] },
  ]);
});

test("an archived field is asked for no more, and comes back to its place", async () => {
  const { studio, ids, names } = await withFields("Éditeur", "Régime", "SACEM");
  await studio.write((db) => archiveCustomField(db, ids[1]!));
  expect(await names()).toEqual(["Éditeur", "SACEM"]);
  expect(await studio.read(listArchivedFields)).toMatchObject([{ name: "Régime" }]);
  await studio.write((db) => restoreCustomField(db, ids[1]!));
  expect(await names()).toEqual(["Éditeur", "Régime", "SACEM"]);
});

test("a name is one field's, whatever its case; one out of use frees it", async () => {
  const { studio, ids } = await withFields("Éditeur", "SACEM");
  const taken = { ok: false, because: "taken" };
  expect(await studio.write((db) => addCustomField(db, values("éditeur")))).toEqual(taken);
  expect(await studio.write((db) => editCustomField(db, ids[1]!, values("ÉDITEUR")))).toEqual(
    taken,
  );
  await studio.write((db) => archiveCustomField(db, ids[0]!));
  expect(await studio.write((db) => addCustomField(db, values("Éditeur")))).toMatchObject({
    ok: true,
  });
  expect(await studio.write((db) => restoreCustomField(db, ids[0]!))).toEqual(taken);
});

test("of two who give the same name at once one has it", async () => {
  const { studio, ids, names } = await withFields("A");
  const saved = await Promise.all([
    studio.write((db) => addCustomField(db, values("SACEM"))),
    studio.write((db) => addCustomField(db, values("sacem"))),
    studio.write((db) => editCustomField(db, ids[0]!, values("Sacem"))),
  ]);
  expect(saved.filter((each) => each?.ok)).toHaveLength(1);
  expect((await names()).filter((name) => name.toLowerCase() === "sacem")).toHaveLength(1);
});

test("another studio can neither see nor change a field", async () => {
  const { ids, names } = await withFields("Éditeur");
  const other = await newStudio();
  const [id] = ids;
  expect(await other.read(listCustomFields)).toEqual([]);
  expect(await other.write((db) => editCustomField(db, id!, values("Volé")))).toBeUndefined();
  expect(await other.write((db) => archiveCustomField(db, id!))).toBe(false);
  expect(await other.write((db) => restoreCustomField(db, id!))).toBeUndefined();
  expect(await other.write((db) => orderCustomFields(db, [id!]))).toBe(false);
  expect(await names()).toEqual(["Éditeur"]);
});
