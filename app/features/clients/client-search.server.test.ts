import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { clients } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { clientSchema } from "./client.ts";
import { listClientOptions, listClients } from "./client-lists.server.ts";
import { addClient, archiveClient } from "./clients.server.ts";
import { searchWords } from "./contact-key.server.ts";

const { newStudio } = await testPlatform();
const values = (name: string, more: object = {}) =>
  clientSchema.parse({ kind: "person", name, ...more });

async function listed(studio: Studio, typed: string) {
  const filter = { typed, onlyVip: false, archived: false };
  const page = await studio.read((db) => listClients(db, filter, new Date()));
  return page.rows.map((row) => row.name);
}

test("a search finds words anywhere, without case or accents, and takes wildcards as they are", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await addClient(db, values("Léa Dupont", { emails: [{ value: "lea@example.test" }] }));
    await addClient(db, values("Chœur de Dupleix", { addresses: [{ city: "Saint-Étienne" }] }));
    await addClient(db, values("100 % Son"));
    await addClient(db, values("Under_score"));
    await addClient(db, values("Marie Roy", { alias: "La Rousse", organisation: "Éditions d’Ô" }));
  });
  expect(await listed(studio, "lea")).toEqual(["Léa Dupont"]);
  expect(await listed(studio, "dupont LÉA")).toEqual(["Léa Dupont"]);
  expect(await listed(studio, "choeur")).toEqual(["Chœur de Dupleix"]);
  expect(await listed(studio, "dup")).toEqual(["Chœur de Dupleix", "Léa Dupont"]);
  expect(await listed(studio, "pont")).toEqual(["Léa Dupont"]);
  expect(await listed(studio, "etienne")).toEqual(["Chœur de Dupleix"]);
  expect(await listed(studio, "rousse editions")).toEqual(["Marie Roy"]);
  expect(await listed(studio, "LEA@EXAMPLE")).toEqual(["Léa Dupont"]);
  expect(await listed(studio, "%")).toEqual(["100 % Son"]);
  expect(await listed(studio, "under_s")).toEqual(["Under_score"]);
  expect(await listed(studio, "under%s")).toEqual([]);
  expect(await listed(studio, "a\\")).toEqual([]);
  expect(await listed(studio, "\0")).toHaveLength(5);
});

test("one or two letters are the beginning of a word", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await addClient(db, values("Ana Ott"));
    await addClient(db, values("Joanna Pi"));
  });
  expect(await listed(studio, "an")).toEqual(["Ana Ott"]);
  expect(await listed(studio, "p")).toEqual(["Joanna Pi"]);
  expect(await listed(studio, "ann")).toEqual(["Joanna Pi"]);
});

test.each([
  "06 39 98 12 34",
  "0639981234",
  "+33 6 39 98 12 34",
  "+33 (0)6.39.98.12.34",
  "0033 639981234",
  "tel:+33639981234",
  "39 98 12",
  "98-12-34",
])("a phone is found as %s", async (typed) => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await addClient(db, values("Typed here", { phones: [{ value: "06 39.98.12.34" }] }));
    await addClient(db, values("From abroad", { phones: [{ value: "+33 (0) 6 39 98 12 34" }] }));
    await addClient(db, values("Another", { phones: [{ value: "+44 20 7946 0958" }] }));
  });
  expect(await listed(studio, typed)).toEqual(["From abroad", "Typed here"]);
});

test("words of a phone stay words where it is none", () => {
  expect(searchWords("studio 54")).toEqual(["studio", "54"]);
  expect(searchWords(" 3 Suisses ")).toEqual(["3", "Suisses"]);
  expect(searchWords("léa 06 39")).toEqual(["léa", "06", "39"]);
  expect(searchWords("")).toEqual([]);
});

test("a choice offers names that begin so, then words that do, then the rest, and nobody archived", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    await addClient(db, values("Anne Martin"));
    await addClient(db, values("Martin Zola"));
    await addClient(db, values("Le Smart"));
    await archiveClient(db, await addClient(db, values("Martin Parti")));
  });
  const options = await studio.read((db) => listClientOptions(db, "mart"));
  expect(options.map((option) => option.label)).toEqual(["Martin Zola", "Anne Martin", "Le Smart"]);
});

test("of more than are named, a page is found in the list's order, and all of them by its pages", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    db.execute(sql`
      insert into clients (name) select case when n % 3 = 0 then 'Zébulon ' else 'Quidam ' end || n
      from generate_series(1, 4000) n`),
  );
  expect((await listed(studio, "zebul")).slice(0, 2)).toEqual(["Zébulon 1002", "Zébulon 1005"]);
  expect(await listed(studio, "zebul 3999")).toEqual(["Zébulon 3999"]);
  const options = await studio.read((db) => listClientOptions(db, "quid"));
  expect(options).toHaveLength(20);
});

test("no search finds another studio's clients, nor any outside of a studio", async () => {
  const [one, other] = [await newStudio(), await newStudio()];
  await one.write((db) => addClient(db, values("Ines")));
  expect(await listed(other, "ines")).toEqual([]);
  expect(await other.read((db) => listClientOptions(db, "ines"))).toEqual([]);
  const found = (studio: Studio, place: string) =>
    studio.read((db) =>
      db.execute(sql`select * from rsm.search_clients(${place}, 'ines', '{ines}', 9)`),
    );
  expect(await found(one, one.placement.schema)).toHaveLength(2);
  expect(await found(other, other.placement.schema)).toHaveLength(0);
  // Where the studio is not, the search does not look.
  const elsewhere = await newStudio({ isolation: "schema" });
  await expect(found(one, elsewhere.placement.schema)).rejects.toMatchObject({
    cause: { code: "TM002" },
  });
});

test("what was typed by hand into a contact moves the client in the search", async () => {
  const studio = await newStudio();
  await studio.write(async (db) => {
    const id = await addClient(db, values("Ines", { emails: [{ value: "old@example.test" }] }));
    await db.execute(sql`update client_contacts set value = 'new@example.test', key = 'new@example.test'
      where client_id = ${id}`);
  });
  expect(await listed(studio, "old@")).toEqual([]);
  expect(await listed(studio, "new@")).toEqual(["Ines"]);
  const [row] = await studio.read((db) => db.select({ email: clients.email }).from(clients));
  expect(row).toEqual({ email: "new@example.test" });
});
