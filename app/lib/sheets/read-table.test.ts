import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { readTable } from "./read-table.server.ts";
import { bytesOf, pieces, readAll, toBytes, workbook } from "./sheets-fixtures.ts";

const ole = Buffer.from("d0cf11e0a1b11ae1", "hex");
const wide = (text: string) => Buffer.from(text, "utf16le");
const container = (name: string) => Buffer.concat([ole, Buffer.alloc(2000), wide(name)]);
const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

test.each<[string, string | Uint8Array, { refusal: string; found?: string }]>([
  ["no byte", "", { refusal: "empty" }],
  ["blanks", "\uFEFF \r\n\r\n", { refusal: "empty" }],
  ["separators and nothing else", ";;;\r\n;;;\r\n", { refusal: "empty" }],
  ["a workbook of old", container("Workbook"), { refusal: "oldExcel" }],
  ["a workbook behind a password", container("EncryptedPackage"), { refusal: "encrypted" }],
  ["a letter of old", container("WordDocument"), { refusal: "notATable", found: "ole" }],
  ["a binary workbook", zip({ "xl/workbook.bin": "x" }), { refusal: "binaryExcel" }],
  ["a letter", zip({ "word/document.xml": "<x/>" }), { refusal: "notATable", found: "zip" }],
  ["a table of Numbers", zip({ "Index/Document.iwa": "x" }), { refusal: "appleNumbers" }],
  [
    "a table of OpenDocument",
    zip({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>" }),
    { refusal: "openDocument" },
  ],
  ["an archive cut off", zip({ a: "x".repeat(99) }).slice(0, 60), { refusal: "damaged" }],
  ["a PDF", "%PDF-1.7\n1;2\n", { refusal: "notATable", found: "pdf" }],
  ["a picture", Buffer.from("89504e470d0a1a0a", "hex"), { refusal: "notATable", found: "image" }],
  ["a page", "<!DOCTYPE html><table>", { refusal: "notATable", found: "html" }],
  ["JSON", '[{"name": "A"}]', { refusal: "notATable", found: "json" }],
  ["a calendar", "BEGIN:VCALENDAR\r\n", { refusal: "notATable", found: "icalendar" }],
  ["bytes", Buffer.alloc(500, 3), { refusal: "notATable", found: "binary" }],
])("%s is refused as what it is", async (_, bytes, expected) => {
  expect(await readAll(bytes)).toEqual({ ok: false, ...expected });
  expect(await readAll(bytes, {}, 5)).toEqual({ ok: false, ...expected });
});

test("the bytes of a vCard are handed on whole, in whatever encoding", async () => {
  const card = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Élodie\r\nEND:VCARD\r\n".repeat(5000);
  for (const file of [Buffer.from(card), wide(`\uFEFF${card}`)]) {
    const answer = await readTable(pieces(file, 10_000));
    expect(answer).toMatchObject({ ok: true, format: "vcard" });
    const handed = "chunks" in answer ? await bytesOf(answer.chunks) : undefined;
    expect(handed?.equals(file)).toBe(true);
  }
});

test("a workbook whose entries are behind a password is refused as that", async () => {
  const file = Buffer.from(small);
  for (let at = file.indexOf("PK\x01\x02"); at !== -1; at = file.indexOf("PK\x01\x02", at + 1))
    file.writeUInt16LE(1, at + 8);
  expect(await readAll(file)).toEqual({ ok: false, refusal: "encrypted" });
});

const small = workbook({ sheets: [{ name: "A", rows: "<row><c><v>1</v></c></row>" }] });

test("a workbook that unpacks to too much is refused, whether it says so or not", async () => {
  const rows = `<row><c t="str"><v>a</v></c></row>`.repeat(100_000);
  const bomb = workbook({ sheets: [{ name: "A", rows }] });
  expect(bomb.length).toBeLessThan(20_000);
  const limits = { unpackedBytes: 1_000_000 };
  expect(await readAll(bomb, { limits })).toEqual({ ok: false, refusal: "tooLarge" });

  const lying = Buffer.from(bomb);
  for (let at = lying.indexOf("PK\x01\x02"); at !== -1; at = lying.indexOf("PK\x01\x02", at + 1))
    lying.writeUInt32LE(10, at + 24);
  const answer = await readAll(lying, { limits });
  expect(answer).toMatchObject({ problems: [{ code: "tooLarge", stopped: true }] });
});

test("a file over the limit is refused before it is held", async () => {
  let taken = 0;
  async function* endless() {
    yield toBytes("PK\x03\x04");
    for (;;) {
      taken += 1;
      yield Buffer.alloc(10_000);
    }
  }
  const answer = await readTable(endless(), { limits: { bytes: 1_000_000 } });
  expect(answer).toEqual({ ok: false, refusal: "tooLarge" });
  expect(taken).toBeLessThan(102);
});

test("a workbook with any byte wrong, or cut anywhere, never makes it throw", async () => {
  for (let at = 0; at < small.length; at += 3) {
    const wrong = Uint8Array.from(small);
    wrong[at] = (wrong[at] ?? 0) ^ (1 << ((at / 3) % 8));
    expect(typeof (await readAll(wrong)).ok).toBe("boolean");
    expect(typeof (await readAll(small.slice(0, at))).ok).toBe("boolean");
  }
});

test("the source is closed when a file is refused and when the reader stops early", async () => {
  let closed = 0;
  async function* source(text: string) {
    try {
      for (;;) yield toBytes(text);
    } finally {
      closed += 1;
    }
  }
  await readTable(source("%PDF-1.7"));
  expect(closed).toBe(1);
  const table = await readTable(source("a;b\n"));
  if (table.ok && table.format === "csv") for await (const _ of table.rows) break;
  expect(closed).toBe(2);
  const unread = await readTable(source("a;b\n"));
  if (unread.ok && unread.format === "csv") await unread.close();
  expect(closed).toBe(3);
});

test("a source that fails is a surprise, and throws", async () => {
  async function* broken() {
    yield toBytes("a;b\n");
    throw new Error("the line is cut");
  }
  await expect(readTable(broken())).rejects.toThrow("the line is cut");
});
