import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { Card, Parameter, Property } from "./card.ts";
import { fromJCard, mergedParameters, toJCard } from "./jcard.ts";
import { parseVCards, readVCards } from "./parse-vcard.ts";
import { writeVCard } from "./write-vcard.ts";

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/gu;
const signs = fc.constantFrom(...Array.from("\\;,:\"'^=\n\t nN. é😀Aa1-"));
const text = fc
  .oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: signs }), fc.string({ maxLength: 200 }))
  .map((given) => given.replace(control, ""));
const line = text.map((given) => given.replaceAll("\n", "").trim());
const word = fc.stringMatching(/^[A-Za-z\d][A-Za-z\d-]{0,8}$/);

const parameter: fc.Arbitrary<Parameter> = fc.oneof(
  fc.tuple(fc.constant("TYPE"), fc.array(word, { minLength: 1 })),
  fc.tuple(fc.constantFrom("LANGUAGE", "LABEL", "ALTID", "X-A"), fc.array(text, { minLength: 1 })),
);

const date = fc.constantFrom(
  "19850412",
  "1985-04",
  "1985",
  "--0412",
  "--04",
  "---12",
  "T1022",
  "T-2200",
);
const moment = fc.constantFrom("19850412T102200Z", "--0412T1022-0500", "---12T10", "19850412T--30");

const value = fc.oneof(
  fc.record({
    name: fc.constantFrom("FN", "NOTE", "TEL", "EMAIL", "TITLE", "LABEL"),
    type: fc.constant("text"),
    values: text.map((given) => [[given]]),
  }),
  fc.record({
    name: fc.constantFrom("N", "ADR"),
    type: fc.constant("text"),
    values: fc.array(fc.array(text, { minLength: 1 }), { minLength: 1 }),
  }),
  fc.record({
    name: fc.constant("ORG"),
    type: fc.constant("text"),
    values: fc.array(
      text.map((given) => [given]),
      { minLength: 1 },
    ),
  }),
  fc.record({
    name: fc.constantFrom("NICKNAME", "CATEGORIES"),
    type: fc.constant("text"),
    values: fc.array(text, { minLength: 1 }).map((list) => [list]),
  }),
  fc.record({
    name: fc.constantFrom("URL", "PHOTO", "X-LINK", "RELATED"),
    type: fc.constant("uri"),
    values: line.map((given) => [[given]]),
  }),
  fc.record({
    name: fc.constantFrom("BDAY", "ANNIVERSARY", "DEATHDATE"),
    type: fc.constant("date-and-or-time"),
    values: fc.oneof(date, moment).map((given) => [[given]]),
  }),
  fc.record({
    name: word.map((given) => `X-${given.toUpperCase()}`),
    type: fc.constant("unknown"),
    values: text.map((given) => [[given.replaceAll("\n", "\\n")]]),
  }),
  fc.record({
    name: fc.constant("X-COUNT"),
    type: fc.constant("integer"),
    values: fc.integer().map((given) => [[String(given)]]),
  }),
);

const property: fc.Arbitrary<Property> = fc
  .tuple(fc.option(word, { nil: undefined }), fc.array(parameter, { maxLength: 3 }), value)
  .map(([group, parameters, given]) => ({
    ...(group === undefined ? {} : { group }),
    parameters,
    ...given,
  }));

const card: fc.Arbitrary<Card> = fc.record({
  version: fc.constant("4.0" as const),
  properties: fc.array(property, { maxLength: 6 }),
});

test("any card is read from what is written of it", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(card, (given) => {
      const written = writeVCard(given);
      expect(parseVCards(written)).toEqual({ cards: [given], problems: [] });
      for (const row of written.split("\r\n")) expect(Buffer.byteLength(row)).toBeLessThan(76);
    }),
    { numRuns: 500 },
  );
});

test("any card is the same after jCard", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(card, (given) => {
      const json: unknown = JSON.parse(JSON.stringify(toJCard(given)));
      const properties = given.properties.map((one) => ({
        ...one,
        parameters: mergedParameters(one.parameters),
      }));
      expect(fromJCard(json)).toEqual({ card: { ...given, properties }, problems: [] });
    }),
    { numRuns: 500 },
  );
});

test(
  "any JSON is read as jCard or refused, and what is read can be written",
  { timeout: 60_000 },
  () => {
    const property = fc.tuple(fc.string(), fc.jsonValue(), fc.string(), fc.jsonValue());
    const known = fc.tuple(
      fc.constantFrom("fn", "n", "bday", "org", "x-a", "photo", "categories"),
      fc.dictionary(fc.constantFrom("type", "group", "pref", "label", "value"), fc.jsonValue()),
      fc.constantFrom("text", "uri", "unknown", "date", "boolean", "float", "utc-offset"),
      fc.jsonValue(),
      fc.jsonValue(),
    );
    const json = fc.oneof(
      fc.jsonValue(),
      fc.tuple(fc.constant("vcard"), fc.array(fc.oneof(property, known, fc.jsonValue()))),
    );
    fc.assert(
      fc.property(json, (given) => {
        const { card: read, problems } = fromJCard(given);
        const again = read ? parseVCards(writeVCard(read)).cards[0] : null;
        expect(again).toEqual(read);
        expect(read === null).toBe(problems.some(({ code }) => code === "notACard"));
      }),
      { numRuns: 500 },
    );
  },
);

const bits = fc.constantFrom(
  ..."BEGIN:VCARD\r\n|END:VCARD\r\n|VERSION:2.1\n|VERSION:3.0\r|VERSION:4.0\r\n|FN:|N:;;|AGENT:\n|NOTE|".split(
    "|",
  ),
  ...';ENCODING=b:|;QUOTED-PRINTABLE:|;CHARSET=utf-16:|=\n|=C3=A9|\n | |\t|;|:|,|=|\\|"|\0|\xe9|é|TEL;pref:|'.split(
    "|",
  ),
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.array(bits, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(""), "latin1")),
  fc.array(bits, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(""), "utf16le")),
);

test(
  "any bytes are read without throwing, and what is read can be written",
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const { cards } = parseVCards(given);
        for (const { properties } of cards) {
          const again = parseVCards(writeVCard({ version: "4.0", properties })).cards;
          expect(again.map((one) => one.properties)).toEqual([properties]);
        }
      }),
      { numRuns: 1000 },
    );
  },
);

test(
  "however a file is cut into pieces, it holds the same cards and problems",
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.array(fc.nat({ max: 300 }), { maxLength: 8 }),
        async (given, cuts) => {
          const places = [...new Set([0, ...cuts.filter((at) => at < given.length), given.length])];
          const sorted = places.sort((a, b) => a - b);
          const pieces = sorted.slice(1).map((end, index) => given.slice(sorted[index], end));
          const reads = [];
          for await (const read of readVCards(pieces)) reads.push(read);
          expect({
            cards: reads.flatMap((read) => (read.card ? [read.card] : [])),
            problems: reads.flatMap(({ problems }) => problems),
          }).toEqual(parseVCards(given));
        },
      ),
      { numRuns: 500 },
    );
  },
);
