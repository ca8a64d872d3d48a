import type { Card, Parameter, Property } from "./card.ts";
import { listOf } from "./header.ts";
import { readData } from "./data-address.ts";
import { asExtended, isTimed } from "./dates.ts";
import type { Problem, ProblemCode } from "./problem.ts";
import { upgraded } from "./upgrade.ts";
import { defaultType, isGroup, isName, valueType } from "./property-kinds.ts";
import {
  fitted,
  isListed,
  isStructured,
  readValues,
  typedValue,
  withoutControls,
} from "./values.ts";

export type JCard = ["vcard", JProperty[]];
export type JProperty = [
  name: string,
  parameters: Record<string, string | string[]>,
  type: string,
  ...values: JValue[],
];
export type JValue = string | number | boolean | (string | string[])[];

/** The card as jCard (RFC 7095). */
export function toJCard(card: Card): JCard {
  const properties = card.properties.filter(({ name }) => name !== "VERSION").map(toJProperty);
  return ["vcard", [["version", {}, "text", "4.0"], ...properties]];
}

/** A card of foreign JSON: one jCard. Never throws; what is no property is left out and told. */
export function fromJCard(json: unknown): { card: Card | null; problems: Problem[] } {
  const problems: Problem[] = [];
  if (!Array.isArray(json) || lower(json[0]) !== "vcard" || !Array.isArray(json[1])) {
    return { card: null, problems: [{ line: 0, card: null, code: "notACard" }] };
  }
  const properties = json[1].flatMap((given: unknown, index): Property[] => {
    const note = (code: ProblemCode, detail = String(index)) =>
      problems.push({ line: 0, card: 0, code, detail });
    const property = fromJProperty(given, note);
    return property && property.name !== "VERSION" ? [property] : [];
  });
  return { card: { version: "4.0", properties }, problems };
}

/** The cards of foreign JSON that is a jCard, or a list of them. */
export function fromJCards(json: unknown): { cards: Card[]; problems: Problem[] } {
  const isList =
    Array.isArray(json) && json.some((one) => Array.isArray(one) && lower(one[0]) === "vcard");
  const cards: Card[] = [];
  const problems = (isList ? (json as unknown[]) : [json]).flatMap((one) => {
    const read = fromJCard(one);
    const card = read.card ? cards.push(read.card) - 1 : null;
    return read.problems.map((problem) => ({ ...problem, card }));
  });
  return { cards, problems };
}

function toJProperty({ group, name, parameters, type, values }: Property): JProperty {
  const stated: Record<string, string | string[]> = {};
  for (const [key, given] of mergedParameters(parameters)) {
    const name = key === "GROUP" && group !== undefined ? "x-group" : key.toLowerCase();
    stated[name] = given.length === 1 ? (given[0] ?? "") : given;
  }
  if (group !== undefined) stated["group"] = group;
  return [name.toLowerCase(), stated, type, ...toJValues(name, type, values)];
}

/** Parameters of a name as one, at the place of the first: JSON knows each once. */
export function mergedParameters(parameters: readonly Parameter[]): Parameter[] {
  const merged = new Map<string, string[]>();
  for (const [key, values] of parameters) {
    const known = merged.get(key) ?? [];
    merged.set(key, known);
    for (const value of values) known.push(value);
  }
  return [...merged].filter(([, values]) => values.length > 0);
}

function toJValues(name: string, type: string, values: readonly string[][]): JValue[] {
  const [first = [""]] = values;
  if (isStructured(name, type)) {
    const components = values.map((list) => (list.length === 1 ? (list[0] ?? "") : list));
    const [only] = components;
    return components.length === 1 && typeof only === "string" ? [only] : [components];
  }
  if (type === "text" && isListed(name)) return first;
  const [value = ""] = first;
  if (isTimed(type)) return [asExtended(type, value)];
  if (type === "boolean" && /^(true|false)$/i.test(value)) return [value.toLowerCase() === "true"];
  if (type === "integer" || type === "float") {
    return String(Number(value)) === value && Number.isFinite(Number(value))
      ? [Number(value)]
      : [value];
  }
  return [value];
}

type JNote = (code: ProblemCode, detail?: string) => void;

function fromJProperty(given: unknown, note: JNote): Property | undefined {
  if (!Array.isArray(given) || given.length < 4) return invalid();
  const [written, parameters, kind, ...values] = given as unknown[];
  if (typeof written !== "string" || typeof kind !== "string") return invalid();
  // Some put the group into the name.
  const dot = written.lastIndexOf(".");
  const group = written.slice(0, Math.max(0, dot));
  const key = written.slice(dot + 1);
  if (!isName(key) || (dot >= 0 && !isGroup(group))) return invalid();
  if (!isRecord(parameters) || !isName(kind)) return invalid();
  const name = key.toUpperCase();
  if (name === "BEGIN" || name === "END") return invalid();
  const read = { ...(dot < 0 ? {} : { group }), ...fromJParameters(parameters, note) };
  const texts = values.map((value) => fromJValue(value));
  if (texts.some((text) => text === undefined)) note("invalidValue", key);
  const known = texts.filter((text) => text !== undefined);
  return upgraded({ ...read, name, ...valuesOfKind(name, kind.toLowerCase(), read.parameters) });

  function valuesOfKind(
    name: string,
    kind: string,
    stated: Parameter[],
  ): Pick<Property, "type" | "values"> & { parameters?: Parameter[] } {
    const [first] = known;
    // What 3.0 had: data without an address, a place as two numbers.
    if (kind === "binary" && typeof first === "string") {
      const others = stated.filter(([key]) => key !== "ENCODING");
      const data = readData(name, others, new TextEncoder().encode(first));
      if (data) return data;
    }
    if (name === "GEO" && kind === "float" && typeof first === "object") {
      return { type: "uri", values: [[`geo:${first.flat().join()}`]] };
    }
    return typed(name, valueType(name, kind), known, note);
  }

  function invalid() {
    note("invalidProperty");
    return undefined;
  }
}

function fromJParameters(
  given: Record<string, unknown>,
  note: JNote,
): Pick<Property, "group" | "parameters"> {
  const read: Pick<Property, "group" | "parameters"> = { parameters: [] };
  for (const [key, value] of Object.entries(given)) {
    const values = (Array.isArray(value) ? value : [value]).map(scalar);
    const known = values.filter((text) => text !== undefined).map((text) => withoutControls(text));
    if (known.length < values.length || !isName(key)) note("invalidParameter", key);
    if (known.length === 0 || !isName(key)) continue;
    const name = key.toUpperCase();
    if (name === "GROUP" && isGroup(known[0] ?? "")) read.group = known[0] ?? "";
    else if (name === "TYPE" || name === "SORT-AS") {
      read.parameters.push([name, known.flatMap(listOf)]);
    } else if (name !== "VALUE") read.parameters.push([name, known]);
  }
  return read;
}

type Text = string | string[][];

/** A value as text, or its components where it is structured. */
function fromJValue(value: unknown): Text | undefined {
  if (!Array.isArray(value)) return scalar(value);
  const components = value.map((component: unknown) => {
    const list = (Array.isArray(component) ? component : [component]).map(scalar);
    return list.some((text) => text === undefined)
      ? undefined
      : list.filter((text) => text !== undefined);
  });
  if (components.length === 0 || components.some((list) => list === undefined)) return undefined;
  return components
    .filter((list) => list !== undefined)
    .map((list) => (list.length > 0 ? list : [""]));
}

function typed(
  name: string,
  kind: string,
  values: Text[],
  note: JNote,
): Pick<Property, "type" | "values"> {
  const [first = ""] = values;
  // `unknown` is a value as vCard has it (RFC 7095, 5.1): of what is known here, it is read as there.
  if (kind === "unknown") {
    const raw = flat(first, ";");
    const own = defaultType(name);
    return pick(readValues(name, own, clean(raw)), note, raw);
  }
  if (isStructured(name, kind)) {
    const components = typeof first === "string" ? [[first]] : first;
    return {
      type: kind,
      values: fitted(
        name,
        components.map((list) => list.map(clean)),
      ),
    };
  }
  if (kind === "text" && isListed(name)) {
    const list = values.flatMap((value) => (typeof value === "string" ? [value] : value.flat()));
    return { type: kind, values: [(list.length > 0 ? list : [""]).map(clean)] };
  }
  const text = clean(values.map((value) => flat(value, ";")).join(","));
  if (values.length > 1) note("invalidValue", name);
  if (kind === "text") return { type: kind, values: [[text]] };
  return pick(typedValue(name, kind, text), note, text);
}

function pick(
  { invalid, type, values }: ReturnType<typeof typedValue>,
  note: JNote,
  text: string,
): Pick<Property, "type" | "values"> {
  if (invalid) note("invalidDate", text);
  return { type, values };
}

function flat(text: Text, sign: string): string {
  return typeof text === "string" ? text : text.map((list) => list.join(",")).join(sign);
}

function clean(text: string): string {
  return withoutControls(text.replace(/\r\n|\r/g, "\n"));
}

function scalar(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function lower(value: unknown): string | undefined {
  return typeof value === "string" ? value.toLowerCase() : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
