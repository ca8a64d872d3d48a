import { z } from "zod";
import { type ClientKind, clientSchema, type ClientValues } from "../client.ts";
import type { CustomField } from "../custom-fields.ts";
import { folded, type ImportField, type Mapping, type wordFields } from "./import-fields.ts";

/** What the person wishes of all rows. */
export const importOptionsSchema = z.object({
  /** Of rows that say nothing of it. */
  kind: z.enum(["person", "company"]).default("person"),
  /** Links whoever names an organisation to the company of that name, and adds it where there is none. */
  linkCompanies: z.boolean().default(false),
  hasHeader: z.boolean().default(true),
});
export type ImportOptions = z.output<typeof importOptionsSchema>;

export const problemCodes = [
  "noName",
  "email",
  "tooLong",
  "tooMany",
  "number",
  "day",
  "choice",
  "language",
  "yesNo",
  "invalid",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** `field`: as in the mapping, null of the row as a whole. */
export type RowProblem = { field: string | null; code: ProblemCode };

export type RowReading = { values: ClientValues | null; problems: RowProblem[] };

/** A row of a table as a client. Pure: the same row gives the same. */
export function readRow(
  cells: readonly string[],
  mapping: Mapping,
  options: ImportOptions,
  customs: readonly CustomField[],
): RowReading {
  const row = new Row(customs);
  mapping.forEach((field, n) => {
    if (field) row.take(field, (cells[n] ?? "").trim());
  });
  return readValues(row.input(options.kind), row.problems);
}

/** Whatever fits the schema of a client, or what does not. */
export function readValues(input: unknown, before: RowProblem[] = []): RowReading {
  const problems = [...before];
  const parsed = clientSchema.safeParse(input);
  for (const issue of parsed.error?.issues ?? []) {
    const problem = { field: fieldOf(issue.path), code: codeOf(issue) };
    if (!problems.some((it) => it.field === problem.field && it.code === problem.code)) {
      problems.push(problem);
    }
  }
  return { values: problems.length === 0 && parsed.success ? parsed.data : null, problems };
}

type Line = { label: string | null; value: string };
type Address = Record<string, string | null>;
type Words = Record<(typeof wordFields)[number], string[]>;
type Lines = Record<"email" | "phone" | "site" | "streaming", Line[]>;

function isKeyOf<T extends object>(record: T, name: string): name is keyof T & string {
  return Object.hasOwn(record, name);
}

class Row {
  readonly problems: RowProblem[] = [];
  readonly #customs: readonly CustomField[];
  readonly #single: Record<string, string> = {};
  readonly #words = { tags: [], genres: [], instruments: [], notes: [] } as Words;
  readonly #lines = { email: [], phone: [], site: [], streaming: [] } as Lines;
  readonly #addresses: { label: string; parts: Address }[] = [];
  readonly #custom: Record<string, string | number | boolean> = {};
  #label: string | null = null;

  constructor(customs: readonly CustomField[]) {
    this.#customs = customs;
  }

  take(field: ImportField, text: string): void {
    if (field === "label") {
      this.#label = labelOf(text);
      return;
    }
    const [name = "", ...behind] = field.split(".");
    const label = behind.join(".");
    if (name === "custom") this.#takeCustom(label, text);
    else if (isKeyOf(this.#words, name)) {
      if (text) this.#words[name].push(...(name === "notes" ? [text] : wordsIn(text)));
    } else if (isKeyOf(this.#lines, name)) this.#takeLines(name, label, text);
    else if (["street", "more", "postalCode", "city", "region", "country"].includes(name)) {
      this.#takeAddress(name, label, text);
    } else this.#single[name] = text;
  }

  #takeLines(kind: keyof Lines, label: string, text: string): void {
    const given = label || this.#label;
    this.#label = null;
    const signs = kind === "email" ? /\s*(?::::|[;,\n])\s*/ : /\s*(?::::|[;\n])\s*/;
    for (const value of text.split(signs).filter(Boolean)) {
      this.#lines[kind].push({ label: given, value });
    }
  }

  // Columns of one address stand together: a part that is there already begins the next.
  #takeAddress(part: string, label: string, text: string): void {
    const name = part === "more" ? "street" : part;
    const last = this.#addresses.findLast((it) => it.label === label);
    const isNext = !last || (part !== "more" && name in last.parts);
    const address = isNext ? { label, parts: { label: this.#label } as Address } : last;
    if (isNext) {
      this.#addresses.push(address);
      this.#label = null;
    }
    const before = address.parts[name];
    address.parts[name] = part === "more" && before ? `${before}\n${text}`.trim() : text;
  }

  #takeCustom(id: string, text: string): void {
    const field = this.#customs.find((it) => it.id === id);
    if (!field || text === "") return;
    const value = customValue(field, text);
    if (value === undefined) {
      const code = ({ number: "number", day: "day", yes_no: "yesNo" } as const)[
        field.kind as "day"
      ];
      this.problems.push({ field: `custom.${id}`, code: code ?? "choice" });
    } else this.#custom[id] = value;
  }

  input(defaultKind: ClientKind) {
    const { givenName = "", familyName = "", alias = "", organisation = "" } = this.#single;
    const spoken = this.#single.name || [givenName, familyName].filter(Boolean).join(" ") || alias;
    const name = spoken || organisation;
    const kind = kindOf(this.#single.kind ?? "") ?? (spoken ? defaultKind : "company");
    const { language, depositPercent, isVip } = this.#single;
    return {
      ...{ kind, name, givenName, familyName, alias, jobTitle: this.#single.jobTitle },
      organisation: kind === "company" && organisation === name ? null : organisation,
      emails: this.#lines.email,
      phones: this.#lines.phone,
      sites: this.#lines.site,
      streaming: this.#lines.streaming,
      addresses: this.#addresses.map(({ label, parts }) => ({
        ...parts,
        label: label || parts.label,
      })),
      ...{ tags: this.#words.tags, genres: this.#words.genres },
      instruments: this.#words.instruments,
      notes: this.#words.notes.join("\n"),
      custom: this.#custom,
      language: this.#said("language", language, languageOf, "language") ?? null,
      depositPercent: this.#said("depositPercent", depositPercent, numberOf, "number") ?? null,
      isVip: this.#said("isVip", isVip, yesNoOf, "yesNo") ?? false,
    };
  }

  #said<T>(
    field: string,
    text: string | undefined,
    read: (text: string) => T | undefined,
    code: ProblemCode,
  ): T | undefined {
    if (!text) return undefined;
    const value = read(text);
    if (value === undefined) this.problems.push({ field, code });
    return value;
  }
}

/** Google parts groups by ":::" and marks its own with an asterisk. */
function wordsIn(text: string): string[] {
  return text
    .split(/:::|[,;\n]/)
    .map((word) => word.trim().replace(/^\* ?/, ""))
    .filter((word) => word !== "" && word !== "myContacts");
}

const labelWords: Record<string, string> = {
  ...{ work: "work", travail: "work", bureau: "work", professionnel: "work", business: "work" },
  ...{ home: "home", domicile: "home", personnel: "home", "home fax": "fax", "work fax": "fax" },
  ...{ mobile: "mobile", portable: "mobile", cell: "mobile", fax: "fax", facturation: "billing" },
  ...{ billing: "billing", management: "management" },
};

function labelOf(text: string): string | null {
  const bare = text.replace(/^\* ?/, "").trim();
  return labelWords[folded(bare)] ?? (bare.slice(0, 40) || null);
}

function kindOf(text: string): ClientKind | undefined {
  const word = folded(text);
  if (
    /^(societe|company|entreprise|organisation|organization|label|pro|professionnel|association|business|groupe|group|b2b)$/.test(
      word,
    )
  )
    return "company";
  if (/^(personne|person|particulier|individu|individual|artiste|artist|contact|b2c)$/.test(word)) {
    return "person";
  }
  return undefined;
}

function languageOf(text: string): "fr" | "en" | undefined {
  const word = folded(text);
  if (/^(fr|fra|fre|francais|french)( |$)/.test(word)) return "fr";
  return /^(en|eng|anglais|english)( |$)/.test(word) ? "en" : undefined;
}

function yesNoOf(text: string): boolean | undefined {
  const word = folded(text) || text.trim();
  if (/^(oui|yes|o|y|vrai|true|1|x|vip|✓|✔)$/.test(word)) return true;
  return /^(non|no|n|faux|false|0|-)$/.test(word) ? false : undefined;
}

function numberOf(text: string): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f%€]/g, "").replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : undefined;
}

/** 2026-11-21, or the day first: 21/11/2026. */
function dayOf(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const european = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : (european?.slice(1).toReversed() ?? []);
  if (!year || !month || !day) return undefined;
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return z.iso.date().safeParse(written).data;
}

function customValue({ kind, choices }: CustomField, text: string) {
  if (kind === "number") return numberOf(text);
  if (kind === "day") return dayOf(text);
  if (kind === "yes_no") return yesNoOf(text);
  if (kind === "choice") return choices.find((choice) => folded(choice) === folded(text));
  return text;
}

const fieldOfList: Record<string, string> = {
  ...{ emails: "email", phones: "phone", sites: "site", streaming: "streaming" },
};

function fieldOf(path: readonly PropertyKey[]): string | null {
  const [first, , part] = path;
  if (first === "addresses") return typeof part === "string" && part !== "label" ? part : "street";
  return first === undefined ? null : (fieldOfList[String(first)] ?? String(first));
}

function codeOf(issue: z.core.$ZodIssue): ProblemCode {
  if (issue.path[0] === "name" && issue.code === "too_small") return "noName";
  if (issue.code === "too_big") {
    if (issue.origin === "array") return "tooMany";
    return issue.origin === "string" ? "tooLong" : "number";
  }
  if (issue.code === "invalid_format" && issue.format === "email") return "email";
  if (issue.code === "too_small" || issue.path[0] === "depositPercent") return "number";
  return "invalid";
}
