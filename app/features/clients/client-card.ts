import {
  type Card,
  parameterValues,
  propertiesOf,
  type Property,
  textOf,
  textOfProperty,
  valuesOf,
} from "#app/lib/vcard/card.ts";
import { fromJCard, type JCard, toJCard } from "#app/lib/vcard/jcard.ts";
import { type CardList, type CardLists, linesOfCard } from "./card-contacts.ts";
import { groupsCleared, withLines } from "./card-lines.ts";
import type { ClientValues } from "./client.ts";
import type { LinkRole } from "./links.ts";

/** Whom a card names beside its own client: by their UID, and on which side of the link they stand. */
export type CardLink = { uid: string; role: LinkRole; side: "member" | "company" };

export type CardClient = Omit<ClientValues, "isVip" | "depositPercent" | "custom">;
export type ReadCard = {
  values: CardClient;
  cardUid: string | null;
  links: CardLink[];
  /** The whole of it: what has no place in the values is given back from it. */
  card: JCard;
};

export type CardedClient = CardClient & {
  id: string;
  card: readonly unknown[] | null;
  cardUid: string | null;
};

/** A client as a vCard says it. The name is empty where the card has none at all. */
export function clientOfCard(card: Card): ReadCard {
  const { kind, name, organisation } = nameIn(card);
  const [family, given] = propertiesOf(card, "N")[0]?.values ?? [];
  const values: CardClient = {
    kind,
    name,
    givenName: cut(given?.join(" "), 120),
    familyName: cut(family?.join(" "), 120),
    alias: cut(valuesOf(card, "NICKNAME").find(isWord), 120),
    organisation,
    jobTitle: cut(textOf(card, "TITLE"), 120) ?? cut(textOf(card, "ROLE"), 120),
    ...listsIn(card),
    tags: wordsIn(card, "CATEGORIES"),
    genres: wordsIn(card, "X-GENRE"),
    instruments: wordsIn(card, "X-INSTRUMENT"),
    language: languageIn(card),
    notes: cut(propertiesOf(card, "NOTE").map(textOfProperty).filter(isWord).join("\n\n"), 4_000),
  };
  return {
    values,
    cardUid: cut(textOf(card, "UID"), 500),
    links: linksIn(card),
    card: toJCard(card),
  };
}

/**
 * The card of a client. What stood in the one that they came with and still is so is given back as it stood,
 * with its group, parameters and place; so is all that has no place in the client. `links` are the client's;
 * of those that the card names, whoever is not in `known` is a stranger to the studio and stays too.
 */
export function cardOfClient(
  client: CardedClient,
  links: readonly CardLink[] = [],
  known: ReadonlySet<string> = new Set(),
): Card {
  const original = (client.card && fromJCard(client.card).card) ?? undefined;
  let card: Card = { version: "4.0", properties: [...(original?.properties ?? [])] };
  const was = clientOfCard(card).values;
  const put = (name: string, next: string | null, more: Partial<Property> = {}) =>
    (card = withText(card, name, next, more));

  if (client.name !== was.name || !cut(textOf(card, "FN"), 200)) put("FN", client.name);
  if (client.givenName !== was.givenName || client.familyName !== was.familyName) {
    const [, , ...rest] = propertiesOf(card, "N")[0]?.values ?? [[], [], [""], [""], [""]];
    const values = [[client.familyName ?? ""], [client.givenName ?? ""], ...rest];
    put("N", values.flat().some(Boolean) ? "" : null, { values });
  }
  if (client.alias !== was.alias) {
    const [, ...others] = propertiesOf(card, "NICKNAME")[0]?.values.flat() ?? [];
    put("NICKNAME", client.alias, { values: [[client.alias ?? "", ...others]] });
  }
  card = withOrganisation(card, client, was.organisation, original === undefined);
  if (client.jobTitle !== was.jobTitle) {
    const name = textOf(card, "TITLE") || !textOf(card, "ROLE") ? "TITLE" : "ROLE";
    put(name, client.jobTitle);
    if (client.jobTitle === null) put("ROLE", null);
  }
  for (const list of LISTS) card = withLines(card, list, client[list]);
  for (const [name, list] of WORDS) card = withWords(card, name, client[list], was[list]);
  if (client.language !== was.language) {
    card = without(card, (it) => it.name === "LANG" && languageOf(it) !== undefined);
    if (client.language) card.properties.push(make("LANG", client.language, "language-tag"));
  }
  if (client.notes !== was.notes) {
    const [first] = propertiesOf(card, "NOTE");
    card = without(card, (it) => it.name === "NOTE" && it !== first);
    put("NOTE", client.notes);
  }
  card = withLinks(card, client, links, known);
  if (!textOf(card, "UID")) put("UID", client.cardUid ?? `urn:uuid:${client.id}`, { type: "uri" });
  card = groupsCleared(card);
  if (nameIn(card).kind !== client.kind) {
    const kind = client.kind === "company" ? "org" : "individual";
    card = without(card, ({ name }) => name === "X-ABSHOWAS" || name === SERVER_KIND);
    card = withText(card, "KIND", kind, {});
  }
  return card;
}

const LISTS = ["emails", "phones", "sites", "streaming", "addresses"] as const satisfies CardList[];
const WORDS = [
  ["CATEGORIES", "tags"],
  ["X-GENRE", "genres"],
  ["X-INSTRUMENT", "instruments"],
] as const;

function listsIn(card: Card): CardLists {
  const lines = (list: CardList) => linesOfCard(card, list).map(([, line]) => line);
  return Object.fromEntries(LISTS.map((list) => [list, lines(list)])) as CardLists;
}

const SERVER_KIND = "X-ADDRESSBOOKSERVER-KIND";

/** What the client is and is called. A company is often named as an organisation alone. */
function nameIn(card: Card): Pick<CardClient, "kind" | "name" | "organisation"> {
  const [family, given] = propertiesOf(card, "N")[0]?.values ?? [];
  const spoken = [given, family].map((part) => part?.join(" ").trim()).filter(Boolean);
  const written = cut(textOf(card, "FN"), 200) ?? cut(spoken.join(" "), 200);
  const organisation = cut(propertiesOf(card, "ORG")[0]?.values[0]?.join(","), 200);
  const said = (textOf(card, "KIND") ?? textOf(card, SERVER_KIND))?.trim().toLowerCase();
  const shown = textOf(card, "X-ABSHOWAS")?.trim().toLowerCase();
  const isCompany = said
    ? said === "org" || said === "group"
    : shown === "company" || (!written && organisation !== null);
  const nickname = cut(valuesOf(card, "NICKNAME").find(isWord), 200);
  const name = written ?? organisation ?? nickname ?? cut(textOf(card, "EMAIL"), 200) ?? "";
  return {
    kind: isCompany ? "company" : "person",
    name,
    organisation: isCompany && organisation === name ? null : organisation,
  };
}

function withOrganisation(card: Card, client: CardedClient, was: string | null, isNew: boolean) {
  const [present] = propertiesOf(card, "ORG");
  const departments = present?.values.slice(1) ?? [];
  const to = (name: string | null) =>
    withText(card, "ORG", name, { values: [[name ?? ""], ...departments] });
  const isOfItself = client.kind === "company" && client.organisation === null;
  if (!isOfItself)
    return client.organisation === was && !renamed() ? card : to(client.organisation);
  if (present ? cut(present.values[0]?.join(","), 200) === client.name : !isNew) return card;
  return to(client.name);

  // The card said it once for both.
  function renamed() {
    return cut(present?.values[0]?.join(","), 200) !== client.organisation;
  }
}

function languageIn(card: Card): "fr" | "en" | null {
  return propertiesOf(card, "LANG").map(languageOf).find(Boolean) ?? null;
}

function languageOf(property: Property) {
  const tag = textOfProperty(property).trim().toLowerCase();
  return (["fr", "en"] as const).find((language) => tag.split(/[-_]/)[0] === language);
}

function wordsIn(card: Card, name: string): string[] {
  const all = valuesOf(card, name).map((word) => word.trim().slice(0, 60).trim());
  return [...new Set(all.filter(isWord))].slice(0, 50);
}

function withWords(card: Card, name: string, next: readonly string[], was: readonly string[]) {
  if (JSON.stringify(next) === JSON.stringify(was)) return card;
  if (name === "CATEGORIES") {
    const [first] = propertiesOf(card, name);
    const alone = without(card, (it) => it.name === name && it !== first);
    return withText(alone, name, next.length > 0 ? "" : null, { values: [[...next]] });
  }
  const cleared = without(card, (it) => it.name === name);
  cleared.properties.push(...next.map((word) => make(name, word, "text")));
  return cleared;
}

const ROLES = ["member", "artist", "employee", "manager", "agent", "other"] as const;

function linksIn(card: Card): CardLink[] {
  const links = card.properties.flatMap((property) => linkIn(property) ?? []);
  return [...new Map(links.map((link) => [JSON.stringify(link), link])).values()];
}

/** Of RELATED only what is a link between clients; friends and spouses stay in the card. */
function linkIn(property: Property): CardLink | undefined {
  const uid = textOfProperty(property).trim();
  if (property.name === "MEMBER") return uid ? { uid, role: "member", side: "member" } : undefined;
  if (property.name !== "RELATED" || uid === "") return undefined;
  const types = parameterValues(property, "TYPE").map((type) => type.toLowerCase());
  for (const role of ROLES) {
    if (types.includes(`x-${role}-of`)) return { uid, role, side: "company" };
    if (types.includes(`x-${role}`) || (role === "agent" && types.includes(role))) {
      return { uid, role, side: "member" };
    }
  }
  return undefined;
}

function withLinks(
  card: Card,
  client: CardedClient,
  links: readonly CardLink[],
  known: ReadonlySet<string>,
): Card {
  const wanted = new Map(links.map((link) => [JSON.stringify(link), link]));
  const kept = without(card, (property) => {
    const link = linkIn(property);
    if (!link) return false;
    return !wanted.delete(JSON.stringify(link)) && known.has(link.uid);
  });
  const isGroup = textOf(kept, "KIND")?.toLowerCase() === "group";
  const mayBeGroup = client.card === null && client.kind === "company";
  const left = [...wanted.values()];
  const becomesGroup =
    mayBeGroup &&
    left.length > 0 &&
    left.every(({ role, side }) => role === "member" && side === "member");
  if (becomesGroup) kept.properties.push(make("KIND", "group", "text"));
  for (const { uid, role, side } of left) {
    const isMember = role === "member" && side === "member" && (isGroup || becomesGroup);
    const type = side === "company" ? `x-${role}-of` : role === "agent" ? role : `x-${role}`;
    kept.properties.push({
      ...make(isMember ? "MEMBER" : "RELATED", uid, "uri"),
      ...(!isMember && { parameters: [["TYPE", [type]] as [string, string[]]] }),
    });
  }
  return kept;
}

function make(name: string, value: string, type: string): Property {
  return { name, parameters: [], type, values: [[value]] };
}

function without(card: Card, isGone: (property: Property) => boolean): Card {
  return { ...card, properties: card.properties.filter((property) => !isGone(property)) };
}

/** Changes the preferred property of that name, takes all of them out (null), or adds one. */
function withText(card: Card, name: string, next: string | null, more: Partial<Property>): Card {
  if (next === null) return without(card, (it) => it.name === name);
  const [present] = propertiesOf(card, name);
  const values = more.values ?? [[next]];
  const properties = present
    ? card.properties.map((it) =>
        it === present ? { ...it, type: more.type ?? "text", values } : it,
      )
    : [...card.properties, { ...make(name, next, more.type ?? "text"), values }];
  return { ...card, properties };
}

function isWord(text: string): boolean {
  return text.trim() !== "";
}

/** Trimmed, and no longer than it may be. */
function cut(text: string | undefined, longest: number): string | null {
  return text?.trim().slice(0, longest).trim() || null;
}
