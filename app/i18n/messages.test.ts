import { expect, test } from "vitest";
import { en } from "./en/index.ts";
import { fr } from "./fr/index.ts";

// What each language counts with (Unicode CLDR); Intl knows the same rules when the words are chosen.
const pluralForms = {
  fr: new Intl.PluralRules("fr").resolvedOptions().pluralCategories,
  en: new Intl.PluralRules("en").resolvedOptions().pluralCategories,
};
const catalogues = { fr: flatten(fr), en: flatten(en) };
const plural = /_(zero|one|two|few|many|other)$/;

test("French and English have the same messages", () => {
  expect(stems(catalogues.en)).toEqual(stems(catalogues.fr));
});

test("no message is empty", () => {
  for (const messages of Object.values(catalogues)) {
    expect([...messages].filter(([, text]) => text.trim() === "")).toEqual([]);
  }
});

test("a message speaks of the same values in both languages", () => {
  expect(valuesByStem(catalogues.en)).toEqual(valuesByStem(catalogues.fr));
});

test.each(["fr", "en"] as const)("every count in %s has all its plural forms", (language) => {
  const keys = [...catalogues[language].keys()].filter((key) => plural.test(key));
  const counted = [...new Set(keys.map((key) => key.replace(plural, "")))];
  const wanted = counted.flatMap((stem) => pluralForms[language].map((form) => `${stem}_${form}`));
  expect(keys.toSorted()).toEqual(wanted.toSorted());
});

function stems(messages: Map<string, string>) {
  return [...new Set([...messages.keys()].map((key) => key.replace(plural, "")))].toSorted();
}

// A plural form may leave its number out ("one room"): the forms of a message are read together.
function valuesByStem(messages: Map<string, string>) {
  const values = new Map<string, Set<string>>();
  for (const [key, text] of messages) {
    const stem = key.replace(plural, "");
    const known = values.get(stem) ?? new Set();
    for (const [, name = ""] of text.matchAll(/\{\{\s*(\w+)/g)) known.add(name);
    values.set(stem, known);
  }
  return values;
}

function flatten(messages: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]: [string, unknown]): [string, string][] => {
      if (typeof value === "string") return [[path + key, value]];
      return typeof value === "object" && value ? [...flatten(value, `${path}${key}.`)] : [];
    }),
  );
}
