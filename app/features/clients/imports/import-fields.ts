import { isStreaming } from "../card-contacts.ts";
import type { CustomField } from "../custom-fields.ts";

/** What a column of a table may fill once. */
export const singleFields = [
  "name",
  "givenName",
  "familyName",
  "alias",
  "organisation",
  "jobTitle",
  "kind",
  "isVip",
  "language",
  "depositPercent",
] as const;

/** What several columns may fill together. */
export const wordFields = ["tags", "genres", "instruments", "notes"] as const;

/** Contacts, with their label behind the dot. */
export const contactFields = [
  "email",
  "email.work",
  "email.home",
  "email.billing",
  "phone",
  "phone.mobile",
  "phone.work",
  "phone.home",
  "phone.fax",
  "site",
  "streaming",
] as const;

/** Each begins another address where the one before has that part already; `more` is a further line. */
export const addressParts = ["street", "more", "postalCode", "city", "region", "country"] as const;
const addressLabels = ["", ".work", ".home", ".billing"] as const;
export const addressFields = addressLabels.flatMap((label) =>
  addressParts.map((part) => `${part}${label}` as const),
);

/** `label` names the contact or the address of the next column; `custom.<id>` is a field of the studio's own. */
export type ImportField =
  | (typeof singleFields)[number]
  | (typeof wordFields)[number]
  | (typeof contactFields)[number]
  | (typeof addressFields)[number]
  | "label"
  | `custom.${string}`;

/** By column; null: it is left out. */
export type Mapping = (ImportField | null)[];

const fixed: readonly string[] = [
  ...singleFields,
  ...wordFields,
  ...contactFields,
  ...addressFields,
  "label",
];

export function isImportField(text: string, customs: readonly CustomField[]): text is ImportField {
  return fixed.includes(text) || customs.some(({ id }) => text === `custom.${id}`);
}

/** In small letters, without accents; whatever is no letter or digit is a blank. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * What the columns of a file seem to be: by their header, as it is written by hand, by Google, Outlook, Apple
 * and programs of accountants, in French and in English; by what stands in them where the header says nothing.
 */
export function guessMapping(
  columns: readonly string[],
  samples: readonly (readonly string[])[],
  customs: readonly CustomField[] = [],
): Mapping {
  const headers = columns.map(folded);
  const guessed = headers.map((header, n): ImportField | null => {
    const own = customs.find(({ name }) => header !== "" && folded(name) === header);
    if (own) return `custom.${own.id}`;
    const byHeader = fieldOfHeader(header);
    if (byHeader !== undefined) return byHeader;
    return fieldOfContent(samples.map((cells) => cells[n] ?? ""));
  });
  // Beside a first name, a name is the family's.
  if (guessed.includes("givenName") && !guessed.includes("familyName")) {
    const at = headers.findIndex(
      (header, n) => guessed[n] === "name" && /^(nom|name)$/.test(header),
    );
    if (at >= 0) guessed[at] = "familyName";
  }
  const single: readonly string[] = singleFields;
  return guessed.map((field, n) =>
    field && single.includes(field) && guessed.indexOf(field) < n ? null : field,
  );
}

const places = [
  [/\b(business|work|bureau|professionnelle?|pro|travail|societe)\b/, ".work"],
  [/\b(home|domicile|personnelle?|perso|privee?|private)\b/, ".home"],
  [/\b(billing|facturation|facture)\b/, ".billing"],
] as const;

type Placed = "email" | "phone" | "postalCode" | "city" | "country" | "region" | "street" | "more";

/** The first that fits; `placed` ones take a label from the header. Null: known, and nothing of a client's. */
const rules: readonly (readonly [RegExp, ImportField | null, "placed"?])[] = [
  [
    /^(e mail|email|phone|address|website|telephone|adresse|site|ecoute en ligne|streaming) \d+ (label|type|libelle)$/,
    "label",
  ],
  [/\b(phonetic|yomi|photo|birthday|anniversaire|naissance|event|relation|custom field)\b/, null],
  [/\b(siret|siren|naf|ape|tva|vat|iban|bic|rib|solde|balance|code client|id|file as)\b/, null],
  [/\b(display name|nom complet de l adresse|e mail type|type de messagerie|middle)\b/, null],
  [
    /\b(deuxieme prenom|suffix|suffixe|prefix|civilite|formatted|po box|service|department)\b/,
    null,
  ],
  [
    /\b(group membership|tags?|etiquettes?|labels|categor(y|ies?)|groupes?|groups?|mots cles)\b/,
    "tags",
  ],
  [/\b(e ?mails?|courriels?|mails?|messagerie|adresse electronique)\b/, "email", "placed"],
  [/\b(fax|telecopie|telecopieur)\b/, "phone.fax"],
  [/\b(mobile|portable|cell|cellulaire|gsm)\b/, "phone.mobile"],
  [/\b(phones?|telephones?|tels?|tph|numero)\b/, "phone", "placed"],
  [
    /\b(spotify|soundcloud|bandcamp|deezer|youtube music|apple music|streaming|ecoute)\b/,
    "streaming",
  ],
  [/\b(sites?|web|website|url|internet|page web)\b/, "site"],
  [/\b(postal|postale?|postcode|zip|cp|npa)\b/, "postalCode", "placed"],
  [/\b(city|ville|commune|localite|town)\b/, "city", "placed"],
  [/\b(country|pays)\b/, "country", "placed"],
  [/\b(state|region|province|departement|dep|canton)\b/, "region", "placed"],
  [/\b(complement|extended address|ligne [2-9]|line [2-9])\b/, "more", "placed"],
  [/^(adresse|address|rue|street)( de facturation| facturation)? [2-9]$/, "more", "placed"],
  [/\b(street [23])\b/, "more", "placed"],
  [/\b(street|rue|voie|adresse|address)\b/, "street", "placed"],
  [/\b(first name|given name|prenoms?|forename)\b(?!.*\bnom\b)/, "givenName"],
  [/\b(last name|family name|surname|nom de famille|nom patronymique|nom d usage)\b/, "familyName"],
  [/\b(nick ?name|surnom|nom de scene|stage name|alias|pseudo|nom d artiste)\b/, "alias"],
  [/\b(job title|organi[sz]ation (\d )?title|fonction|profession|poste|metier|role)\b/, "jobTitle"],
  [
    /\b(organi[sz]ations?|company|societe|entreprise|raison sociale|intitule|structure|employeur)\b/,
    "organisation",
  ],
  [/^(title|titre)$/, null],
  [/\b(genres?|styles?)\b/, "genres"],
  [/\b(instruments?|pupitre)\b/, "instruments"],
  [/\b(langues?|languages?)\b/, "language"],
  [/\b(acompte|deposit)\b/, "depositPercent"],
  [/\bvip\b/, "isVip"],
  [/\b(notes?|comments?|commentaires?|remarques?|observations?|memo|infos?)\b/, "notes"],
  [/^(type|kind|nature|type de client|customer type|type client)$/, "kind"],
  [/\b(noms?|name|client|customer|contact|artistes?|artist)\b/, "name"],
];

function fieldOfHeader(header: string): ImportField | null | undefined {
  const rule = rules.find(([pattern]) => pattern.test(header));
  if (!rule) return undefined;
  const [, field, placed] = rule;
  if (!placed) return field;
  const label = places.find(([pattern]) => pattern.test(header))?.[1] ?? "";
  return `${field as Placed}${label}` as ImportField;
}

function fieldOfContent(cells: readonly string[]): ImportField | null {
  const given = cells.map((cell) => cell.trim()).filter(Boolean);
  const all = (isIt: (cell: string) => boolean) => given.length > 0 && given.every(isIt);
  if (all((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell))) return "email";
  if (all(isStreaming)) return "streaming";
  if (all((cell) => /^(https?:\/\/|www\.)/i.test(cell))) return "site";
  if (all((cell) => /^(\+|0)[\d\s().\-/]{7,}$/.test(cell))) return "phone";
  return null;
}

const fieldWords = [
  ...[...singleFields, ...wordFields, ...addressParts],
  ...(["email", "phone", "site", "streaming", "label"] as const),
] as const;

/** Whether a field, without what stands behind its dot, has words of its own. */
export function isFieldWord(name: string): name is (typeof fieldWords)[number] {
  return fieldWords.some((it) => it === name);
}

/** One of these at least gives a client a name. */
export const namingFields = ["name", "givenName", "familyName", "alias", "organisation"] as const;
