import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CsvRecords } from "./csv-records.ts";
import { unguardFormula } from "./formula-guard.ts";
import { readAll, readRows } from "./sheets-fixtures.ts";
import { separators } from "./table.ts";

const people = "Nom;E-mail\r\nÉlodie;elodie@example.test\r\nNoël;noel@example.test\r\n";
const rows = [
  ["Élodie", "elodie@example.test"],
  ["Noël", "noel@example.test"],
];

function utf16(text: string, order: "le" | "be"): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

test.each([
  ["UTF-8", Buffer.from(people), "utf-8"],
  ["UTF-8 with its mark", Buffer.from(`\uFEFF${people}`), "utf-8"],
  ["Windows-1252", Buffer.from(people, "latin1"), "windows-1252"],
  ["UTF-16 with its mark", utf16(`\uFEFF${people}`, "le"), "utf-16le"],
  ["UTF-16 the other way round", utf16(`\uFEFF${people}`, "be"), "utf-16be"],
  ["UTF-16 without a mark", utf16(people, "le"), "utf-16le"],
  ["UTF-16 the other way round without a mark", utf16(people, "be"), "utf-16be"],
])("a file in %s is read, in pieces of any size", async (_, bytes, encoding) => {
  for (const size of [1, 2, 3, 7, 1000]) {
    const table = await readRows(bytes, {}, size);
    expect(table).toMatchObject({ encoding, columns: ["Nom", "E-mail"], problems: [] });
    expect(table.cells).toEqual(rows);
  }
});

test("letters of Windows-1252 far down are read after plain ASCII", async () => {
  const bytes = Buffer.from(`Nom;Ville\n${"Martin;Paris\n".repeat(20_000)}Noël;Sète €\n`, "latin1");
  bytes[bytes.length - 2] = 0x80;
  const table = await readRows(bytes, {}, 10_000);
  expect(table.cells.at(-1)).toEqual(["Noël", "Sète €"]);
  expect(table.problems).toEqual([]);
});

test("a file that mixes two encodings says so and keeps what can be read", async () => {
  const start = Buffer.from(`Nom;Ville\n${"Noël;Sète\n".repeat(20_000)}`);
  const bytes = Buffer.concat([start, Buffer.from("Zoé;Nîmes\nPaul;Lyon\n", "latin1")]);
  const table = await readRows(bytes, {}, 10_000);
  expect(table.cells.at(-1)).toEqual(["Paul", "Lyon"]);
  expect(table.problems).toEqual([
    { code: "undecodable", line: 20_002, column: 1, stopped: false },
    { code: "undecodable", line: 20_002, column: 2, stopped: false },
  ]);
});

test("the separator is told from commas and bars within texts", async () => {
  const table = await readRows('Nom;Tarif;Note\nA;1,50;"x;y|z"\nB;2,50;"a, b\nc"\n');
  expect(table).toMatchObject({ separator: ";", columns: ["Nom", "Tarif", "Note"] });
  expect(table.cells[1]).toEqual(["B", "2,50", "a, b\nc"]);
  expect(await readRows("1,50;2\n3,25;4\n")).toMatchObject({ separator: ";" });
  expect(await readRows("Name,Note\nA,x; y\nB,z\n")).toMatchObject({ separator: "," });
  expect(await readRows("Nom\tVille\nA\tB, C; D\n")).toMatchObject({ separator: "\t" });
  expect(await readRows("Nom|Ville\nA|B, C\n")).toMatchObject({ separator: "|" });
});

test("Excel's line that says the separator is no row, and lines are counted with it", async () => {
  const table = await readRows("sep=|\r\nNom|Ville\r\nA;B|C\r\n");
  expect(table).toMatchObject({ separator: "|", columns: ["Nom", "Ville"] });
  expect(table.rows).toEqual([{ number: 3, cells: ["A;B", "C"] }]);
});

test("rows carry the line where they begin, over blank lines, line ends in quotes and bare returns", async () => {
  const lines = (text: string) =>
    readRows(text).then((table) => table.rows.map(({ number, cells }) => [number, cells[0]]));
  const expected = [
    [2, "a"],
    [4, "b\nc"],
    [6, "d"],
  ];
  const text = 'N;V\na;1\n\n"b\nc";2\nd;3\n';
  expect(await lines(text)).toEqual(expected);
  const windows = expected.map(([line, cell]) => [line, String(cell).replace("\n", "\r\n")]);
  expect(await lines(text.replaceAll("\n", "\r\n"))).toEqual(windows);
  const old = expected.map(([line, cell]) => [line, String(cell).replace("\n", "\r")]);
  expect(await lines(text.replaceAll("\n", "\r"))).toEqual(old);
});

test("short rows are filled up, long ones keep what is beyond and are named", async () => {
  const short = "A;B\n".concat("1;2\n".repeat(200), "3\n", "4;5;;\n", "6;7;8\n");
  const table = await readRows(short, { hasHeader: true });
  expect(table.cells.slice(-3)).toEqual([
    ["3", ""],
    ["4", "5"],
    ["6", "7", "8"],
  ]);
  expect(table.problems).toEqual([{ code: "extraCells", line: 204, column: 3, stopped: false }]);
});

test("a quote that nobody closes is named by the line where it opened; the rows before it stand", async () => {
  const table = await readRows('A;B\n1;2\n3;"4\n5;6\n');
  expect(table.cells).toEqual([["1", "2"]]);
  expect(table.problems).toEqual([{ code: "unclosedQuote", line: 3, stopped: true }]);
});

test("a quote that nobody closes in a large file does not fill the memory", async () => {
  const text = `A;B\n1;2\n3;"4\n${"5;6\n".repeat(100_000)}`;
  const table = await readRows(text, { limits: { cellLength: 1000 } }, 4096);
  expect(table.problems).toEqual([{ code: "unclosedQuote", line: 3, stopped: true }]);
});

test("quotes within a text are what they are", async () => {
  const table = await readRows('A,B\n5" disc, "x, ""y"""\n"a"b,c\n', { hasHeader: true });
  expect(table.cells).toEqual([
    ['5" disc', 'x, "y"'],
    ["ab", "c"],
  ]);
});

test("zeros among the letters are left out and named", async () => {
  const table = await readRows("Nom;Ville\nA\0b;C\n");
  expect(table.cells).toEqual([["Ab", "C"]]);
  expect(table.problems).toEqual([
    { code: "controlCharacters", line: 2, column: 1, stopped: false },
  ]);
});

test("a first row is a header unless a cell of it can only be a value", async () => {
  const header = async (text: string) => (await readRows(text)).hasHeader;
  expect(await header("Nom;Téléphone\nA;0612345678\n")).toBe(true);
  expect(await header("A;0612345678\nB;0612345679\n")).toBe(false);
  expect(await header("A;a@example.test\n")).toBe(false);
  expect(await header("M.;Martin\nMme;Petit\nM.;Durand\n")).toBe(false);
  expect(await header("Ville\nParis\nVille\n")).toBe(true);
  const table = await readRows("Nom;Ville\nA;B\n", { hasHeader: false });
  expect(table).toMatchObject({ columns: ["", ""], hasHeader: false });
  expect(table.rows[0]).toEqual({ number: 1, cells: ["Nom", "Ville"] });
});

test("names of columns are made unique, and a name that is missing stays empty", async () => {
  const table = await readRows("Nom;Nom;;Nom (2);Nom;;\nA;B;C;D;E;;\n", { hasHeader: true });
  expect(table.columns).toEqual(["Nom", "Nom (3)", "", "Nom (2)", "Nom (4)"]);
});

test("limits stop the reading and say where", async () => {
  const text = `A;B\n${"1;2\n".repeat(300)}`;
  const many = await readRows(text, { limits: { rows: 250 } });
  expect(many.rows).toHaveLength(250);
  expect(many.problems).toEqual([{ code: "tooManyRows", line: 252, stopped: true }]);
  expect(await readAll("a;b;c\n1;2;3\n", { limits: { columns: 2 } })).toEqual({
    ok: false,
    refusal: "tooManyColumns",
  });
  expect(await readAll(text, { limits: { bytes: 100 } })).toEqual({
    ok: false,
    refusal: "tooLarge",
  });
  const large = `A;B\n${"1;2\n".repeat(50_000)}`;
  const cut = await readRows(large, { limits: { bytes: 150_000 } }, 10_000);
  expect(cut.problems).toEqual([{ code: "tooLarge", stopped: true }]);
  expect(cut.rows.length).toBeGreaterThan(30_000);
});

const cell = fc.string({ unit: "grapheme", maxLength: 8 }).map((text) => text.replaceAll("\0", ""));
const nasty = fc.constantFrom(
  '"',
  '""',
  ";",
  ",",
  "\t",
  "|",
  "\r\n",
  "\n",
  "\r",
  " ",
  "'",
  "x",
  "é",
);
const text = fc.oneof(
  cell,
  fc.array(nasty, { maxLength: 6 }).map((signs) => signs.join("")),
);

test("another reader of CSV finds the same cells, whatever they hold", async () => {
  const table = fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1 });
  const property = fc.asyncProperty(
    table,
    fc.constantFrom(...separators),
    fc.constantFrom("\r\n", "\n", "\r"),
    fc.integer({ min: 1, max: 40 }),
    async (given, separator, lineEnd, size) => {
      const quoted = given.map((cells) =>
        cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(separator),
      );
      const file = `"k"${separator}"l"${separator}"m"${lineEnd}${quoted.join(lineEnd)}`;
      const [, ...other] = parse(file, { delimiter: separator, record_delimiter: lineEnd });
      expect(other).toEqual(given);
      const table = await readAll(file, { separator, hasHeader: true }, size);
      const told = given.filter((cells) => cells.some((each) => each.trim() !== ""));
      const expected = told.map((cells) => cells.map(unguardFormula));
      expect("cells" in table && table.cells).toEqual(expected);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});

test("a text that comes in pieces has the same records in the same lines, wherever it is cut", () => {
  const limits = { columns: 1000, cellLength: 1000 };
  const recordsOf = (pieces: string[]) => {
    const parser = new CsvRecords(";", limits);
    const records = [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
    return { records, line: parser.line, fault: parser.fault };
  };
  const property = fc.property(fc.array(nasty), fc.nat(), (signs, at) => {
    const whole = signs.join("");
    const cut = at % (whole.length + 1);
    expect(recordsOf([whole.slice(0, cut), whole.slice(cut)])).toEqual(recordsOf([whole]));
    expect(recordsOf(whole.split(""))).toEqual(recordsOf([whole]));
  });
  fc.assert(property, { numRuns: 500 });
});

test("no bytes make it throw", async () => {
  const bytes = fc.uint8Array({ maxLength: 2000 });
  const chunk = fc.constantFrom(
    "PK\x03\x04",
    "\xff\xfe",
    "\xef\xbb\xbf",
    "sep=;\n",
    '"',
    ";",
    "a\n",
  );
  const property = fc.asyncProperty(fc.array(chunk), bytes, async (start, rest) => {
    const file = Buffer.concat([Buffer.from(start.join(""), "latin1"), rest]);
    const answer = await readAll(file, {}, 97);
    expect(typeof answer.ok).toBe("boolean");
  });
  await fc.assert(property, { numRuns: 500 });
});
