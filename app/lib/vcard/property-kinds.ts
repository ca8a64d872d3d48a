const text = ["FN", "N", "NICKNAME", "GENDER", "ADR", "TEL", "EMAIL", "TZ", "TITLE", "ROLE", "ORG"];
const moreText = ["CATEGORIES", "NOTE", "PRODID", "CLIENTPIDMAP", "KIND", "XML", "BIRTHPLACE"];
const ofExtensions = ["DEATHPLACE", "EXPERTISE", "HOBBY", "INTEREST", "GRAMGENDER", "PRONOUNS"];
const ofOlderVersions = ["LABEL", "MAILER", "AGENT", "SORT-STRING", "CLASS", "NAME", "PROFILE"];
const uri = ["SOURCE", "PHOTO", "LOGO", "SOUND", "KEY", "IMPP", "GEO", "MEMBER", "RELATED", "UID"];
const moreUri = ["URL", "FBURL", "CALADRURI", "CALURI", "ORG-DIRECTORY", "CONTACT-URI"];

/** Value types that properties have where no VALUE says another (RFC 6350, 6474, 6715, 8605, 9554). */
const defaultTypes = new Map<string, string>([
  ...[...text, ...moreText, ...ofExtensions, ...ofOlderVersions].map(
    (name) => [name, "text"] as const,
  ),
  ...[...uri, ...moreUri, "SOCIALPROFILE"].map((name) => [name, "uri"] as const),
  ["BDAY", "date-and-or-time"],
  ["ANNIVERSARY", "date-and-or-time"],
  ["DEATHDATE", "date-and-or-time"],
  ["REV", "timestamp"],
  ["CREATED", "timestamp"],
  ["LANG", "language-tag"],
  ["LANGUAGE", "language-tag"],
]);

export function defaultType(name: string): string {
  return defaultTypes.get(name) ?? "unknown";
}

const olderTypes: Record<string, string> = {
  url: "uri",
  cid: "uri",
  "content-id": "uri",
  vcard: "text",
  "phone-number": "text",
  "date-or-datetime": "date-and-or-time",
};

/** The type that VALUE says, in the words of 4.0; the property's own where it says nothing. */
export function valueType(name: string, given: string | undefined): string {
  if (!given || given === "inline" || given === "binary") return defaultType(name);
  return olderTypes[given] ?? given;
}

/**
 * How the value falls into parts: at how many semicolons at most, and whether commas part a component.
 * In ORG a comma is the company's own (RFC 6350, 6.6.4), and the address of CLIENTPIDMAP may hold any.
 */
const structures = new Map<string, { semicolons: number; commas: boolean }>([
  ["N", { semicolons: Infinity, commas: true }],
  ["ADR", { semicolons: Infinity, commas: true }],
  ["ORG", { semicolons: Infinity, commas: false }],
  ["GENDER", { semicolons: 1, commas: false }],
  ["CLIENTPIDMAP", { semicolons: 1, commas: false }],
  ["NICKNAME", { semicolons: 0, commas: true }],
  ["CATEGORIES", { semicolons: 0, commas: true }],
]);

/** The parts of a property's text; one value where it has none. */
export function structureOf(name: string, type: string): { semicolons: number; commas: boolean } {
  return (type === "text" ? structures.get(name) : undefined) ?? { semicolons: 0, commas: false };
}

/** Letters, digits and hyphens by RFC 6350; writers have put underscores and slashes into theirs. */
export function isName(name: string): boolean {
  return /^[\w/-]+$/.test(name);
}

/** What stands before the dot of `item1.TEL`; where there are several dots, the last parts it from the name. */
export function isGroup(group: string): boolean {
  return /^[\w-]+(\.[\w-]+)*$/.test(group);
}

/** The one type that 4.0 has for dates of this property, where it has one: older versions name several. */
export function ownTimeType(name: string): "date-and-or-time" | "timestamp" | undefined {
  const type = defaultTypes.get(name);
  return type === "date-and-or-time" || type === "timestamp" ? type : undefined;
}
