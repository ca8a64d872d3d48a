import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import "#app/i18n/i18n.server.ts";
import { readSort } from "#app/lib/keyset.ts";
import { SHEET_ROWS, writeListSheet } from "#app/lib/sheets/list-sheet.server.ts";
import { equipment } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { equipmentSheet } from "./equipment-sheet.server.ts";
import { listEquipment } from "./equipment.server.ts";
import { equipmentSorts, filterOf } from "./equipment.ts";

const { newStudio } = await testPlatform();

function bytesOf(studio: Studio, search: string, format: "csv" | "xlsx" = "csv") {
  const parameters = new URLSearchParams(search);
  const sort = readSort(parameters.get("sort"), equipmentSorts);
  return writeListSheet({
    ...{ format, language: "fr" as const, ...equipmentSheet("fr", "EUR") },
    page: (wish) => studio.read((db) => listEquipment(db, filterOf(parameters), { sort, ...wish })),
  });
}

async function whole(bytes: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

test("a file holds what the filter finds, in its sort, with money as a spreadsheet reads it", async () => {
  const studio = await newStudio();
  await studio.write((db) =>
    db.insert(equipment).values([
      { name: "U 87", maker: "Neumann", kind: "microphone", purchasePriceCents: 240_050 },
      { name: "=1+1", kind: "microphone", code: "ABCDE", purchasedOn: "2024-02-29" },
      { name: "1073", kind: "preamp" },
    ]),
  );
  const lines = (await whole(bytesOf(studio, "kind=microphone&sort=-price")))
    .toString()
    .split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^\uFEFFModèle;Fabricant;Famille;/);
  expect(lines[1]).toMatch(/^U 87;Neumann;Micro;.*;"2400,50"$/);
  expect(lines[2]).toMatch(/^'=1\+1;;Micro;;ABCDE;;Bon état;2024-02-29;$/);
});

test("a long file is read page by page, each row once, and nobody's else", async () => {
  const [studio, other] = [await newStudio(), await newStudio()];
  const count = 2 * SHEET_ROWS + 7;
  await studio.write((db) =>
    db.execute(sql`insert into ${equipment} (name, kind)
      select 'Micro ' || n % 100, 'other' from generate_series(1, ${count}::int) n`),
  );
  await other.write((db) => db.insert(equipment).values({ name: "Theirs", kind: "other" }));
  const text = (await whole(bytesOf(studio, ""))).toString();
  expect(text.split("\r\n")).toHaveLength(count + 2);
  expect(text).not.toContain("Theirs");
  const book = await whole(bytesOf(studio, "", "xlsx"));
  expect(book.subarray(0, 2).toString()).toBe("PK");
});

test("a page that cannot be read ends the file with an error", async () => {
  const studio = await newStudio();
  const { columns, title } = equipmentSheet("fr", "EUR");
  let pages = 0;
  const sheet = writeListSheet({
    ...{ format: "csv" as const, language: "fr" as const, title, columns },
    page: async (wish) => {
      pages += 1;
      if (pages > 1) throw new Error("out of reach");
      const { rows } = await studio.read((db) =>
        listEquipment(db, filterOf(new URLSearchParams()), wish),
      );
      return { rows, next: "0199d0c4-0000-7000-8000-000000000001~=x" };
    },
  });
  await expect(whole(sheet)).rejects.toThrow("out of reach");
});
