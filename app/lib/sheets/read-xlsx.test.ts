import { unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { readAll, readRows, workbook } from "./sheets-fixtures.ts";

const options = { hasHeader: false };

/** One row of cells, each given as its attributes and what stands in it. */
function row(...cells: [attributes: string, inner: string][]): string {
  return `<row>${cells.map(([attributes, inner]) => `<c ${attributes}>${inner}</c>`).join("")}</row>`;
}

async function cellsOf(given: Parameters<typeof workbook>[0]) {
  const table = await readRows(workbook(given), options);
  return { cells: table.cells[0], problems: table.problems };
}

test("texts come from the cell, from the shared ones, and without their phonetic reading", async () => {
  const { cells } = await cellsOf({
    texts: [
      "<t>Élodie</t>",
      "<r><t>Ma</t></r><r><rPr><b/></rPr><t xml:space='preserve'>rie </t></r>",
      "<t>東京</t><rPh><t>トウキョウ</t></rPh>",
      "<t>a_x000D_b &amp;lt; &#233;</t>",
    ],
    sheets: [
      {
        name: "A",
        rows: row(
          ['t="s"', "<v>0</v>"],
          ['t="s"', "<v>1</v>"],
          ['t="s"', "<v>2</v>"],
          ['t="s"', "<v>3</v>"],
          ['t="inlineStr"', "<is><r><t>x</t></r><r><t>y</t></r></is>"],
          ['t="str"', "<f>A1&amp;B1</f><v>made</v>"],
        ),
      },
    ],
  });
  expect(cells).toEqual(["Élodie", "Marie ", "東京", "a\rb &lt; é", "xy", "made"]);
});

test("numbers are written in full, as far as a spreadsheet keeps them", async () => {
  const numbers = [
    ["33612345678", "33612345678"],
    ["3.3612345678E10", "33612345678"],
    ["0.30000000000000004", "0.3"],
    ["1.5E-7", "0.00000015"],
    ["-2.5E+21", "-2500000000000000000000"],
    ["12345678901234567890", "12345678901234567890"],
    ["1234.5", "1234.5"],
    ["1E500", "1E500"],
  ] as const;
  const { cells } = await cellsOf({
    sheets: [
      { name: "A", rows: row(...numbers.map(([v]): [string, string] => ["", `<v>${v}</v>`])) },
    ],
  });
  expect(cells).toEqual(numbers.map(([, text]) => text));
});

test("a number that is shown behind zeros keeps them", async () => {
  const formats = ['0#" "##" "##" "##" "##', "0#\\ ##\\ ##\\ ##\\ ##", "00000", "0", "000\\-000"];
  const { cells } = await cellsOf({
    formats: formats.map((code) => code.replaceAll('"', "&quot;")),
    sheets: [
      {
        name: "A",
        rows: row(
          ['s="1"', "<v>612345678</v>"],
          ['s="2"', "<v>612345678</v>"],
          ['s="3"', "<v>1234</v>"],
          ['s="4"', "<v>33612345678</v>"],
          ['s="5"', "<v>12345</v>"],
        ),
      },
    ],
  });
  expect(cells).toEqual(["06 12 34 56 78", "06 12 34 56 78", "01234", "33612345678", "012-345"]);
});

test("days and times are told by their format, and amounts are none", async () => {
  const formats = [
    14,
    22,
    20,
    "[$-40C]dd mmmm yyyy",
    "[h]:mm",
    '#,##0.00 "days"',
    "yyyy-mm",
    "[Red]0",
  ];
  const values = ["46352", "46352.604166667", "0.604166667", "1", "1.5", "46352", "46352", "46352"];
  const { cells } = await cellsOf({
    formats: formats.map((code) =>
      typeof code === "string" ? code.replaceAll('"', "&quot;") : code,
    ),
    sheets: [
      {
        name: "A",
        rows: row(...values.map((v, n): [string, string] => [`s="${n + 1}"`, `<v>${v}</v>`])),
      },
    ],
  });
  expect(cells).toEqual([
    "2026-11-26",
    "2026-11-26T14:30",
    "14:30",
    "1900-01-01",
    "1900-01-01T12:00",
    "46352",
    "2026-11-26",
    "46352",
  ]);
});

test("days of a workbook that counts from 1904 are four years later", async () => {
  const { cells } = await cellsOf({
    properties: '<workbookPr date1904="1"/>',
    formats: [14],
    sheets: [
      { name: "A", rows: row(['s="1"', "<v>44890</v>"], ['t="d"', "<v>2026-11-26T00:00:00</v>"]) },
    ],
  });
  expect(cells).toEqual(["2026-11-26", "2026-11-26"]);
});

test("an error is an empty cell and a problem with its place; answers are words", async () => {
  const rows = row(
    ['t="b"', "<v>1</v>"],
    ['t="b"', "<v>0</v>"],
    ['t="e"', "<f>1/0</f><v>#DIV/0!</v>"],
  );
  const { cells, problems } = await cellsOf({
    sheets: [{ name: "A", rows: rows.replace("<row", '<row r="7"') }],
  });
  expect(cells).toEqual(["true", "false"]);
  expect(problems).toEqual([
    { code: "errorCell", line: 7, column: 3, text: "#DIV/0!", stopped: false },
  ]);
});

test("a formula that nobody has evaluated yet is an empty cell and a problem", async () => {
  const { cells, problems } = await cellsOf({
    sheets: [
      {
        name: "A",
        rows: row(
          ["", "<f>1+1</f><v/>"],
          ["", "<f>1+1</f><v>2</v>"],
          ['t="str"', "<f>A1</f><v></v>"],
        ),
      },
    ],
  });
  expect(cells).toEqual(["", "2"]);
  expect(problems).toEqual([{ code: "formulaWithoutValue", line: 1, column: 1, stopped: false }]);
});

test("cells stand where they say, of merged ones the first, and rows keep their number", async () => {
  const rows =
    '<row r="3"><c r="B3" t="str"><v>x</v></c><c r="D3" t="str"><v>y</v></c></row>' +
    '<row r="4"><c r="A4" s="0"/></row>' +
    '<row r="9"><c r="A9" t="str"><v>z</v></c><c t="str"><v>next</v></c></row>';
  const after = '<mergeCells count="1"><mergeCell ref="B3:C3"/></mergeCells>';
  const table = await readRows(workbook({ sheets: [{ name: "A", rows, after }] }), options);
  expect(table.rows).toEqual([
    { number: 3, cells: ["", "x", "", "y"] },
    { number: 9, cells: ["z", "next", "", ""] },
  ]);
});

const hello = row(['t="str"', "<v>hello</v>"]);

test("the first sheet that is shown and says something is read, or the one that was chosen", async () => {
  const file = workbook({
    sheets: [
      { name: "Caché", state: "hidden", rows: hello.replace("hello", "secret") },
      { name: "Vide", rows: '<row><c s="0"/></row>' },
      { name: "Clients", rows: hello },
      { name: "Autre", rows: hello },
    ],
  });
  const table = await readRows(file, options);
  expect(table).toMatchObject({ sheet: "Clients", cells: [["hello"]] });
  expect(table.sheets?.[0]).toEqual({ name: "Caché", hidden: true });
  const chosen = await readRows(file, { ...options, sheet: "Caché" });
  expect(chosen.cells).toEqual([["secret"]]);
  expect(await readAll(file, { sheet: "Vide" })).toEqual({ ok: false, refusal: "empty" });
  expect(await readAll(file, { sheet: "Rien" })).toEqual({ ok: false, refusal: "noSuchSheet" });
});

test("a row that reaches too far stops the reading, unless it is only coloured there", async () => {
  const far = (inner: string) =>
    workbook({
      sheets: [{ name: "A", rows: `${hello}<row><c r="XFD2" t="str">${inner}</c></row>` }],
    });
  expect((await readRows(far(""), options)).problems).toEqual([]);
  expect(await readAll(far("<v>x</v>"), options)).toMatchObject({
    ok: true,
    problems: [{ code: "tooManyColumns", line: 2, stopped: true }],
  });
});

test("prefixes, comments, CDATA and entities that nobody declared are no trouble", async () => {
  const rows = `<!-- <row> --><x:row><x:c t="str"><x:v><![CDATA[<a>]]></x:v></x:c><x:c t="str"><x:v>&nobody;</x:v></x:c></x:row>`;
  const { cells } = await cellsOf({ sheets: [{ name: "A", rows }] });
  expect(cells?.[0]).toBe("<a>");
});

test("a workbook of another writer is read", async () => {
  const file = await writeExcelFile([
    ["Nom", "Né le", "Téléphone", "Actif"],
    [
      { value: "=Élodie & Cie", type: String },
      { value: new Date("1990-05-17T00:00:00Z"), type: Date, format: "dd/mm/yyyy" },
      33612345678,
      true,
    ],
  ]).toBuffer();
  const table = await readRows(file);
  expect(table).toMatchObject({
    hasHeader: true,
    columns: ["Nom", "Né le", "Téléphone", "Actif"],
    rows: [{ number: 2, cells: ["=Élodie & Cie", "1990-05-17", "33612345678", "true"] }],
  });
});

const many = Array.from({ length: 15_000 }, (_, n) => row(['t="str"', `<v>Nom ${n}</v>`])).join("");

test("rows come while the sheet is unpacked: what is wrong at its end is told after them", async () => {
  const file = Buffer.from(workbook({ sheets: [{ name: "A", rows: many }] }));
  const entry = file.lastIndexOf("xl/worksheets/sheet0.xml") - 46;
  file.writeUInt32LE(1234, entry + 16);
  const table = await readRows(file, options);
  expect(table.rows.at(-1)).toEqual({ number: 15_000, cells: ["Nom 14999"] });
  expect(table.problems).toEqual([{ code: "damaged", stopped: true }]);
});

test("a workbook that is not packed, or names its parts in another case, is read", async () => {
  const packed = unzipSync(workbook({ sheets: [{ name: "A", rows: many }] }));
  const entries = Object.entries(packed).map(([name, bytes]) => [
    name.replace("sheet0", "Sheet0"),
    bytes,
  ]);
  const file = zipSync(Object.fromEntries(entries), { level: 0 });
  expect(await readRows(file, options)).toMatchObject({ problems: [] });
});

test("a text longer than any cell's is refused before it is parsed again and again", async () => {
  const file = workbook({
    sheets: [{ name: "A", rows: hello.replace("hello", "x".repeat(2_000_000)) }],
  });
  const limits = { cellLength: 3_000_000 };
  expect(await readAll(file, { limits })).toEqual({ ok: false, refusal: "damaged" });
});

test("a text over the limit stops the reading", async () => {
  const file = workbook({
    sheets: [{ name: "A", rows: hello + hello.replace("hello", "longer") }],
  });
  expect(await readRows(file, { ...options, limits: { cellLength: 5 } })).toMatchObject({
    cells: [["hello"]],
    problems: [{ code: "cellTooLong", line: 2, stopped: true }],
  });
});
