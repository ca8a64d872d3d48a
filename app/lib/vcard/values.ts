import { asBasic, isTimed } from "./dates.ts";
import { ownTimeType, structureOf } from "./property-kinds.ts";

export type TypedValues = { type: string; values: string[][]; invalid?: boolean };

/** Whether commas part the property into values of one rank. */
export function isListed(name: string): boolean {
  const { semicolons, commas } = structureOf(name, "text");
  return commas && semicolons === 0;
}

export function isStructured(name: string, type: string): boolean {
  return structureOf(name, type).semicolons > 0;
}

/**
 * The values of a line's text. A date that is none stays as text. `commas`: whether the version knows lists
 * within components (2.1 does not).
 */
export function readValues(name: string, type: string, raw: string, commas = true): TypedValues {
  if (type === "unknown") return { type, values: [[raw.replaceAll("\n", "\\n")]] };
  if (type === "text") return { type, values: readText(name, raw, commas) };
  return typedValue(name, type, type === "uri" ? unescapeUri(raw) : raw);
}

/** A single value that is no text: normalised, or text where it is not of that type. */
export function typedValue(name: string, type: string, text: string): TypedValues {
  const value = text.replaceAll("\n", "").trim();
  if (type === "boolean") return { type, values: [[value.toUpperCase()]] };
  if (!isTimed(type)) return { type, values: [[value]] };
  const given = type === "utc-offset" ? type : (ownTimeType(name) ?? type);
  const basic =
    asBasic(given, value) ?? (type === "time" ? asBasic(given, `T${value}`) : undefined);
  if (basic !== undefined) return { type: given, values: [[basic]] };
  if (value === "") return { type: given, values: [[""]] };
  const date = given === "timestamp" ? asBasic("date", value) : undefined;
  if (date !== undefined) return { type: "date", values: [[date]] };
  return { type: "text", values: [[unescapeText(value)]], invalid: true };
}

/** Components of another source, in the parts that this property can have. */
export function fitted(name: string, components: readonly string[][]): string[][] {
  const { semicolons, commas } = structureOf(name, "text");
  const parts = commas ? [...components] : components.map((list) => [list.join(",")]);
  if (parts.length <= semicolons + 1) return parts;
  const rest = parts.slice(semicolons).map((list) => list.join(","));
  return [...parts.slice(0, semicolons), [rest.join(";")]];
}

/** The value as it stands behind the colon, before it is folded. */
export function writeValues(name: string, type: string, values: readonly string[][]): string {
  if (type === "unknown") return oneLine(values.map((list) => list.join(",")).join(";"));
  if (type !== "text") return oneLine(escapeUri(values[0]?.[0] ?? "", type));
  const structured = isStructured(name, type);
  return values.map((list) => list.map((text) => escapeText(text, structured)).join(",")).join(";");
}

/** Wrong escapes stay as they are: a lone backslash is more often meant than not. */
export function unescapeText(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\([nN\\,;:])/g, (_, sign: string) =>
    sign === "n" || sign === "N" ? "\n" : sign,
  );
}

/** A semicolon needs its backslash between components only (RFC 6350, 3.4), and elsewhere some readers keep it. */
function escapeText(text: string, structured: boolean): string {
  const signs = structured ? /[\\,;]/g : /[\\,]/g;
  return withoutControls(text.replace(signs, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, "\\n"));
}

/** What no value may hold (RFC 6350, 3.3): control characters, besides the tab and the line feed. */
export function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "").toWellFormed();
}

function readText(name: string, raw: string, commas: boolean): string[][] {
  const structure = structureOf(name, "text");
  const lists = structure.commas && (commas || structure.semicolons === 0);
  return splitUnescaped(raw, ";", structure.semicolons).map((component) =>
    splitUnescaped(component, ",", lists ? Infinity : 0).map(unescapeText),
  );
}

/** Parted at signs that no backslash guards, at most so many times. */
function splitUnescaped(text: string, sign: string, most: number): string[] {
  if (most === 0 || !text.includes(sign)) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length && parts.length < most; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === sign) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** Addresses need no escapes, and yet many writers put them there (`http\://`). */
function unescapeUri(text: string): string {
  return text.includes("\\") ? text.replace(/\\([\\,;:])/g, "$1") : text;
}

function escapeUri(value: string, type: string): string {
  return type === "uri" && value.includes("\\") ? value.replaceAll("\\", "\\\\") : value;
}

function oneLine(text: string): string {
  return withoutControls(text.replace(/\r\n|\r|\n/g, ""));
}
