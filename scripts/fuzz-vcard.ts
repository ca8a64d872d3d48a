import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";

import type { Card, Parameter } from "#app/lib/vcard/card.ts";
import { fromJCard, mergedParameters, toJCard } from "#app/lib/vcard/jcard.ts";
import { parseVCards, VCardReader } from "#app/lib/vcard/parse-vcard.ts";
import { writeVCard } from "#app/lib/vcard/write-vcard.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    /** Where what it finds is put. */
    found: { type: "string" },
  },
});

const fixtures = join(import.meta.dirname, "../app/lib/vcard/fixtures");
const corpus = readdirSync(fixtures).map((file) => readFileSync(join(fixtures, file)));

const pieces =
  `;|:|,|"|=|\\|\\n|\\,|^n|^|\r\n|\n|\r|\r\n |\n\t|=\r\n|=\n |=0D=0A=|=C3|=C3=A9|\0|é|😀|\u00e9
BEGIN:VCARD|END:VCARD|VERSION:2.1|VERSION:3.0|VERSION:4.0|AGENT:|;ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE
;ENCODING=b|;BASE64|;CHARSET=ISO-8859-1|;CHARSET=UTF-16|;VALUE=uri|;VALUE=text|;VALUE=date|;VALUE=x|;TYPE=|;pref
LABEL;HOME:|ADR;HOME:|item1.|X-ABLabel:|N:|ORG:|BDAY:|REV:|TZ:|GEO:1;2|GENDER:|CLIENTPIDMAP:|NICKNAME:|X-A:`
    .split(/\||(?<=\S)\n(?=[A-Z;])/)
    .map((piece) => Buffer.from(piece));

let state = Number(values.seed) || 1;
const until = Date.now() + Number(values.minutes) * 60_000;
const kept = new Set<string>();
let runs = 0;

while (Date.now() < until) {
  const input = mutated();
  const wrong = findWrong(input);
  runs++;
  if (wrong === undefined || kept.has(wrong)) continue;
  kept.add(wrong);
  const least = reduced(input, wrong);
  console.log(`${wrong}\n  ${JSON.stringify(Buffer.from(least).toString("latin1"))}`);
  if (values.found) writeFileSync(join(values.found, `${kept.size}.vcf`), least);
}
console.log(`${runs} files, ${kept.size} found`);
process.exitCode = kept.size > 0 ? 1 : 0;

/** What is wrong with how this file is read, in a word or two that are the same for the same fault. */
function findWrong(input: Uint8Array): string | undefined {
  const start = process.cpuUsage();
  try {
    const { cards, problems } = parseVCards(input);
    const { user } = process.cpuUsage(start);
    if (user / 1000 > 300 + input.length / 500) return "slow";
    if (problems.some(({ code, line }) => !code || line < 0)) return "a problem of nowhere";
    const inPieces = piecewise(input);
    if (!isDeepStrictEqual(inPieces, cards)) return "pieces differ";
    for (const card of cards) {
      const wrong = differs(card);
      if (wrong) return wrong;
    }
    return undefined;
  } catch (error) {
    return `throws ${String(error)}`;
  }
}

function differs(card: Card): string | undefined {
  const written = writeVCard(card);
  const again = parseVCards(written).cards;
  if (again.length !== 1) return `${again.length} cards are written as one`;
  const other = again[0]?.properties ?? [];
  for (const [index, property] of card.properties.entries()) {
    if (!isDeepStrictEqual(property, other[index])) return `written otherwise: ${property.name}`;
  }
  if (other.length !== card.properties.length) return "written more";
  if (written.split("\r\n").some((line) => Buffer.byteLength(line) > 75)) return "a long line";
  const json = fromJCard(JSON.parse(JSON.stringify(toJCard(card)))).card?.properties;
  const merged = card.properties.map((property) => ({
    ...property,
    parameters: inOrder(mergedParameters(property.parameters)),
  }));
  // JSON puts names that are numbers before all others.
  const ofJson = json?.map((one) => ({ ...one, parameters: inOrder(one.parameters) }));
  for (const [index, property] of merged.entries()) {
    if (!isDeepStrictEqual(property, ofJson?.[index])) return `jCard otherwise: ${property.name}`;
  }
  return undefined;
}

function inOrder(parameters: Parameter[]): Parameter[] {
  return parameters.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function piecewise(input: Uint8Array): Card[] {
  const reader = new VCardReader();
  const cards: Card[] = [];
  let at = 0;
  while (at < input.length) {
    const next = at + 1 + random(random(2) ? 3 : 200);
    for (const { card } of reader.push(input.slice(at, next))) if (card) cards.push(card);
    at = next;
  }
  for (const { card } of reader.end()) if (card) cards.push(card);
  return cards;
}

function mutated(): Uint8Array {
  let bytes = Buffer.from(pick(corpus));
  if (random(5) === 0) bytes = Buffer.concat([bytes, pick(corpus)]);
  for (let count = 1 + random(6); count > 0; count--) bytes = mutate(bytes);
  return bytes;
}

function mutate(bytes: Buffer): Buffer<ArrayBuffer> {
  const from = random(bytes.length + 1);
  const to = Math.min(bytes.length, from + random(random(3) ? 6 : 80));
  const cut = (between: Buffer) =>
    Buffer.concat([bytes.subarray(0, from), between, bytes.subarray(to)]);
  switch (random(7)) {
    case 0:
      return cut(Buffer.alloc(0));
    case 1:
      return cut(Buffer.from([random(256)]));
    case 2:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    case 3: {
      const line = pick(pick(corpus).toString("latin1").split("\n"));
      return cut(Buffer.from(`\n${line}\n`, "latin1"));
    }
    case 4:
      return cut(Buffer.concat(Array.from({ length: 1 + random(40) }, () => pick(pieces))));
    default:
      return Buffer.concat([bytes.subarray(0, from), pick(pieces), bytes.subarray(from)]);
  }
}

/** The same fault in less. */
function reduced(input: Uint8Array, wrong: string): Uint8Array {
  let bytes = input;
  for (let size = bytes.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at + size <= bytes.length;) {
      const less = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]);
      if (findWrong(less) === wrong) bytes = less;
      else at += size;
    }
  }
  return bytes;
}

function pick<Item>(items: readonly Item[]): Item {
  return items[random(items.length)] as Item;
}

/** Below a bound, from the seed alone (mulberry32). */
function random(bound: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
}
