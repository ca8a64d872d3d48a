import type { Card, Property, Version } from "./card.ts";
import { typesOf, parameterValues } from "./card.ts";
import { type ContentLine, latin } from "./content-lines.ts";
import { type Note, type ProblemCode, shortened } from "./problem.ts";
import { readProperty } from "./read-property.ts";

/** A problem before it is known to which card it belongs. */
export type LineProblem = { line: number; code: ProblemCode; detail?: string };

/** The card of its lines, without BEGIN and END; `at` is the line on which it began. */
export function readCard(
  lines: readonly ContentLine[],
  at: number,
  wasText: boolean,
): { card: Card; problems: LineProblem[] } {
  const problems: LineProblem[] = [];
  const noteAt = (line: number): Note => noting(problems, line);
  const version = versionOf(lines, at, noteAt);
  const properties = lines.flatMap((line): Property[] => {
    const note = noteAt(line.number);
    const property = readProperty(line, { version, wasText, note });
    if (!property || property.name === "VERSION") return [];
    if (property.name === "BEGIN" || property.name === "END") {
      note("nestedObject", `${property.name}:${property.values.flat().join()}`);
      return [];
    }
    return [withAgent(property, line.card)];
  });
  return {
    card: { version, properties: version === "4.0" ? properties : withLabels(properties) },
    problems,
  };
}

/** A card within AGENT is its text, as 3.0 has it. A BEGIN by itself would open one, and is none. */
function withAgent(property: Property, card: string | undefined): Property {
  const text = card ?? property.values[0]?.[0] ?? "";
  const isEmpty = property.name === "AGENT" && /^\s*BEGIN\s*:\s*VCARD\s*$/i.test(text);
  if (card === undefined && !isEmpty) return property;
  return { ...property, type: "text", values: [[isEmpty ? "" : text]] };
}

/** Notes what is wrong with a line, each once. */
function noting(problems: LineProblem[], line: number): Note {
  const told = new Set<ProblemCode>();
  return (code, detail) => {
    if (told.has(code)) return;
    told.add(code);
    problems.push({ line, code, ...(detail === undefined ? {} : { detail: shortened(detail) }) });
  };
}

function versionOf(
  lines: readonly ContentLine[],
  at: number,
  noteAt: (line: number) => Note,
): Version {
  const found = lines.find((line) => /^\s*VERSION\s*[;:]/i.test(line.start));
  if (!found) {
    noteAt(at)("missingVersion");
    return guess(lines);
  }
  const { value = new Uint8Array() } = found.parts(false);
  const text = latin(value.subarray(0, 100)).trim();
  const version = known[text];
  if (version) return version;
  noteAt(found.number)("unknownVersion", text);
  if (/^([4-9]|[1-9]\d)/.test(text)) return "4.0";
  return text.startsWith("3") ? "3.0" : guess(lines);
}

const known: Record<string, Version> = {
  "2.1": "2.1",
  "3.0": "3.0",
  "4.0": "4.0",
  "2": "2.1",
  "3": "3.0",
  "4": "4.0",
};

/** By what only 2.1 has: quoted-printable. */
function guess(lines: readonly ContentLine[]): Version {
  return lines.some((line) => line.isQuotedPrintable) ? "2.1" : "3.0";
}

/** A LABEL of older versions is a parameter of its address, where one with the same types has none. */
function withLabels(properties: Property[]): Property[] {
  const addresses = new Map<string, Property[]>();
  for (const property of properties.toReversed()) {
    if (property.name !== "ADR" || parameterValues(property, "LABEL").length > 0) continue;
    for (const key of [kindOf(property), kindOf(property, property.group)]) {
      const known = addresses.get(key);
      if (known) known.push(property);
      else addresses.set(key, [property]);
    }
  }
  if (addresses.size === 0) return properties;
  const labels = new Map<Property, string>();
  const kept = properties.filter((label) => {
    if (label.name !== "LABEL") return true;
    if (label.parameters.some(([name]) => name !== "TYPE" && name !== "PREF")) return true;
    const fitting = addresses.get(kindOf(label, label.group)) ?? [];
    let address = fitting.pop();
    while (address && labels.has(address)) address = fitting.pop();
    if (address) labels.set(address, label.values[0]?.[0] ?? "");
    return !address;
  });
  return kept.map((property) => {
    const label = labels.get(property);
    if (label === undefined) return property;
    return { ...property, parameters: [...property.parameters, ["LABEL", [label]]] };
  });
}

function kindOf(property: Property, group = ""): string {
  const types = typesOf(property).sort();
  return JSON.stringify([group, types, parameterValues(property, "PREF")]);
}
