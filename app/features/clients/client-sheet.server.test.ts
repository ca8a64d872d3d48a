import { expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { clients } from "#db/schema/studio/index.ts";
import { writeListSheet } from "#app/lib/sheets/list-sheet.server.ts";
import { readTable } from "#app/lib/sheets/read-table.server.ts";
import { parseVCards } from "#app/lib/vcard/parse-vcard.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { writeCards } from "./card-file.server.ts";
import { clientOfCard } from "./client-card.ts";
import { filterOf } from "./client-filter.ts";
import { clientSheet } from "./client-sheet.server.ts";
import { clientSchema } from "./client.ts";
import { addClient, findClient } from "./clients.server.ts";
import { addCustomField, listCustomFields } from "./custom-fields.server.ts";
import { guessMapping } from "./imports/import-fields.ts";
import { importOptionsSchema, readRow } from "./imports/import-row.ts";
import { addLink } from "./links.server.ts";
import { listWholeClients, mostLines } from "./whole-clients.server.ts";

const { newStudio } = await testPlatform();
const now = new Date("2026-11-26T12:00:00Z");
const everyone = filterOf(new URLSearchParams());

const ada = {
  kind: "person",
  name: "Ada d’Œuvre",
  givenName: "Ada",
  familyName: "d’Œuvre",
  alias: "=La Reine",
  organisation: 'Éditions; du "Quai"',
  jobTitle: "Autrice",
  emails: [{ value: "ada@example.test" }, { value: "ada@label.test", label: "work" }],
  phones: [{ value: "+33 6 39 98 12 34", label: "mobile" }, { value: "01 99 00 12 34" }],
  sites: [{ value: "https://ada.example.test" }],
  streaming: [{ value: "https://ada.bandcamp.com" }],
  addresses: [
    { street: "1, rue Haute\nbât. B", postalCode: "44000", city: "Nantes", label: "billing" },
    { city: "Liège", country: "Belgique" },
  ],
  tags: ["été", "vip"],
  genres: ["Jazz"],
  instruments: ["Voix", "Piano"],
  language: "en",
  depositPercent: 30,
  notes: "Vient à vélo\net repart à pied",
  isVip: true,
};

async function filled() {
  const studio = await newStudio();
  const id = await studio.write(async (db) => {
    const field = await addCustomField(db, {
      name: "Taille de casque",
      kind: "number",
      choices: [],
    });
    const custom = field.ok ? { [field.id]: 57.5 } : {};
    const added = await addClient(db, clientSchema.parse({ ...ada, custom }));
    await addClient(db, clientSchema.parse({ kind: "company", name: "Label & fils" }));
    return added;
  });
  return { studio, id };
}

test.each(["fr", "en"] as const)(
  "a table that was written in %s is read as the same clients",
  async (language) => {
    const { studio, id } = await filled();
    const { fields, most, page, client } = await studio.read(async (db) => ({
      fields: await listCustomFields(db),
      most: await mostLines(db, everyone),
      page: await listWholeClients(db, everyone, now, {}),
      client: await findClient(db, id),
    }));
    for (const format of ["csv", "xlsx"] as const) {
      const { title, columns } = clientSheet({ language, timeZone: "Europe/Paris", fields, most });
      const bytes = writeListSheet({ format, language, title, columns, page: async () => page });
      const table = await readTable(bytes);
      if (!table.ok || table.format === "vcard") throw new Error("no table");
      const rows = [];
      for await (const { cells } of table.rows) rows.push(cells);
      const custom = fields.map((field) => ({ ...field, choices: [...field.choices] }));
      const mapping = guessMapping(table.columns, rows, custom);
      const [read] = rows.map((row) =>
        readRow(row, mapping, importOptionsSchema.parse({}), custom),
      );
      expect(read?.problems).toEqual([]);
      expect(client).toMatchObject({ name: ada.name, tags: ada.tags });
      expect(client).toMatchObject(read?.values ?? {});
    }
  },
);

test("cards of all clients say what the clients are, and to whom they belong", async () => {
  const { studio, id } = await filled();
  await studio.write(async (db) => {
    const [label] = await db
      .select({ id: clients.id })
      .from(clients)
      .where(sql`${clients.kind} = 'company'`);
    await addLink(db, label!.id, { relation: "has:artist", other: { id } });
  });
  const pages = (size?: number) =>
    writeCards("vcf", (wish) =>
      studio.read((db) => listWholeClients(db, everyone, now, { ...wish, ...(size && { size }) })),
    );
  const text = async (size?: number) => {
    const parts: Buffer[] = [];
    for await (const bytes of pages(size)) parts.push(Buffer.from(bytes));
    return Buffer.concat(parts).toString();
  };
  const whole = await text();
  expect(await text(1)).toBe(whole);
  const { cards, problems } = parseVCards(whole);
  expect(problems).toEqual([]);
  const [first, second] = cards.map(clientOfCard);
  const { isVip: _, depositPercent: __, custom: ___, ...carried } = clientSchema.parse(ada);
  expect(first?.values).toMatchObject(carried);
  expect(second?.values).toMatchObject({ kind: "company", name: "Label & fils" });
  expect(second?.links).toEqual([{ uid: `urn:uuid:${id}`, role: "artist", side: "member" }]);
});

test("another studio's clients are in no file", async () => {
  const [{ studio }, other] = [await filled(), await newStudio()];
  const { rows } = await studio.read((db) => listWholeClients(db, everyone, now, {}));
  expect(rows).toHaveLength(2);
  expect((await other.read((db) => listWholeClients(db, everyone, now, {}))).rows).toEqual([]);
});
