import { expect, test } from "vitest";
import type { CustomField } from "../custom-fields.ts";
import { guessMapping, type Mapping } from "./import-fields.ts";
import { importOptionsSchema, readRow } from "./import-row.ts";

const options = importOptionsSchema.parse({});
const read = (mapping: Mapping, cells: string[], customs: CustomField[] = []) =>
  readRow(cells, mapping, options, customs);
const guess = (...columns: string[]) => guessMapping(columns, []);

test("headers written by hand are understood, in French and in English", () => {
  expect(
    guess("Nom", "Prénom", "E-mail", "Tél.", "Portable", "Adresse", "CP", "Ville", "Remarques"),
  ).toEqual([
    ...["familyName", "givenName", "email", "phone", "phone.mobile"],
    ...["street", "postalCode", "city", "notes"],
  ]);
  expect(guess("Client", "Courriel", "Style", "Instrument", "VIP", "Acompte (%)")).toEqual([
    ...["name", "email", "genres", "instruments", "isVip", "depositPercent"],
  ]);
  expect(guess("Name", "Company", "Phone", "Website", "Tags")).toEqual([
    ...["name", "organisation", "phone", "site", "tags"],
  ]);
});

test("headers of Google, Outlook and accountants' programs are understood", () => {
  expect(
    guess(
      ...["First Name", "Middle Name", "Last Name", "Phonetic First Name", "Nickname"],
      ...["Organization Name", "Organization Title", "Organization Department", "Labels"],
      ...["E-mail 1 - Label", "E-mail 1 - Value", "E-mail 2 - Value", "Phone 1 - Label"],
      ...["Phone 1 - Value", "Address 1 - Formatted", "Address 1 - Street", "Address 1 - City"],
    ),
  ).toEqual([
    ...["givenName", null, "familyName", null, "alias", "organisation", "jobTitle", null, "tags"],
    ...["label", "email", "email", "label", "phone", null, "street", "city"],
  ]);
  expect(
    guess(
      ...["Titre", "Prénom", "Deuxième prénom", "Nom", "Société", "Service", "Rue (bureau)"],
      ...["Code postal (bureau)", "Pays/Région (domicile)", "Téléphone (bureau)"],
      ...["Télécopie (bureau)", "Tél. mobile", "Adresse de messagerie", "Page Web"],
    ),
  ).toEqual([
    ...[null, "givenName", null, "familyName", "organisation", null, "street.work"],
    ...["postalCode.work", "country.home", "phone.work", "phone.fax", "phone.mobile"],
    ...["email", "site"],
  ]);
  expect(
    guess("Code client", "Raison sociale", "Civilité", "Adresse 1", "Adresse 2", "N° SIRET"),
  ).toEqual([null, "organisation", null, "street", "more", null]);
});

test("a column whose header says nothing is known by what stands in it", () => {
  const samples = [
    ["ida@x.test", "06 12 34 56 78", "https://ida.bandcamp.com", "www.ida.test", "bleu"],
    ["", "+33 6 00 00 00 00", "", "", "vert"],
  ];
  expect(guessMapping(["", "A", "B", "C", "D"], samples)).toEqual([
    ...["email", "phone", "streaming", "site", null],
  ]);
});

test("a row becomes a client: names joined, several of a kind in order, each with its label", () => {
  const { values } = read(
    ["givenName", "familyName", "label", "email", "email.work", "phone.mobile", "tags", "isVip"],
    [
      "Ida",
      "Roux",
      "* Home",
      "ida@x.test",
      "i@w.test; r@w.test",
      "0612345678",
      "* Jazz ::: Cordes",
      "oui",
    ],
  );
  expect(values).toMatchObject({
    kind: "person",
    name: "Ida Roux",
    emails: [
      { label: "home", value: "ida@x.test" },
      { label: "work", value: "i@w.test" },
      { label: "work", value: "r@w.test" },
    ],
    phones: [{ label: "mobile", value: "0612345678" }],
    tags: ["Jazz", "Cordes"],
    isVip: true,
  });
});

test("parts of an address stand together, and a part that comes again begins the next", () => {
  const { values } = read(
    ["name", "street", "more", "city", "street", "city", "city.work"],
    ["Ida", "8 quai", "Bât. B", "Nantes", "1 rue", "Brest", "Lyon"],
  );
  expect(values?.addresses).toMatchObject([
    { label: null, street: "8 quai\nBât. B", city: "Nantes" },
    { label: null, street: "1 rue", city: "Brest" },
    { label: "work", city: "Lyon" },
  ]);
});

test("whoever has no name but an organisation is a company, whoever has neither is an error", () => {
  expect(read(["name", "organisation"], ["", "Ponant"]).values).toMatchObject({
    kind: "company",
    name: "Ponant",
    organisation: null,
  });
  expect(read(["name", "email"], ["", "a@b.test"]).problems).toEqual([
    { field: "name", code: "noName" },
  ]);
});

test("what does not fit is told by its field, and all of it", () => {
  const { values, problems } = read(
    ["name", "email", "depositPercent", "language", "alias"],
    ["Ida", "ida@", "120", "breton", "x".repeat(121)],
  );
  expect(values).toBeNull();
  expect(problems).toEqual(
    expect.arrayContaining([
      { field: "email", code: "email" },
      { field: "depositPercent", code: "number" },
      { field: "language", code: "language" },
      { field: "alias", code: "tooLong" },
    ]),
  );
});

test("fields of the studio's own take what their kind allows", () => {
  const of = (kind: CustomField["kind"]): CustomField => ({
    ...{ id: kind, name: kind, kind, choices: ["Forfait", "À l’heure"] },
  });
  const customs = (["text", "number", "day", "yes_no", "choice"] as const).map(of);
  const mapping: Mapping = ["name", ...customs.map(({ id }) => `custom.${id}` as const)];
  expect(
    read(mapping, ["Ida", "a", "1 200,5", "21/11/2026", "non", "a l heure"], customs),
  ).toMatchObject({
    values: {
      custom: { text: "a", number: 1200.5, day: "2026-11-21", yes_no: false, choice: "À l’heure" },
    },
  });
  expect(
    read(mapping, ["Ida", "", "deux", "31/02/2026", "bof", "autre"], customs).problems,
  ).toEqual([
    { field: "custom.number", code: "number" },
    { field: "custom.day", code: "day" },
    { field: "custom.yes_no", code: "yesNo" },
    { field: "custom.choice", code: "choice" },
  ]);
});
