import { isListed, unescapeText } from "./values.ts";

/** A card of RFC 6350. What was read from 2.1 and 3.0 is in the same model; `version` says what it was read from. */
export type Card = { version: Version; properties: Property[] };

export type Version = "2.1" | "3.0" | "4.0";

export type Property = {
  /** As written: `item1` of `item1.TEL`. */
  group?: string;
  /** In capitals. */
  name: string;
  /** In their order, each as often as it stood there. VALUE is not among them: it is the `type`. */
  parameters: Parameter[];
  /** `text`, `uri`, `date-and-or-time`… `unknown` is a property that no RFC here names: its value is as it stood. */
  type: string;
  /**
   * Components, each a list of values. What is not structured has one component, what is not a list one
   * value: `[["Doe"], ["Jane", "Ann"], [""]]` for N, `[["Jo", "Jojo"]]` for NICKNAME, `[["Jane Doe"]]` for FN.
   */
  values: string[][];
};

/** The name in capitals. */
export type Parameter = [name: string, values: string[]];

/** The properties of a name, the preferred ones first. */
export function propertiesOf(card: Card, name: string): Property[] {
  const sought = name.toUpperCase();
  return card.properties
    .filter((property) => property.name === sought)
    .sort((a, b) => preferenceOf(a) - preferenceOf(b));
}

/** The texts of all properties of a name, the preferred ones first; each value of a list by itself. */
export function valuesOf(card: Card, name: string): string[] {
  return propertiesOf(card, name).flatMap((property) =>
    isListed(property.name) ? property.values.flat() : [textOfProperty(property)],
  );
}

/** The text of the preferred property of that name. */
export function textOf(card: Card, name: string): string | undefined {
  const [first] = propertiesOf(card, name);
  return first && textOfProperty(first);
}

/** As people read it: escapes undone, values of a list after commas, components after semicolons. */
export function textOfProperty(property: Property): string {
  const text = property.values.map((component) => component.join(",")).join(";");
  return property.type === "unknown" ? unescapeText(text) : text;
}

/** HOME, work,voice … in small letters, each once. */
export function typesOf(property: Property): string[] {
  const types = parameterValues(property, "TYPE").flatMap((value) =>
    value.toLowerCase().split(","),
  );
  return [...new Set(types.map((type) => type.trim()).filter((type) => type !== ""))];
}

/** The values of all parameters of a name. */
export function parameterValues(property: Property, name: string): string[] {
  const sought = name.toUpperCase();
  return property.parameters.flatMap(([key, values]) => (key === sought ? values : []));
}

/** 1 is the first choice, 100 the last; what has none comes after. */
export function preferenceOf(property: Property): number {
  const given = Number(parameterValues(property, "PREF")[0] || Number.NaN);
  return given >= 0 && given <= 100 ? given : 101;
}

/** What the person called it: the X-ABLabel of its group, `_$!<Home>!$_` as Home. */
export function labelOf(card: Card, property: Property): string | undefined {
  if (property.group === undefined) return undefined;
  const group = property.group.toLowerCase();
  const label = card.properties.find(
    (other) => other.name === "X-ABLABEL" && other.group?.toLowerCase() === group,
  );
  if (!label) return undefined;
  const text = textOfProperty(label).trim();
  return /^_\$!<(.*)>!\$_$/s.exec(text)?.[1] ?? text;
}
