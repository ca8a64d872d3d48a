import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { Card, Property } from "./card.ts";
import { labelOf, parameterValues, propertiesOf, textOf, typesOf, valuesOf } from "./card.ts";
import { fromJCard, mergedParameters, toJCard } from "./jcard.ts";
import { parseVCards } from "./parse-vcard.ts";
import { writeVCard } from "./write-vcard.ts";

const folder = join(import.meta.dirname, "fixtures");
const files = readdirSync(folder).filter((file) => file.endsWith(".vcf"));

function read(file: string) {
  return parseVCards(readFileSync(join(folder, file)));
}

function first(file: string): Card {
  return read(file).cards[0]!;
}

/** As JSON knows it: each parameter once. */
function merged(card: Card) {
  return card.properties.map((property) => ({
    ...property,
    parameters: mergedParameters(property.parameters),
  }));
}

/** JSON puts names that are numbers before all others. */
function inOrder(property: Property): Property {
  const parameters = property.parameters.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { ...property, parameters };
}

test.for(files)("what was read from %s is read again from what is written of it", (file) => {
  const { cards } = read(file);
  expect(cards.length).toBeGreaterThan(0);
  for (const card of cards) {
    const again = parseVCards(writeVCard(card));
    expect(again.cards.map(({ properties }) => properties)).toEqual([card.properties]);
  }
});

test.for(files)("what was read from %s is the same after jCard", (file) => {
  for (const card of read(file).cards) {
    const { card: again, problems } = fromJCard(JSON.parse(JSON.stringify(toJCard(card))));
    expect(again?.properties.map(inOrder)).toEqual(merged(card).map(inOrder));
    expect(problems).toEqual([]);
  }
});

test("the examples of the RFCs are read without a word, but for the one that lacks its colon", () => {
  expect(read("rfc6350-author.vcf").problems).toEqual([]);
  expect(read("rfc6474-6715.vcf").problems).toEqual([]);
  expect(read("rfc6350-examples.vcf").problems).toEqual([
    { line: 29, card: 0, code: "missingColon", detail: "BDAY;19531015T231000Z" },
  ]);
});

test("the example of RFC 6350 is the jCard that RFC 7095 shows", () => {
  // B.1.2 there, but for the seconds of the anniversary, which its vCard does not have.
  expect(toJCard(first("rfc6350-author.vcf"))).toEqual([
    "vcard",
    [
      ["version", {}, "text", "4.0"],
      ["fn", {}, "text", "Simon Perreault"],
      ["n", {}, "text", ["Perreault", "Simon", "", "", ["ing. jr", "M.Sc."]]],
      ["bday", {}, "date-and-or-time", "--02-03"],
      ["anniversary", {}, "date-and-or-time", "2009-08-08T14:30-05:00"],
      ["gender", {}, "text", "M"],
      ["lang", { pref: "1" }, "language-tag", "fr"],
      ["lang", { pref: "2" }, "language-tag", "en"],
      ["org", { type: "work" }, "text", "Viagenie"],
      [
        "adr",
        { type: "work" },
        "text",
        ["", "Suite D2-630", "2875 Laurier", "Quebec", "QC", "G1V 2M2", "Canada"],
      ],
      ["tel", { type: ["work", "voice"], pref: "1" }, "uri", "tel:+1-418-656-9254;ext=102"],
      ["tel", { type: ["work", "cell", "voice", "video", "text"] }, "uri", "tel:+1-418-262-6501"],
      ["email", { type: "work" }, "text", "simon.perreault@viagenie.ca"],
      ["geo", { type: "work" }, "uri", "geo:46.772673,-71.282945"],
      ["key", { type: "work" }, "uri", "http://www.viagenie.ca/simon.perreault/simon.asc"],
      ["tz", {}, "utc-offset", "-05:00"],
      ["url", { type: "home" }, "uri", "http://nomis80.org"],
    ],
  ]);
});

test("a card of an iPhone keeps its groups, labels and the birthday without a year", () => {
  const card = first("iphone.vcf");
  const [, home] = propertiesOf(card, "TEL");
  expect(valuesOf(card, "TEL")).toEqual([
    "+33 6 00 00 00 11",
    "06 00 00 00 12",
    "+33 1 00 00 00 13",
  ]);
  expect(typesOf(home!)).toEqual(["iphone", "cell", "voice"]);
  expect(propertiesOf(card, "TEL").map((tel) => labelOf(card, tel))).toEqual([
    undefined,
    undefined,
    "HomeFAX",
  ]);
  expect(textOf(card, "BDAY")).toBe("--0312");
  expect(textOf(card, "URL")).toBe("http://www.example.com/ma%C3%ABlle?a=1,2");
  expect(textOf(card, "PHOTO")).toMatch(/^data:image\/jpeg;base64,\/9j\/4AAQ.{180,}$/);
  expect(card.properties.find(({ name }) => name === "X-SOCIALPROFILE")).toEqual({
    name: "X-SOCIALPROFILE",
    parameters: [
      ["TYPE", ["instagram"]],
      ["X-USER", ["maelle.q"]],
    ],
    type: "unknown",
    values: [["http://instagram.com/maelle.q"]],
  });
});

test("a card of Android has its quoted-printable undone, soft breaks and own types included", () => {
  const card = first("android.vcf");
  expect(textOf(card, "FN")).toBe("Erwan Kéréven");
  expect(propertiesOf(card, "ADR")[0]?.values[2]).toEqual(["3 rue de l'Église\nBât. B"]);
  expect(textOf(card, "NOTE")).toBe("Ligne 1\nLigne à 2");
  expect(propertiesOf(card, "TEL").map(typesOf)).toEqual([["cell"], ["x-studio"], ["régie"]]);
  expect(valuesOf(card, "X-ANDROID-CUSTOM")[1]).toMatch(/^vnd.*relation;Sœur;14;/);
});

test("cards of Outlook are read in Windows-1252, and their labels go to the addresses of the same kind", () => {
  const card = first("outlook-2.1.vcf");
  expect(textOf(card, "FN")).toBe("Joël Fougères");
  expect(textOf(card, "ORG")).toBe("Société “Œuvre” – Éditions;Droits");
  expect(textOf(card, "TITLE")).toBe("Gérant à 50 €");
  expect(textOf(card, "NOTE")).toBe("Règlement à 30 jours\n\nTVA – voir €");
  const [work] = propertiesOf(card, "ADR");
  expect(parameterValues(work!, "LABEL")).toEqual(["5, allée des Hêtres\n45000 Orléans\nFrance"]);
  expect(work?.values[2]).toEqual(["5, allée des Hêtres"]);
  expect(valuesOf(card, "LABEL")).toEqual(["Boîte 7"]);
  expect(textOf(card, "X-MS-CARDPICTURE")).toMatch(/^data:image\/jpeg;base64,/);
  expect(textOf(card, "X-MS-OL-DESIGN")).toMatch(/^<card .*<\/card>$/);
  const later = first("outlook-3.0.vcf");
  expect(textOf(later, "ORG")).toBe("Maison Lagarde, père et fille;Comptabilité");
  expect(parameterValues(propertiesOf(later, "ADR")[0]!, "LABEL")).toHaveLength(1);
});

test("old phones fold what they break softly, forget a mark of equality, and the end of a card", () => {
  const { cards, problems } = read("old-phones.vcf");
  expect(cards.map((card) => textOf(card, "NOTE"))).toEqual([
    "Une ligne\nEt une autre, longue et repliée, deux fois",
    undefined,
    "une ligne sans égal\net sa suite",
    undefined,
  ]);
  expect(textOf(cards[1]!, "ADR")).toBe(";;4 rue Émile;Laval;;53000;France");
  expect(textOf(cards[1]!, "URL")).toBe("http://example.com/?a=1");
  expect(textOf(cards[3]!, "N")).toBe("山田;太郎");
  expect(problems).toEqual([{ line: 20, card: 2, code: "missingEnd" }]);
});

test("a card within AGENT stays whole, and is no card of its own", () => {
  const { cards, problems } = read("agent.vcf");
  expect(cards).toHaveLength(2);
  const agents = cards.map((card) => parseVCards(textOf(card, "AGENT")!).cards[0]!);
  expect(textOf(agents[0]!, "N")).toBe("Adjoint;Noé");
  expect(textOf(agents[1]!, "FN")).toBe("Susie Thomas");
  expect(textOf(cards[0]!, "TEL")).toBe("0100000002");
  expect(problems.map(({ line, code }) => [line, code])).toEqual([
    [1, "textOutsideCard"],
    [14, "textOutsideCard"],
  ]);
});

test("UTF-16 is read with its mark and without", () => {
  expect(textOf(first("utf-16le.vcf"), "FN")).toBe("Žofie Čapek 😀");
  expect(textOf(first("utf-16be-unmarked.vcf"), "FN")).toBe("Žofie Čapek");
});

test("a broken file gives what is in it, and says of each line what was not right", () => {
  const { cards, problems } = read("broken.vcf");
  expect(cards.map((card) => textOf(card, "FN")?.trim())).toEqual([
    "Sans version",
    "Nuls et été café",
    "Le suivant",
  ]);
  expect(textOf(cards[0]!, "NOTE")).toBe("une note\nsans repli\n;");
  expect(valuesOf(cards[1]!, "BDAY")).toEqual(["0000-00-00", "le 3 mars"]);
  expect(textOf(cards[1]!, "PHOTO")).toBe("!!pas du base64!!");
  expect(problems.map(({ card, line, code }) => `${card} ${line} ${code}`)).toEqual([
    "0 1 missingVersion",
    "0 4 missingColon",
    "0 6 missingColon",
    "0 7 missingColon",
    "1 9 missingEnd",
    "1 10 unknownVersion",
    "1 11 notUtf8",
    "1 11 controlCharacters",
    "1 12 unclosedQuote",
    "1 14 invalidName",
    "1 15 invalidName",
    "1 16 invalidName",
    "1 17 invalidBase64",
    "1 18 unknownEncoding",
    "1 19 invalidQuotedPrintable",
    "1 19 unknownCharset",
    "1 20 invalidDate",
    "1 21 invalidDate",
    "1 22 nestedObject",
    "1 23 nestedObject",
    "2 26 missingEnd",
  ]);
});

test("KDE, Evolution, Nextcloud, Thunderbird and the rest keep what only they know", () => {
  expect(textOf(first("kde.vcf"), "X-messaging/xmpp-All")).toBe("basile@xmpp.example.com");
  expect(textOf(first("kde.vcf"), "KEY")).toMatch(/^data:application\/pgp-keys;base64,/);
  expect(textOf(first("evolution.vcf"), "X-EVOLUTION-FILE-AS")).toBe("Roué, Gaëtan");
  expect(textOf(first("evolution.vcf"), "TZ")).toBe("+0100");
  expect(valuesOf(first("nextcloud.vcf"), "CATEGORIES")).toEqual(["Chant", "Chœur, alto"]);
  expect(textOf(first("nextcloud.vcf"), "PHOTO")).toMatch(/^data:image\/jpeg;base64,/);
  expect(textOf(first("thunderbird.vcf"), "ANNIVERSARY")).toBe("--0908");
  expect(textOf(first("exchange.vcf"), "X-MS-CHILD")).toBe("Zoé");
  expect(textOf(first("google.vcf"), "ADR")).toMatch(/;8 quai du Port\n29000 Quimper$/);
  expect(textOf(read("linkedin-yahoo.vcf").cards[1]!, "X-YAHOO-ID")).toBe("paulin");
  expect(textOf(first("linkedin-yahoo.vcf"), "TITLE")).toMatch(/production qui continue$/);
});
