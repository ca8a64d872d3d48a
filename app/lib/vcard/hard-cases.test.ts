import { expect, test } from "vitest";

import { textOf, valuesOf, propertiesOf, typesOf } from "./card.ts";
import { parseVCards, readVCards } from "./parse-vcard.ts";
import { writeVCard } from "./write-vcard.ts";

function file(version: string, lines: string[]) {
  return ["BEGIN:VCARD", `VERSION:${version}`, ...lines, "END:VCARD", ""].join("\r\n");
}

/** What is read of the last property. */
function last(version: string, ...lines: string[]) {
  const read = parseVCards(file(version, lines));
  const property = read.cards[0]!.properties.at(-1)!;
  return { ...read, property, text: property.values.flat().join("|") };
}

const qp = "NOTE;ENCODING=QUOTED-PRINTABLE:";

test.for([
  ["a fold takes the blank away", "3.0", ["NOTE:Bon", " jour", "\t tous"], "Bonjour tous"],
  ["2.1 folds where a blank is", "2.1", ["NOTE:Bonjour", "  à", "\ttous"], "Bonjour à\ttous"],
  [
    "a writer that folds 2.1 at a width has folded within words",
    "2.1",
    [`NOTE:${"a".repeat(70)}`, ` ${"b".repeat(74)}`, " ccc"],
    `${"a".repeat(70)}${"b".repeat(74)}ccc`,
  ],
  [
    "2.1 does not fold addresses at blanks",
    "2.1",
    ["URL:http://exa", " mple.com"],
    "http://example.com",
  ],
  ["a soft break joins", "2.1", [`${qp}caf=C3=`, "=A9"], "café"],
  ["a soft break may be followed by blanks of a transport", "2.1", [`${qp}ca=  `, "fé"], "café"],
  ["a blank after a soft break is meant", "2.1", [`${qp}un=`, " mot"], "un mot"],
  ["a blank within a character is not", "2.1", [`${qp}caf=C3=`, " =A9"], "café"],
  ["blanks after every soft break are not", "2.1", [`${qp}a=`, " b=", " c"], "abc"],
  ["a line of quoted-printable may forget its soft break", "2.1", [`${qp}a`, "b =C3=A9"], "a\nb é"],
  ["what is no escape stays", "2.1", [`${qp}1=ZZ 2=4 3=`], "1=ZZ 2=4 3"],
  ["quoted-printable is read in 3.0, too", "3.0", [`${qp}=C3=A9`], "é"],
  ["capitals of hexadecimal digits do not matter", "2.1", [`${qp}=c3=a9`], "é"],
  ["all escapes are undone once", "3.0", ["NOTE:a\\nb\\Nc\\,d\\;e\\:f\\\\ng"], "a\nb\nc,d;e:f\\ng"],
  ["a wrong escape stays as it is", "4.0", ["NOTE:C:\\dossier \\"], "C:\\dossier \\"],
  ["commas and semicolons of a note need no escape", "4.0", ["NOTE:a, b; c"], "a, b; c"],
  [
    "a company's comma is its own",
    "4.0",
    ["ORG:Dupont, père & fils;Son"],
    "Dupont, père & fils|Son",
  ],
  ["2.1 has no lists within components", "2.1", ["ADR:;;1, rue X;Y"], "||1, rue X|Y"],
  ["a value may begin in the next line", "3.0", ["URL:", " http://x.example"], "http://x.example"],
  ["parameters may be folded", "4.0", ["TEL;TYPE=ho", ' me;X-A="b:', ' c":06'], "06"],
  ["a date with hyphens loses them", "3.0", ["BDAY:1990-01-02"], "19900102"],
  ["a moment keeps its offset", "3.0", ["BDAY:1987-09-27T08:30:00-06:00"], "19870927T083000-0600"],
  ["a date without a year stays one", "4.0", ["BDAY:--04-12"], "--0412"],
  ["a date in words stays", "3.0", ["BDAY:vers 1800"], "vers 1800"],
  ["a revision on a day is a date", "3.0", ["REV:1997-11-15"], "19971115"],
  ["a place becomes an address", "3.0", ["GEO:37.386013;-122.082932"], "geo:37.386013,-122.082932"],
  ["a place with an escape, too", "2.1", ["GEO:1\\;2"], "geo:1,2"],
  ["control characters are left out", "3.0", ["NOTE:a\u0000b\u0007c\u007fd"], "abcd"],
  ["spaces stand round names", "3.0", ["item1 . TEL ; TYPE = home :06".replace(" . ", ".")], "06"],
  ["an empty value is one", "3.0", ["NOTE:"], ""],
  ["letters beyond the alphabet survive", "4.0", ["NOTE:Zoë 😀 中文 עברית"], "Zoë 😀 中文 עברית"],
] as [string, string, string[], string][])("%s", ([, version, lines, expected]) => {
  const { text, cards, property } = last(version, ...lines);
  expect(text).toBe(expected);
  expect(parseVCards(writeVCard(cards[0]!)).cards[0]!.properties.at(-1)).toEqual(property);
});

const picture = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

test.for([
  ["folded", ["PHOTO;ENCODING=b;TYPE=GIF:R0lGODlh", " AQABAAAAACw="]],
  ["not folded", ["PHOTO;GIF;ENCODING=BASE64:R0lGODlh", "AQABAAAAACw="]],
  ["not padded", ["PHOTO;TYPE=gif;ENCODING=B:R0lGODlhAQABAAAAACw"]],
  ["begun in the next line", ["PHOTO;BASE64;GIF:", "  R0lGODlhAQAB", "  AAAAACw=", ""]],
  ["with empty lines between", ["PHOTO;ENCODING=BASE64:R0lGODlh", "", " AQAB", "", "AAAAACw=", ""]],
  ["said to be of a media type", ["PHOTO;ENCODING=b;TYPE=image/gif:R0lGODlhAQABAAAAACw="]],
  ["in the alphabet of addresses", ["PHOTO;ENCODING=b;MEDIATYPE=image/gif:R0lGODlhAQABAAAAACw="]],
] as [string, string[]][])("base64 is read %s", ([, lines]) => {
  const { cards } = parseVCards(file("2.1", [...lines, "NOTE:après"]));
  expect(textOf(cards[0]!, "PHOTO")).toBe(picture);
  expect(textOf(cards[0]!, "NOTE")).toBe("après");
});

test("types come bare, in lists, in quotes and repeated, and pref is a preference", () => {
  for (const parameters of [
    ";HOME;VOICE;PREF",
    ";TYPE=home,voice,pref",
    ';TYPE="home,voice,pref"',
    ";TYPE=HOME;TYPE=voice;type=Pref",
    ";type=home\\,voice;PREF=1",
  ]) {
    const { property } = last("3.0", `TEL${parameters}:06`);
    expect(typesOf(property)).toEqual(["home", "voice"]);
    expect(property.parameters.at(-1)).toEqual(["PREF", ["1"]]);
  }
});

test("a parameter in quotes may hold what parts others, and carets stand for the rest", () => {
  const { cards, property } = last("4.0", `ADR;X-A="a:b;c,d";LABEL="1^n^'2^'\\n^^3":;;x`);
  expect(property.parameters).toEqual([
    ["X-A", ["a:b;c,d"]],
    ["LABEL", ['1\n"2"\n^3']],
  ]);
  expect(writeVCard(cards[0]!)).toContain(`ADR;X-A="a:b;c,d";LABEL=1^n^'2^'^n^^3:;;x`);
});

test("a charset that is said is believed, and where none is, Windows-1252 stands in for what is no UTF-8", () => {
  const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  const read = (line: string) => textOf(parseVCards(latin(file("2.1", [line]))).cards[0]!, "FN");
  expect(read("FN;CHARSET=ISO-8859-2:\xb9\xe8")).toBe("šč");
  expect(read("FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:=E9=80")).toBe("é€");
  expect(read("FN;CHARSET=koi8-r:\xcd\xc9\xd2")).toBe("мир");
  expect(read("FN:\x80 \x93caf\xe9\x94")).toBe("€ “café”");
  expect(read("FN;CHARSET=UTF-8:caf\xc3\xa9")).toBe("café");
  expect(read("FN;CHARSET=ISO-8859-1:caf\xc3\xa9")).toBe("café");
  expect(read("FN:\xc3\xa9 et \xe9")).toBe("é et é");
  expect(read("FN;CHARSET=Windows-1251:\xcc\xe8\xf0")).toBe("Мир");
});

test("CRLF, LF, CR and a mark before each card end up in the same cards", () => {
  const text = `${file("3.0", ["FN:Un", "NOTE:a", " b"])}\uFEFF${file("4.0", ["FN:Deux"])}`;
  const expected = parseVCards(text);
  expect(expected.cards.map((card) => textOf(card, "FN"))).toEqual(["Un", "Deux"]);
  for (const end of ["\n", "\r", "\r\r\n"]) {
    const other = parseVCards(text.replaceAll("\r\n", end));
    expect(other.cards).toEqual(expected.cards);
    expect(other.problems).toEqual([]);
  }
});

test("a missing end, a missing beginning and a stray end part the cards all the same", () => {
  const { cards, problems } = parseVCards(
    "VERSION:3.0\nFN:Un\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Deux\nBEGIN:VCARD\nFN:Trois",
  );
  expect(cards.map((card) => textOf(card, "FN"))).toEqual(["Un", "Deux", "Trois"]);
  expect(problems).toEqual([
    { line: 1, card: 0, code: "missingBegin" },
    { line: 4, card: null, code: "textOutsideCard", detail: "END:VCARD" },
    { line: 5, card: 1, code: "missingEnd" },
    { line: 8, card: 2, code: "missingVersion" },
    { line: 8, card: 2, code: "missingEnd" },
  ]);
});

test("what is no card gives no card", () => {
  for (const text of ["", "\n\n", "Bonjour", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"]) {
    const { cards, problems } = parseVCards(text);
    expect(cards).toEqual([]);
    expect(problems.at(-1)).toEqual({ line: 1, card: null, code: "noCard" });
  }
});

test("a card that is too large is passed over, and the next is read", () => {
  const large = file("3.0", [`PHOTO;ENCODING=b:${"QUJD".repeat(1000)}`, "FN:Grande"]);
  const folded = file("3.0", [
    "FN:Longue",
    ...Array.from({ length: 100 }, () => ` ${"x".repeat(70)}`),
  ]);
  const { cards, problems } = parseVCards(`${large}${folded}${file("3.0", ["FN:Petite"])}`, {
    maxCardBytes: 2000,
  });
  expect(cards.map((card) => textOf(card, "FN"))).toEqual(["Petite"]);
  expect(problems).toEqual([
    { line: 1, card: null, code: "tooLarge" },
    { line: 6, card: null, code: "tooLarge" },
  ]);
});

test("a card within a card counts for its size", () => {
  const lines = ["AGENT:", "BEGIN:VCARD", ...Array<string>(200).fill("NOTE:x"), "END:VCARD"];
  const { cards, problems } = parseVCards(file("2.1", lines), { maxCardBytes: 1000 });
  expect(cards).toEqual([]);
  expect(problems[0]).toEqual({ line: 1, card: null, code: "tooLarge" });
});

test("a file without end is read card by card, and what is read is let go", async () => {
  const one = new TextEncoder().encode(file("3.0", ["FN:Une", `NOTE:${"x".repeat(2000)}`]));
  let given = 0;
  function* endless() {
    for (;;) {
      given++;
      yield one;
    }
  }
  let read = 0;
  for await (const { card } of readVCards(endless())) if (card && ++read === 100) break;
  expect(given).toBeLessThan(103);
});

test("twice the file takes twice the time, whatever stands in it", { timeout: 60_000 }, () => {
  const repeated: [start: string, unit: string][] = [
    ["NOTE:", "\n a"],
    ["NOTE", "\n a"],
    ["NOTE:", "x\n"],
    ["NOTE:", "\\n"],
    ["NOTE:", "\r"],
    ["NOTE", ";a=b"],
    ["NOTE", ";a"],
    ["NOTE", '"'],
    [qp, "=\nx"],
    [qp, "="],
    ["PHOTO;ENCODING=b:", "AAAA\n"],
    ["NICKNAME:", "a,"],
    ["N:", ";,"],
    ["", "LABEL:x\nADR:y\n"],
    ["", "AGENT:\nBEGIN:VCARD\n"],
    ["", "BEGIN:VCARD\n"],
    ["", "BEGIN:X\n"],
  ];
  for (const [start, unit] of repeated) {
    const inside = `${start}${unit.repeat(100_000 / unit.length)}`;
    const before = process.cpuUsage();
    parseVCards(`BEGIN:VCARD\nVERSION:2.1\n${inside}\nEND:VCARD\n`);
    // What grew with the square of the length would take minutes.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(4000);
  }
});

test("nothing that only its writer knows is lost", () => {
  const lines = [
    'a.X-UN;X-P=1;X-P=2,"3,4";PID=1.1;ALTID=2;LANGUAGE=fr;MEDIATYPE=text/plain:brut;a\\,b\\n',
    "RELATED;TYPE=friend;VALUE=text:Zoé",
    "MEMBER:urn:uuid:1",
    "INVENTED:x:y",
  ];
  const { cards } = last("4.0", ...lines);
  expect(writeVCard(cards[0]!).replaceAll("\r\n ", "")).toBe(
    file("4.0", lines.with(1, "RELATED;VALUE=text;TYPE=friend:Zoé")),
  );
  expect(valuesOf(cards[0]!, "X-UN")).toEqual(["brut;a,b\n"]);
  expect(propertiesOf(cards[0]!, "X-UN")[0]?.group).toBe("a");
});
