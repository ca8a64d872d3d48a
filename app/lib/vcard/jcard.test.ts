import { expect, test } from "vitest";

import { textOf } from "./card.ts";
import { fromJCard, fromJCards, toJCard } from "./jcard.ts";
import { parseVCards } from "./parse-vcard.ts";

function jcardOf(...lines: string[]) {
  const text = ["BEGIN:VCARD", "VERSION:4.0", ...lines, "END:VCARD"].join("\r\n");
  return toJCard(parseVCards(text).cards[0]!)[1].slice(1);
}

// RFC 7095, 3.5.3 to 3.5.10.
test.for([
  ["date", "19850412", "1985-04-12"],
  ["date", "1985-04", "1985-04"],
  ["date", "1985", "1985"],
  ["date", "--0412", "--04-12"],
  ["date", "--04", "--04"],
  ["date", "---12", "---12"],
  ["time", "102200", "10:22:00"],
  ["time", "1022", "10:22"],
  ["time", "10", "10"],
  ["time", "-2200", "-22:00"],
  ["time", "-22", "-22"],
  ["time", "--00", "--00"],
  ["time", "102200Z", "10:22:00Z"],
  ["time", "102200-0800", "10:22:00-08:00"],
  ["time", "1022+01", "10:22+01"],
  ["date-time", "19961022T140000", "1996-10-22T14:00:00"],
  ["date-time", "--1022T1400", "--10-22T14:00"],
  ["date-time", "---22T14", "---22T14"],
  ["date-and-or-time", "T102200", "T10:22:00"],
  ["date-and-or-time", "T-2200", "T-22:00"],
  ["date-and-or-time", "T--00", "T--00"],
  ["date-and-or-time", "--0412T1022", "--04-12T10:22"],
  ["timestamp", "19961022T140000Z", "1996-10-22T14:00:00Z"],
  ["timestamp", "19961022T140000-0500", "1996-10-22T14:00:00-05:00"],
  ["utc-offset", "-0500", "-05:00"],
  ["utc-offset", "+01", "+01"],
] as const)("a %s of %s is %s in jCard, and back", ([type, basic, extended]) => {
  const [property] = jcardOf(`X-A;VALUE=${type}:${basic}`);
  expect(property).toEqual(["x-a", {}, type, extended]);
  const { card, problems } = fromJCard(["vcard", [property]]);
  expect(card?.properties[0]).toMatchObject({ type, values: [[basic]] });
  expect(problems).toEqual([]);
});

test("groups, lists, structures, numbers and what nobody knows are as RFC 7095 says", () => {
  expect(
    jcardOf(
      "CONTACT.FN:Mr. John Q. Public\\, Esq.",
      "NICKNAME:Jim,Jimmie",
      "ADR:;;My Street,Left Side,Second Shack;Hometown;PA;18252;U.S.A.",
      "GENDER:F;grrrl",
      "X-COUNT;VALUE=integer:3",
      "X-HALF;VALUE=float:0.5",
      "X-YES;VALUE=boolean:true",
      "X-RAW:a;b\\,c",
      "TEL;TYPE=home;TYPE=cell:06",
    ),
  ).toEqual([
    ["fn", { group: "CONTACT" }, "text", "Mr. John Q. Public, Esq."],
    ["nickname", {}, "text", "Jim", "Jimmie"],
    [
      "adr",
      {},
      "text",
      ["", "", ["My Street", "Left Side", "Second Shack"], "Hometown", "PA", "18252", "U.S.A."],
    ],
    ["gender", {}, "text", ["F", "grrrl"]],
    ["x-count", {}, "integer", 3],
    ["x-half", {}, "float", 0.5],
    ["x-yes", {}, "boolean", true],
    ["x-raw", {}, "unknown", "a;b\\,c"],
    ["tel", { type: ["home", "cell"] }, "text", "06"],
  ]);
});

test("foreign JSON is read as far as it is a card, and said where it is not", () => {
  for (const json of [null, 1, "vcard", {}, [], ["vcard"], ["vcard", {}], ["vcalendar", []]]) {
    expect(fromJCard(json)).toEqual({
      card: null,
      problems: [{ line: 0, card: null, code: "notACard" }],
    });
  }
  const { card, problems } = fromJCard([
    "vcard",
    [
      ["version", {}, "text", "4.0"],
      ["fn", {}, "text", "Zoé"],
      ["fn", {}, "text"],
      ["bad name", {}, "text", "x"],
      ["note", null, "text", "x"],
      "note",
      ["note", { x: { y: 1 }, pref: 1 }, "text", "une"],
      ["note", {}, "text", { a: 1 }],
      ["bday", {}, "date", "hier"],
      ["begin", {}, "text", "VCARD"],
    ],
    [],
  ]);
  expect(card?.properties.map(({ name, type, values }) => [name, type, values])).toEqual([
    ["FN", "text", [["Zoé"]]],
    ["NOTE", "text", [["une"]]],
    ["NOTE", "text", [[""]]],
    ["BDAY", "text", [["hier"]]],
  ]);
  expect(card?.properties[1]?.parameters).toEqual([["PREF", ["1"]]]);
  expect(problems.map(({ code, detail }) => [code, detail])).toEqual([
    ["invalidProperty", "2"],
    ["invalidProperty", "3"],
    ["invalidProperty", "4"],
    ["invalidProperty", "5"],
    ["invalidParameter", "x"],
    ["invalidValue", "note"],
    ["invalidDate", "hier"],
    ["invalidProperty", "9"],
  ]);
});

test("what other writers of jCard have kept of older versions is brought to 4.0", () => {
  const { card } = fromJCard([
    "vcard",
    [
      ["version", {}, "text", "3.0"],
      ["item1.tel", { type: ["work", "pref"] }, "phone-number", "+33 1"],
      ["photo", { encoding: "b", type: "JPEG" }, "binary", "/9j/4AAQ"],
      ["bday", {}, "date-or-datetime", "1996-04-15"],
      ["geo", {}, "float", [37.38, -122.08]],
      ["n", {}, "unknown", "Doe;Jane,Ann;;;"],
    ],
  ]);
  expect(card?.properties).toEqual([
    {
      group: "item1",
      name: "TEL",
      parameters: [
        ["TYPE", ["work"]],
        ["PREF", ["1"]],
      ],
      type: "text",
      values: [["+33 1"]],
    },
    { name: "PHOTO", parameters: [], type: "uri", values: [["data:image/jpeg;base64,/9j/4AAQ"]] },
    { name: "BDAY", parameters: [], type: "date-and-or-time", values: [["19960415"]] },
    { name: "GEO", parameters: [], type: "uri", values: [["geo:37.38,-122.08"]] },
    {
      name: "N",
      parameters: [],
      type: "text",
      values: [["Doe"], ["Jane", "Ann"], [""], [""], [""]],
    },
  ]);
});

test("a list of jCards is as many cards, each with its problems", () => {
  const one = (name: string) => ["vcard", [["fn", {}, "text", name]]];
  const { cards, problems } = fromJCards([one("Un"), "rien", one("Deux"), ["vcard", [1]]]);
  expect(cards.map((card) => textOf(card, "FN"))).toEqual(["Un", "Deux", undefined]);
  expect(problems).toEqual([
    { line: 0, card: null, code: "notACard" },
    { line: 0, card: 2, code: "invalidProperty", detail: "0" },
  ]);
  expect(fromJCards(one("Un")).cards).toHaveLength(1);
});
