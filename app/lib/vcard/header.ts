import type { Parameter } from "./card.ts";
import type { Note } from "./problem.ts";
import { isName } from "./property-kinds.ts";

/** What stands before the colon. */
export type Header = { group?: string; name: string; parameters: Parameter[]; bare: string[] };

/**
 * Of `item1.TEL;TYPE=work,"voice";PREF` the group, the name and the parameters; `bare` are those of 2.1 that
 * are values without a name. `encoded`: whether ^n, ^' and ^^ stand for what a parameter cannot hold (RFC 6868).
 */
export function readHeader(text: string, encoded: boolean, note: Note): Header {
  const quoted = text.split('"').length % 2 === 1;
  if (!quoted) note("unclosedQuote", text);
  const [first = "", ...rest] = splitOutsideQuotes(quoted ? text : text.replaceAll('"', ""), ";");
  const dot = first.lastIndexOf(".");
  const group = first.slice(0, Math.max(0, dot)).trim();
  const header: Header = {
    ...(group === "" ? {} : { group }),
    name: first
      .slice(dot + 1)
      .trim()
      .toUpperCase(),
    parameters: [],
    bare: [],
  };
  for (const part of rest) readParameter(part, header, encoded, note);
  return header;
}

function readParameter(part: string, header: Header, encoded: boolean, note: Note) {
  const custom = /^\s*X-CUSTOM\(/i.test(part);
  const equals = custom ? -1 : part.indexOf("=");
  const name = part.slice(0, Math.max(0, equals)).trim().toUpperCase();
  if (equals < 0 || name === "") {
    const value = unquoted(part.slice(equals + 1));
    const types = custom ? [value] : listOf(value);
    for (const type of types) if (type !== "") header.bare.push(type);
    return;
  }
  if (!isName(name)) return note("invalidParameter", part);
  // A list in quotes is one value by the letter of RFC 6350, and yet its own examples mean several.
  const isList = name === "TYPE" || name === "SORT-AS";
  const values = splitOutsideQuotes(part.slice(equals + 1), ",")
    .map(unquoted)
    .map((value) => (encoded ? decodeCarets(value) : value))
    .flatMap((value) => (isList ? listOf(value) : [value]))
    .map((value) => (name === "LABEL" ? decodeLabel(value) : value));
  header.parameters.push([name, values]);
}

/** A comma parts, also where somebody escaped it. */
export function listOf(text: string): string[] {
  return text.split(",").map((item) => item.replace(/[\\\s]+$/, "").trim());
}

/** The parameter as it is written: in carets what it cannot hold, in quotes where it must be. */
export function writeParameter([name, values]: Parameter): string {
  const written = values.map((value) => {
    const text = (name === "LABEL" ? value.replaceAll("\\", "\\\\") : value)
      .replaceAll("^", "^^")
      .replace(/\r\n|\r|\n/g, "^n")
      .replaceAll('"', "^'");
    return /[:;,]|^\s|\s$/.test(text) ? `"${text}"` : text;
  });
  return `;${name}=${written.join(",")}`;
}

function splitOutsideQuotes(text: string, sign: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let inQuotes = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') inQuotes = !inQuotes;
    else if (text[at] === sign && !inQuotes) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return trimmed.includes('"') ? trimmed.replaceAll('"', "") : trimmed;
}

function decodeCarets(text: string): string {
  return text.replace(/\^([n^'])/g, (_, sign: string) =>
    sign === "n" ? "\n" : sign === "'" ? '"' : "^",
  );
}

/** The label of an address has lines, which RFC 6350 (6.3.1) writes as \n. */
function decodeLabel(text: string): string {
  return text.replace(/\\([nN\\,;])/g, (_, sign: string) => (/n/i.test(sign) ? "\n" : sign));
}
