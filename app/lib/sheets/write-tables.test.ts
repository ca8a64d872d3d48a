import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { unzipSync, strFromU8 } from "fflate";
import { readSheet } from "read-excel-file/node";
import { expect, test } from "vitest";
import { bytesOf, each, readRows, type Row } from "./sheets-fixtures.ts";
import type { Column } from "./table.ts";
import { type CsvLanguage, writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.server.ts";

const columns: Column[] = [
  { name: "Nom" },
  { name: "Jour", kind: "day" },
  { name: "Montant", kind: "money", currency: "EUR" },
  { name: "Heures", kind: "number" },
  { name: "Actif" },
];
const rows: Row[] = [
  ["=1+1", "2026-11-26", -1234.5, 2.25, true],
  ["+33 6 12 34 56 78", "un jour", 12, null, false],
  ['Studio "A"; B, C\r\nD', null, null, 33612345678, null],
];

function csv(given: readonly Column[], rows: readonly Row[], language: CsvLanguage = "fr") {
  return bytesOf(writeCsv(given, each(rows), { language }));
}

function xlsx(given: readonly Column[], rows: readonly Row[], sheet = "Clients") {
  return bytesOf(writeXlsx(given, each(rows), { sheet }));
}

function sheetOf(file: Uint8Array): string {
  const sheet = unzipSync(file)["xl/worksheets/sheet1.xml"];
  return sheet ? strFromU8(sheet) : "";
}

test("a CSV file is what the spreadsheets of its language open", async () => {
  expect(String(await csv(columns, rows))).toBe(
    "\uFEFFNom;Jour;Montant;Heures;Actif\r\n" +
      '\'=1+1;2026-11-26;"-1234,50";"2,25";true\r\n' +
      '+33 6 12 34 56 78;un jour;"12,00";;false\r\n' +
      '"Studio ""A""; B, C\r\nD";;;33612345678;\r\n',
  );
  expect(String(await csv(columns, rows.slice(0, 1), "en"))).toBe(
    "\uFEFFNom,Jour,Montant,Heures,Actif\r\n'=1+1,2026-11-26,-1234.50,2.25,true\r\n",
  );
});

test("another reader finds in a workbook texts, days, numbers and answers as what they are", async () => {
  const [header, ...cells] = await readSheet(await xlsx(columns, rows));
  expect(header).toEqual(columns.map(({ name }) => name));
  expect(cells).toEqual([
    ["=1+1", new Date("2026-11-26T00:00:00Z"), -1234.5, 2.25, true],
    ["+33 6 12 34 56 78", "un jour", 12, null, false],
    ['Studio "A"; B, C\r\nD', null, null, 33612345678, null],
  ]);
});

test("a workbook is read back as texts", async () => {
  const table = await readRows(await xlsx(columns, rows, "Clients: [2026]"));
  expect(table).toMatchObject({ format: "xlsx", sheet: "Clients   2026", hasHeader: true });
  expect(table.columns).toEqual(columns.map(({ name }) => name));
  expect(table.rows).toEqual([
    { number: 2, cells: ["=1+1", "2026-11-26", "-1234.5", "2.25", "true"] },
    { number: 3, cells: ["+33 6 12 34 56 78", "un jour", "12", "", "false"] },
    { number: 4, cells: ['Studio "A"; B, C\r\nD', "", "", "33612345678", ""] },
  ]);
});

test("the header of a workbook is bold and stays, and amounts carry their currency", async () => {
  const file = await xlsx(columns, rows);
  expect(sheetOf(file)).toContain('<pane ySplit="1" topLeftCell="A2"');
  expect(sheetOf(file)).toContain('<c r="A1" s="1" t="inlineStr">');
  const styles = unzipSync(file)["xl/styles.xml"];
  expect(styles && strFromU8(styles)).toContain("#,##0.00&quot; EUR&quot;");
});

test("a sign that XML would lose is written as Excel writes it, and so is what looks like one", async () => {
  const sheet = sheetOf(await xlsx([{ name: "A" }], [["a\r\nb_x0041_\u0001"]]));
  expect(sheet).toContain(">a_x000D_\nb_x005F_x0041__x0001_</t>");
});

test("a text longer than a cell holds is cut, so that the workbook opens", async () => {
  const table = await readRows(await xlsx([{ name: "A" }], [["x".repeat(40_000)]]));
  expect(table.cells[0]?.[0]).toHaveLength(32_767);
});

const sign = fc.constantFrom(
  ...["=", "+", "-", "@", "＝", "'", '"', "<", ">", "&", ";", ",", "|", "\t", "\r", "\n", " "],
  ...[
    "_x0041_",
    "_",
    "]]>",
    "<f>1</f>",
    "&amp;",
    "é",
    "\u0001",
    "\u200b",
    "\u2028",
    "\uFFFE",
    "😀",
  ],
);
const text = fc
  .oneof(fc.string({ unit: "binary" }), fc.string({ unit: sign, maxLength: 12 }))
  .map((given) => given.replaceAll("\0", ""));
const tables = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.tuple(
      fc.uniqueArray(text, { minLength: width, maxLength: width }),
      fc.array(fc.array(text, { minLength: width, maxLength: width }), { maxLength: 20 }),
    ),
  )
  .map(([names, rows]) => ({
    columns: names.map((name, n) => ({ name: `${n} ${name.trim()}`.trim() })),
    rows: rows.filter((row) => row.some((cell) => cell.trim() !== "")),
  }));

test.each(["fr", "en"] as const)(
  "any table in CSV (%s) is read back as it was",
  async (language) => {
    const property = fc.asyncProperty(
      tables,
      fc.integer({ min: 1, max: 99 }),
      async (given, size) => {
        const separator = language === "fr" ? ";" : ",";
        const file = await csv(given.columns, given.rows, language);
        const table = await readRows(file, { hasHeader: true, separator }, size);
        expect(table.columns).toEqual(given.columns.map(({ name }) => name));
        expect(table.cells).toEqual(given.rows);
        expect(parse(file, { bom: true, delimiter: separator })).toHaveLength(
          given.rows.length + 1,
        );
      },
    );
    await fc.assert(property, { numRuns: 200 });
  },
);

test("any table in a workbook is read back as it was, and holds no formula", async () => {
  const property = fc.asyncProperty(
    tables,
    fc.integer({ min: 1, max: 999 }),
    async (given, size) => {
      const file = await xlsx(given.columns, given.rows);
      const table = await readRows(file, { hasHeader: true }, size);
      expect(table.columns).toEqual(given.columns.map(({ name }) => name));
      expect(table.cells).toEqual(given.rows);
      expect(sheetOf(file)).not.toMatch(/<f[\s>/]/);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

test("rows are taken as they are asked for, and no more of them", async () => {
  for (const write of [writeCsv, writeXlsx]) {
    let taken = 0;
    async function* endless() {
      for (;;) yield [`Nom ${(taken += 1)}`];
    }
    const options = { language: "fr", sheet: "Clients" } as const;
    const bytes = write([{ name: "Nom" }], endless(), options);
    for (let n = 0; n < 10; n += 1) await bytes.next();
    await bytes.return(undefined);
    expect(taken).toBeLessThan(60_000);
  }
});
