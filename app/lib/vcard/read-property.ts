import type { Parameter, Property, Version } from "./card.ts";
import { decodeDeclared, decodeText } from "./charset.ts";
import type { ContentLine } from "./content-lines.ts";
import { isPictureData, readData } from "./data-address.ts";
import { type Header, listOf, readHeader } from "./header.ts";
import type { Note } from "./problem.ts";
import { isName, valueType } from "./property-kinds.ts";
import { upgraded } from "./upgrade.ts";
import { decodeQuotedPrintable } from "./quoted-printable.ts";
import { readValues, withoutControls } from "./values.ts";

/** What a content line says of itself, and what it is read with. */
export type Reading = { version: Version; wasText: boolean; note: Note };

/** The property of a content line in the model of 4.0; undefined where it is none. */
export function readProperty(line: ContentLine, reading: Reading): Property | undefined {
  const { note, version } = reading;
  let { header: start, value } = line.parts(false);
  if (value === undefined) {
    note("missingColon", decodeText(start, undefined, note));
    return undefined;
  }
  const header = readHeader(
    clean(decodeText(start, undefined, note), note),
    version === "4.0",
    note,
  );
  if (!isName(header.name)) {
    note("invalidName", header.name);
    return undefined;
  }
  const said = sortOut(header, note);
  const type = valueType(header.name, said.value);
  if (version === "2.1" && (type === "text" || type === "unknown")) value = line.parts(true).value;
  const property = readValue({ header, said, type, value: value ?? new Uint8Array() }, reading);
  return upgraded({
    ...(header.group === undefined ? {} : { group: header.group }),
    name: header.name,
    ...property,
  });
}

type Said = {
  parameters: Parameter[];
  value?: string;
  encoding?: string;
  charset?: string;
};

/** Parameters that say how the value is written are taken out; what stands bare is given its name. */
function sortOut(header: Header, note: Note): Said {
  const said: Said = { parameters: [] };
  const types: string[] = [];
  for (const given of header.bare) {
    const value = customType(given);
    const sign = value.toUpperCase();
    if (/^(QUOTED-PRINTABLE|BASE64|7BIT|8BIT|B|Q)$/.test(sign)) said.encoding ??= sign;
    else if (/^(INLINE|URL|CID|CONTENT-ID)$/.test(sign)) said.value ??= sign.toLowerCase();
    else types.push(...listOf(value));
  }
  if (types.length > 0) said.parameters.push(["TYPE", types]);
  for (const [name, values] of header.parameters) {
    const value = values[0] ?? "";
    if (name === "ENCODING") said.encoding ??= value.toUpperCase();
    else if (name === "CHARSET") said.charset ??= value;
    else if (name !== "VALUE") said.parameters.push([name, values]);
    else if (said.value === undefined && isName(value)) said.value = value.toLowerCase();
    else note("invalidParameter", `VALUE=${value}`);
  }
  return said;
}

/** A type in words of one's own, as Android writes it: X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=89). */
function customType(given: string): string {
  const found = /^X-CUSTOM\(CHARSET=([^,]*),ENCODING=QUOTED-PRINTABLE,(.*)\)$/i.exec(given);
  if (!found) return given;
  const bytes = decodeQuotedPrintable(new TextEncoder().encode(found[2]), ignored);
  return withoutControls(decodeDeclared(bytes, found[1], ignored)).replaceAll("\n", " ");
}

function ignored() {}

type Given = { header: Header; said: Said; type: string; value: Uint8Array };
type ReadValue = Pick<Property, "parameters" | "type" | "values">;

function readValue({ header, said, type, value }: Given, reading: Reading): ReadValue {
  const { note, version, wasText } = reading;
  const { encoding, charset } = said;
  const parameters = said.parameters;
  const isPicture =
    version !== "4.0" && !encoding && !said.value && isPictureData(header.name, value);
  if (encoding === "B" || encoding === "BASE64" || isPicture) {
    const data = readData(header.name, parameters, value);
    if (data) return data;
    note("invalidBase64");
    const text = clean(textOf(value), note);
    if (addressPattern.test(text)) return { parameters, ...readValues(header.name, "uri", text) };
    parameters.push(["ENCODING", ["b"]]);
    return { parameters, ...readValues(header.name, "text", text, false) };
  }
  if (encoding && !/^(QUOTED-PRINTABLE|Q|7BIT|8BIT|NONE)$/.test(encoding)) {
    note("unknownEncoding", encoding);
    parameters.push(["ENCODING", [encoding]]);
  }
  const escaped = encoding === "QUOTED-PRINTABLE" || encoding === "Q";
  const text = escaped
    ? decodeDeclared(decodeQuotedPrintable(value, note), charset, note)
    : textOf(value);
  const raw = clean(text.replace(/\r\n|\r/g, "\n"), note);
  const read = older(header.name, said.value, type, raw, version);
  const typed = readValues(header.name, read.type, read.raw, version !== "2.1");
  if (typed.invalid) note("invalidDate", raw);
  return { parameters, type: typed.type, values: typed.values };

  function textOf(bytes: Uint8Array): string {
    return decodeText(bytes, wasText ? undefined : charset, note);
  }
}

const addressPattern = /^\s*[a-z][a-z\d+.-]*\\?:/i;

/** What older versions write in another way, as 4.0 writes it. */
function older(
  name: string,
  given: string | undefined,
  type: string,
  raw: string,
  version: Version,
): { type: string; raw: string } {
  const place = name === "GEO" ? /^\s*(-?[\d.]+)\s*\\?;\s*(-?[\d.]+)\s*$/.exec(raw) : null;
  if (place) return { type: "uri", raw: `geo:${place[1]},${place[2]}` };
  if (version === "4.0" || given !== undefined) return { type, raw };
  if (name === "TZ" && /^[+-]\d\d:?\d\d$/.test(raw.trim())) return { type: "utc-offset", raw };
  // An identifier, a key or the sound of a name may be plain text there.
  const isAddress = name === "URL" || addressPattern.test(raw) || raw.trim() === "";
  return { type: type === "uri" && !isAddress ? "text" : type, raw };
}

function clean(text: string, note: Note): string {
  const kept = withoutControls(text);
  if (kept.length < text.length) note("controlCharacters");
  return kept;
}
