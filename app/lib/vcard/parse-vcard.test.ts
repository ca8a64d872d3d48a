import { expect, test } from "vitest";

import { labelOf, textOf, typesOf, valuesOf, propertiesOf } from "./card.ts";
import { parseVCards, readVCards } from "./parse-vcard.ts";
import { writeVCard } from "./write-vcard.ts";

/** The one card of these lines, in a version. */
function card(version: string, ...lines: string[]) {
  const text = ["BEGIN:VCARD", `VERSION:${version}`, ...lines, "END:VCARD", ""].join("\r\n");
  const { cards } = parseVCards(text);
  expect(cards).toHaveLength(1);
  return cards[0]!;
}

test("a card of 2.1 is read into the model of 4.0", () => {
  const read = card(
    "2.1",
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=84rger;H=",
    "=C3=A9l=C3=A8ne;;;",
    "TEL;HOME;VOICE:+33 1 00 00 00 01",
    "TEL;CELL;PREF:+33 6 00 00 00 02",
    "GEO:48.85;2.35",
    "BDAY:1990-01-02",
  );
  expect(read.properties[0]).toEqual({
    name: "N",
    parameters: [],
    type: "text",
    values: [["Ärger"], ["Hélène"], [""], [""], [""]],
  });
  expect(valuesOf(read, "tel")).toEqual(["+33 6 00 00 00 02", "+33 1 00 00 00 01"]);
  expect(typesOf(propertiesOf(read, "TEL")[1]!)).toEqual(["home", "voice"]);
  expect(textOf(read, "GEO")).toBe("geo:48.85,2.35");
  expect(textOf(read, "BDAY")).toBe("19900102");
});

test("what Apple calls by a label is known by its word", () => {
  const read = card(
    "3.0",
    "item1.TEL:+33 6",
    "item1.X-ABLabel:_$!<HomeFAX>!$_",
    "item2.TEL:+33 7",
    "item2.X-ABLABEL:Le studio\\, en bas",
    "TEL:+33 8",
  );
  expect(propertiesOf(read, "TEL").map((tel) => labelOf(read, tel))).toEqual([
    "HomeFAX",
    "Le studio, en bas",
    undefined,
  ]);
});

test("a file in pieces of any size gives the same cards", async () => {
  const text = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoé 😀\r\n  Œ\r\nEND:VCARD\r\n".repeat(3);
  const bytes = new TextEncoder().encode(text);
  const whole = parseVCards(bytes).cards;
  for (const size of [1, 2, 7, 50]) {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
    const read = [];
    for await (const { card } of readVCards(pieces)) if (card) read.push(card);
    expect(read).toEqual(whole);
  }
  expect(whole.map(writeVCard).join("")).toBe(text.replaceAll("\r\n  ", " "));
});
