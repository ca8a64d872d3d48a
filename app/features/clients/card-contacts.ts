import { z } from "zod";
import {
  type Card,
  labelOf,
  parameterValues,
  preferenceOf,
  type Property,
  textOfProperty,
  typesOf,
} from "#app/lib/vcard/card.ts";
import type { AddressLine, ContactLine } from "./client.ts";

/** The lists of a client that stand in a vCard as a property each. */
export type CardLists = {
  emails: ContactLine[];
  phones: ContactLine[];
  sites: ContactLine[];
  streaming: ContactLine[];
  addresses: AddressLine[];
};
export type CardList = keyof CardLists;
export type CardLine = ContactLine | AddressLine;

const LINKS = ["URL", "SOCIALPROFILE", "X-SOCIALPROFILE", "IMPP"];

/** In which properties a list stands. */
export const namesOfList = {
  emails: ["EMAIL"],
  phones: ["TEL"],
  sites: LINKS,
  streaming: LINKS,
  addresses: ["ADR"],
} as const satisfies Record<CardList, readonly string[]>;

/** As many of a kind as a client has; further ones stay in the card. */
const MOST = 20;

/** What a list has in a card: the properties in their order, each with the line that it says. */
export function linesOfCard(card: Card, list: CardList): [Property, CardLine][] {
  const names: readonly string[] = namesOfList[list];
  return card.properties
    .filter(({ name }) => names.includes(name))
    .sort((a, b) => preferenceOf(a) - preferenceOf(b))
    .flatMap((property): [Property, CardLine][] => {
      const line = list === "addresses" ? addressIn(property) : contactIn(list, property);
      return line ? [[property, { ...line, label: labelIn(card, property) }]] : [];
    })
    .slice(0, MOST);
}

const services =
  /(^|[/.@])(open\.spotify|spotify|soundcloud|bandcamp|deezer|(itunes|music)\.apple|music\.youtube|tidal|qobuz)\.com([/:?#]|$)/i;

/** Whether an address is one at which music is listened to. */
export function isStreaming(address: string): boolean {
  return services.test(address.replace(/^[a-z]+:(\/\/)?/i, ""));
}

function contactIn(list: CardList, property: Property): { value: string } | undefined {
  const text = textOfProperty(property).trim();
  if (list === "emails") {
    const value = text.replace(/^mailto:/i, "");
    return EMAIL.safeParse(value).success ? { value } : undefined;
  }
  if (list === "phones") return short(text.replace(/^tel:/i, "").trim(), 60);
  const isPage = property.name === "URL" || /^https?:/i.test(text);
  const [said] = parameterValues(property, "X-KIND");
  const isOfMusic = said ? said === "streaming" : isStreaming(text);
  if (property.name === "IMPP" && !isOfMusic) return undefined;
  return isOfMusic === (list === "streaming") && (isPage || isOfMusic)
    ? short(text, 500)
    : undefined;
}

const EMAIL = z.email().max(254);

function short(value: string, longest: number) {
  return value !== "" && value.length <= longest ? { value } : undefined;
}

/** RFC 6350, 6.3.1: post office box, extension, street, city, region, postal code, country. */
function addressIn({ values }: Property): Omit<AddressLine, "label"> | undefined {
  const part = (n: number) => (values[n] ?? []).filter(Boolean).join(", ");
  const cut = (text: string, longest: number) => text.trim().slice(0, longest).trim() || null;
  const address = {
    street: cut([part(0), part(1), part(2)].filter(Boolean).join("\n"), 300),
    postalCode: cut(part(5), 20),
    city: cut(part(3), 80),
    region: cut(part(4), 80),
    country: cut(part(6), 80),
  };
  return Object.values(address).some(Boolean) ? address : undefined;
}

const types: Record<string, string> = {
  fax: "fax",
  cell: "mobile",
  mobile: "mobile",
  work: "work",
  home: "home",
};
const labels: Record<string, string> = { ...types, homefax: "fax", workfax: "fax" };

function labelIn(card: Card, property: Property): string | null {
  const label = labelOf(card, property)?.slice(0, 40).trim();
  if (label) return labels[label.toLowerCase()] ?? label;
  const stated = typesOf(property);
  const known = Object.keys(types).find((type) => stated.includes(type));
  return (known && types[known]) ?? null;
}

/** A new property for a line, without its label. */
export function propertyOf(list: CardList, line: CardLine): Property {
  if ("value" in line) {
    const { value } = line;
    if (list === "emails")
      return { name: "EMAIL", parameters: [], type: "text", values: [[value]] };
    if (list === "phones") return { name: "TEL", parameters: [], type: "text", values: [[value]] };
    const isOfMusic = list === "streaming";
    const said = isOfMusic === isStreaming(value) ? [] : [isOfMusic ? "streaming" : "site"];
    const parameters: Property["parameters"] = said.length > 0 ? [["X-KIND", said]] : [];
    return { name: "URL", parameters, type: "uri", values: [[value]] };
  }
  const { street, city, region, postalCode, country } = line;
  const parts = [null, null, street, city, region, postalCode, country];
  const values = parts.map((text) => [text ?? ""]);
  return { name: "ADR", parameters: [], type: "text", values };
}

const words: Record<string, string> = { work: "work", home: "home", mobile: "cell", fax: "fax" };

/** The property with another label, and the property in its group that says it where no type can. */
export function labelled(property: Property, label: string | null, group: string): Property[] {
  const parameters = property.parameters.flatMap(([key, values]): Property["parameters"] => {
    if (key !== "TYPE") return [[key, values]];
    const others = values.filter((type) => !types[type.toLowerCase()]);
    return others.length > 0 ? [[key, others]] : [];
  });
  const word = label === null ? undefined : words[label];
  if (label === null || word) {
    return [{ ...property, parameters: word ? [...parameters, ["TYPE", [word]]] : parameters }];
  }
  const ofGroup = property.group ?? group;
  return [
    { ...property, group: ofGroup, parameters },
    { group: ofGroup, name: "X-ABLABEL", parameters: [], type: "text", values: [[label]] },
  ];
}
