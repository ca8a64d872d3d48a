import type { Card, Property } from "#app/lib/vcard/card.ts";
import {
  type CardLine,
  type CardList,
  labelled,
  linesOfCard,
  propertyOf,
} from "./card-contacts.ts";

/** The card with a list as it is now: what it says already stays as it stands there. */
export function withLines(card: Card, list: CardList, lines: readonly CardLine[]): Card {
  const had = linesOfCard(card, list);
  const left = [...had];
  const take = (isIt: (line: CardLine) => boolean) => {
    const at = left.findIndex(([, line]) => isIt(line));
    return at < 0 ? undefined : left.splice(at, 1)[0]?.[0];
  };
  const same = lines.map((line) =>
    take((other) => JSON.stringify(keyOf(other)) === JSON.stringify(keyOf(line))),
  );
  const sources = lines.map((line, n) => {
    if (same[n]) return { kept: same[n] };
    const relabelled = take((other) => JSON.stringify(bare(other)) === JSON.stringify(bare(line)));
    return { changed: relabelled };
  });

  const replaced = new Map<Property, Property[]>(left.map(([property]) => [property, []]));
  const added: Property[] = [];
  const order: Property[] = [];
  const groups = freeGroups(card);
  lines.forEach((line, n) => {
    const { kept, changed } = sources[n] ?? {};
    if (kept) return order.push(kept);
    const bareOne = changed ? withoutLabel(card, changed, replaced) : propertyOf(list, line);
    const made = labelled(bareOne, line.label, groups());
    order.push(...made.slice(0, 1));
    if (changed) replaced.set(changed, made);
    else added.push(...made);
  });
  const properties = [...card.properties.flatMap((it) => replaced.get(it) ?? [it]), ...added];
  return inOrder({ ...card, properties }, list, order);
}

/** Without the labels, and other notes of Apple's, that stand in a group with nothing else any more. */
export function groupsCleared(card: Card): Card {
  const isNote = ({ name }: Property) => name === "X-ABLABEL" || name === "X-ABADR";
  const groups = new Set(
    card.properties.filter((it) => !isNote(it)).map(({ group }) => group?.toLowerCase()),
  );
  return {
    ...card,
    properties: card.properties.filter(
      (it) => !isNote(it) || it.group === undefined || groups.has(it.group.toLowerCase()),
    ),
  };
}

/** Says by PREF in which order the list is read, where the card's own would be another. */
function inOrder(card: Card, list: CardList, order: readonly Property[]): Card {
  const read = linesOfCard(card, list).map(([property]) => property);
  if (read.length === order.length && read.every((property, n) => property === order[n]))
    return card;
  const properties = card.properties.map((property) => {
    const at = order.indexOf(property);
    if (at < 0) return property;
    const others = property.parameters.filter(([key]) => key !== "PREF");
    return {
      ...property,
      parameters: [...others, ["PREF", [String(at + 1)]] as [string, string[]]],
    };
  });
  return { ...card, properties };
}

function withoutLabel(card: Card, property: Property, replaced: Map<Property, Property[]>) {
  const group = property.group?.toLowerCase();
  for (const other of card.properties) {
    const isLabel = other.name === "X-ABLABEL" && other.group?.toLowerCase() === group;
    if (group !== undefined && isLabel) replaced.set(other, []);
  }
  return property;
}

function freeGroups(card: Card) {
  const taken = new Set(card.properties.map(({ group }) => group?.toLowerCase()));
  let n = 0;
  return () => {
    do n += 1;
    while (taken.has(`item${n}`));
    return `item${n}`;
  };
}

function bare(line: CardLine) {
  const others = Object.entries(line).filter(([name]) => name !== "label");
  return others.sort(([a], [b]) => (a < b ? -1 : 1));
}

function keyOf(line: CardLine) {
  return [line.label, bare(line)];
}
