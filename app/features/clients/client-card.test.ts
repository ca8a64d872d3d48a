import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Card } from "#app/lib/vcard/card.ts";
import { mergedParameters } from "#app/lib/vcard/jcard.ts";
import { parseVCards } from "#app/lib/vcard/parse-vcard.ts";
import { writeVCard } from "#app/lib/vcard/write-vcard.ts";
import { type CardedClient, cardOfClient, type CardLink, clientOfCard } from "./client-card.ts";
import { clientSchema } from "./client.ts";

const folder = join(import.meta.dirname, "../../lib/vcard/fixtures");
const files = readdirSync(folder).filter((file) => file.endsWith(".vcf"));
const cards = files.flatMap((file) => parseVCards(readFileSync(join(folder, file))).cards);
const id = "0199d0c4-0000-7000-8000-000000000001";

function carded(card: Card, more: Partial<CardedClient> = {}): CardedClient {
  const { values, cardUid, card: jcard } = clientOfCard(card);
  return { ...values, id, cardUid, card: jcard, ...more };
}

function again(card: Card): Card {
  return parseVCards(writeVCard(card)).cards[0]!;
}

/** As a jCard keeps it: each parameter once. */
function merged(card: Card) {
  return card.properties.map((property) => ({
    ...property,
    // A name that is a number comes first in an object, as which JSON has them.
    parameters: mergedParameters(property.parameters).toSorted(([one], [other]) =>
      one.localeCompare(other),
    ),
  }));
}

const card = (...lines: string[]) =>
  parseVCards(["BEGIN:VCARD", "VERSION:4.0", ...lines, "END:VCARD", ""].join("\r\n")).cards[0]!;
const written = (it: Card) => writeVCard(it).split("\r\n").slice(2, -2);

test.for(files)("who came with %s is the same after going out and coming in again", (file) => {
  for (const original of parseVCards(readFileSync(join(folder, file))).cards) {
    const client = carded(original);
    const out = cardOfClient(client, clientOfCard(original).links);
    const back = clientOfCard(again(out));
    expect(back.values).toEqual(clientOfCard(original).values);
    expect(back.links).toEqual(clientOfCard(original).links);
    // Whatever stood there stands there still; what a card of 4.0 must have may have come in.
    const had = merged(again(original));
    const has = merged(again(out));
    expect(has.slice(0, had.length).filter(({ name }) => name !== "FN")).toEqual(
      had.filter(({ name }) => name !== "FN"),
    );
    expect(
      has
        .slice(had.length)
        .map(({ name }) => name)
        .filter((it) => !["FN", "UID", "KIND"].includes(it)),
    ).toEqual([]);
  }
});

test("what was changed in the app is what the card says, and the rest stays", () => {
  const text = fc.stringMatching(/^[A-Za-zé,;\\ ]{0,12}$/).map((it) => it.trim());
  const some = text.map((it) => it || null);
  const label = fc.constantFrom(null, "work", "home", "mobile", "fax", "billing", "Tournée, été");
  const line = fc.record({ label, value: text.filter(Boolean) });
  const email = fc.record({ label, value: fc.constantFrom("a@b.test", "c.d@e.test", "f@g.test") });
  const link = fc.record({
    label,
    value: fc.constantFrom("https://x.test", "https://open.spotify.com/artist/1", "moi"),
  });
  const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 4 });
  const address = fc
    .record({ label, street: some, postalCode: some, city: some, region: some, country: some })
    .filter(({ street, city }) => Boolean(street ?? city));
  const edits = fc.record<Partial<CardedClient>>(
    {
      ...{ kind: fc.constantFrom("person", "company"), name: text.filter(Boolean) },
      ...{ givenName: some, familyName: some, alias: some, organisation: some, jobTitle: some },
      ...{ emails: list(email), phones: list(line), sites: list(link), streaming: list(link) },
      addresses: list(address),
      tags: fc.uniqueArray(text.filter(Boolean), { maxLength: 4 }),
      genres: fc.uniqueArray(text.filter(Boolean), { maxLength: 4 }),
      instruments: fc.uniqueArray(text.filter(Boolean), { maxLength: 4 }),
      ...{ language: fc.constantFrom(null, "fr", "en"), notes: some },
    },
    { requiredKeys: [] },
  );
  const isOwn = (name: string) =>
    /^(PHOTO|BDAY|GEO|TZ|KEY|LOGO|X-(?!AB|GENRE|INSTR|SOC|ADDRESSBOOK).*)$/.test(name);
  fc.assert(
    fc.property(fc.constantFrom(...cards), edits, (original, edit) => {
      const client = carded(original, edit);
      if (client.kind === "company" && client.organisation === client.name) return;
      if (client.name === "") return;
      const back = again(cardOfClient(client));
      const { id: _, card: __, cardUid: ___, ...values } = client;
      expect(clientOfCard(back).values).toEqual(values);
      const own = (it: Card) => merged(it).filter(({ name }) => isOwn(name));
      expect(own(back)).toEqual(own(again(original)));
    }),
    { numRuns: 600 },
  );
});

test("a client without a card makes one that reads as the client", () => {
  const values = clientSchema.parse({
    ...{ kind: "person", name: "Éléonore Vidal", givenName: "Éléonore", familyName: "Vidal" },
    ...{ alias: "Éléo", organisation: "Ponant", jobTitle: "Altiste", tags: "jazz, cordes" },
    emails: [{ label: "work", value: "e@ponant.test" }, { value: "eleo@home.test" }],
    phones: [{ label: "Loge", value: "06 12 34 56 78" }],
    streaming: [{ value: "https://eleo.bandcamp.com" }],
    addresses: [{ label: "home", street: "8 quai du Port\nBât. B", city: "Quimper" }],
    ...{ genres: ["Jazz"], instruments: ["Alto"], language: "fr", notes: "Arrive par la cour." },
  });
  const { isVip: _, depositPercent: __, custom: ___, ...said } = values;
  const back = clientOfCard(again(cardOfClient({ ...said, id, card: null, cardUid: null })));
  expect(back.values).toEqual(said);
  expect(back.cardUid).toBe(`urn:uuid:${id}`);
});

test("a company is named by its organisation where nothing else names it", () => {
  const { values } = clientOfCard(card("ORG:Label du Ponant;Édition"));
  expect(values).toMatchObject({ kind: "company", name: "Label du Ponant", organisation: null });
  const out = cardOfClient(carded(card("ORG:Label du Ponant;Édition"), { name: "Label Ouest" }));
  expect(written(out)).toContain("ORG:Label Ouest;Édition");
  expect(clientOfCard(out).values).toMatchObject({ kind: "company", name: "Label Ouest" });
});

test("members and relations that are links are read and written by their UID, others stay", () => {
  const band = card(
    ...["FN:Les Marées", "KIND:group", "MEMBER:urn:uuid:1", "MEMBER:urn:uuid:9"],
    ...["RELATED;TYPE=agent:urn:uuid:2", "RELATED;TYPE=friend:urn:uuid:3"],
  );
  const [one, stranger, agent] = clientOfCard(band).links;
  expect([one, stranger, agent]).toEqual([
    { uid: "urn:uuid:1", role: "member", side: "member" },
    { uid: "urn:uuid:9", role: "member", side: "member" },
    { uid: "urn:uuid:2", role: "agent", side: "member" },
  ]);
  const manager: CardLink = { uid: "urn:uuid:4", role: "manager", side: "member" };
  const out = cardOfClient(carded(band), [one!, manager], new Set(["urn:uuid:1", "urn:uuid:2"]));
  expect(written(out).filter((line) => /MEMBER|RELATED/.test(line))).toEqual([
    "MEMBER:urn:uuid:1",
    "MEMBER:urn:uuid:9",
    "RELATED;TYPE=friend:urn:uuid:3",
    "RELATED;TYPE=x-manager:urn:uuid:4",
  ]);
  expect(clientOfCard(again(out)).links).toContainEqual(manager);
});

test("the order of a list that was changed in the app is said by PREF", () => {
  const client = carded(card("FN:A", "TEL;TYPE=work:1", "item1.TEL:2", "item1.X-ABLabel:Loge"));
  const out = cardOfClient({ ...client, phones: client.phones.toReversed() });
  expect(written(out)).toEqual(
    [
      ...["FN:A", "TEL;TYPE=WORK;PREF=2:1", "item1.TEL;PREF=1:2", "item1.X-ABLABEL:Loge"],
      `UID:urn:uuid:${id}`,
    ].map((it) => expect.stringMatching(new RegExp(`^${it.replaceAll(".", "\\.")}$`, "i"))),
  );
});
