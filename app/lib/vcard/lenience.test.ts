import { expect, test } from "vitest";

import { parameterValues, propertiesOf, textOf, valuesOf } from "./card.ts";
import { fromJCard, toJCard } from "./jcard.ts";
import { parseVCards } from "./parse-vcard.ts";

/** The card of these lines, and what was said of it. */
function read(version: string, ...lines: string[]) {
  const text = ["BEGIN:VCARD", `VERSION:${version}`, ...lines, "END:VCARD", ""].join("\n");
  const { cards, problems } = parseVCards(text);
  return { card: cards[0]!, problems: problems.map(({ line, code }) => `${line} ${code}`) };
}

const qp = "ENCODING=QUOTED-PRINTABLE:";

test("a mark of equality at the end of a short line does not swallow the property after it", () => {
  const { card } = read(
    "2.1",
    `URL;${qp}http://example.com/?a=`,
    "TEL;CELL:06",
    `NOTE;${qp}${"a".repeat(70)}=`,
    "",
    "X-B:c",
  );
  expect(textOf(card, "TEL")).toBe("06");
  expect(textOf(card, "NOTE")).toBe("a".repeat(70));
  expect(textOf(card, "X-B")).toBe("c");
});

test("what a note breaks on purpose may look like a property", () => {
  const { card } = read("2.1", `NOTE;${qp}Zoé=0D=0A=`, "TEL: 06", "FN:Zoé");
  expect(textOf(card, "NOTE")).toBe("Zoé\nTEL: 06");
  expect(valuesOf(card, "TEL")).toEqual([]);
});

test("a soft break holds over the empty lines that doubled line ends leave", () => {
  const text = `BEGIN:VCARD\nVERSION:2.1\nNOTE;${qp}un=\n mot=\nencore\nFN;${qp}x=\nTEL:06\nEND:VCARD\n`;
  const { cards } = parseVCards(text.replaceAll("\n", "\r\r\n"));
  expect(textOf(cards[0]!, "NOTE")).toBe("un motencore");
  expect(textOf(cards[0]!, "TEL")).toBe("06");
});

test("free text goes on in a line that is none, and elsewhere such a line is told only", () => {
  const { card, problems } = read(
    "3.0",
    "ADR:;;12 rue X",
    "Bâtiment B;Paris;;75001;France",
    "X-MEMO:un",
    "deux",
    "TEL:06",
    "trois",
    " et sa suite",
    "quatre cinq: six",
  );
  expect(propertiesOf(card, "ADR")[0]?.values.slice(2, 4)).toEqual([
    ["12 rue X\nBâtiment B"],
    ["Paris"],
  ]);
  expect(textOf(card, "X-MEMO")).toBe("un\ndeux");
  expect(textOf(card, "TEL")).toBe("06");
  expect(problems).toEqual([
    "4 missingColon",
    "6 missingColon",
    "8 missingColon",
    "10 invalidName",
  ]);
});

test("a card in a letter is indented all through", () => {
  const lines = ["BEGIN:VCARD", "VERSION:3.0", "NOTE:un", "  mot", "END:VCARD"];
  const { cards } = parseVCards(lines.map((line) => `   ${line}`).join("\n"));
  expect(textOf(cards[0]!, "NOTE")).toBe("un mot");
});

test("a card within AGENT may begin on its line", () => {
  const nested = ["AGENT:BEGIN:VCARD", "VERSION:2.1", "FN:Noé", "END:VCARD"];
  const { card } = read("2.1", ...nested, "FN:Zoé");
  expect(textOf(card, "FN")).toBe("Zoé");
  expect(textOf(parseVCards(textOf(card, "AGENT")!).cards[0]!, "FN")).toBe("Noé");
});

test("a picture in base64 is one though nothing says so, and an address is one though something else is said", () => {
  const data = `/9j/${"QUJD".repeat(30)}`;
  const { card } = read(
    "3.0",
    `PHOTO:${data}`,
    "LOGO;ENCODING=b;TYPE=PNG:http://example.com/l.png",
  );
  expect(textOf(card, "PHOTO")).toBe(`data:image/jpeg;base64,${data}`);
  expect(propertiesOf(card, "LOGO")).toEqual([
    {
      name: "LOGO",
      parameters: [["TYPE", ["PNG"]]],
      type: "uri",
      values: [["http://example.com/l.png"]],
    },
  ]);
});

test("base64 may be in the alphabet of addresses", () => {
  expect(textOf(read("3.0", "KEY;ENCODING=b:-_-_").card, "KEY")).toMatch(/base64,\+\/\+\/$/);
});

test("a gender and the map of a client fall into two parts, whatever stands in the second", () => {
  const { card } = read("4.0", "GENDER:O;a;b", "CLIENTPIDMAP:1;http://example.com/;x;y");
  expect(propertiesOf(card, "GENDER")[0]?.values).toEqual([["O"], ["a;b"]]);
  expect(propertiesOf(card, "CLIENTPIDMAP")[0]?.values).toEqual([
    ["1"],
    ["http://example.com/;x;y"],
  ]);
});

test("a card of a later version is read as 4.0", () => {
  const { card, problems } = read("5.0", "LABEL:a^n", "FN;X-A=1^n2:Zoé");
  expect(card.version).toBe("4.0");
  expect(parameterValues(propertiesOf(card, "FN")[0]!, "X-A")).toEqual(["1\n2"]);
  expect(problems).toEqual(["2 unknownVersion"]);
});

test("parts of a second that are none are left out, as 4.0 has none", () => {
  const { card } = read(
    "3.0",
    "REV:2024-05-01T10:11:12.000Z",
    "X-A;VALUE=timestamp:20240501T101112,5",
  );
  expect(textOf(card, "REV")).toBe("20240501T101112Z");
  expect(textOf(card, "X-A")).toBe("20240501T101112.5");
});

test("a parameter called GROUP is not the group", () => {
  const { card } = read("4.0", "a.TEL;GROUP=b:06");
  const [, [, tel]] = toJCard(card);
  expect(tel).toEqual(["tel", { "x-group": "b", group: "a" }, "text", "06"]);
  expect(fromJCard(["vcard", [tel]]).card?.properties[0]?.group).toBe("a");
});

test("UTF-16 of little ends is told without its mark", () => {
  const text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Žofie\r\nEND:VCARD\r\n";
  expect(textOf(parseVCards(Buffer.from(text, "utf16le")).cards[0]!, "FN")).toBe("Žofie");
});

test("of a card two hundred problems are told", () => {
  const { card, problems } = read("3.0", ...Array<string>(1000).fill("rien"), "FN:Zoé");
  expect(problems).toHaveLength(200);
  expect(textOf(card, "FN")).toBe("Zoé");
});

test("names are folded anywhere, that of a card, too, and may stand in a group", () => {
  const text =
    "a.begin:vc\r\n ard\r\nVERSI\r\n ON:3.0\r\nF\r\n N\r\n :Zoé\r\nrien\r\nE\r\n ND:VCARD\r\n";
  const { cards, problems } = parseVCards(text);
  expect(cards.map((card) => [card.version, textOf(card, "FN")])).toEqual([["3.0", "Zoé"]]);
  expect(problems).toEqual([{ line: 8, card: 0, code: "missingColon", detail: "rien" }]);
});
