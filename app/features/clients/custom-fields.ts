import { z } from "zod";
import { isDay } from "#app/lib/dates.ts";

export const customKinds = ["text", "number", "day", "yes_no", "choice"] as const;
export type CustomKind = (typeof customKinds)[number];

/** What a studio notes of its clients beside the rest. */
export interface CustomField {
  id: string;
  name: string;
  kind: CustomKind;
  choices: readonly string[];
}

/** By the ids of the fields, as `clients.custom` has them; a field without a value is not there. */
export type CustomValues = Record<string, string | number | boolean>;

const MOST_CHOICES = 50;
const LONGEST_CHOICE = 80;
const LONGEST_TEXT = 2_000;

/** The form of a field. Its kind is for good: what was noted under it would mean something else. */
export const customFieldSchema = z
  .object({
    name: z.string().trim().min(1).max(60),
    kind: z.enum(customKinds),
    /** Typed one a line. */
    choices: z
      .string()
      .max(MOST_CHOICES * (LONGEST_CHOICE + 2))
      .default("")
      .transform((text) => {
        const lines = text.split("\n").map((line) => line.trim());
        return [...new Set(lines.filter(Boolean))];
      }),
  })
  .superRefine(({ kind, choices }, context) => {
    if (kind !== "choice") return;
    const refuse = (message: string) =>
      context.addIssue({ code: "custom", path: ["choices"], message });
    if (choices.length < 2) refuse("fields:errors.fewChoices");
    if (choices.length > MOST_CHOICES) refuse(`fields:errors.manyChoices?limit=${MOST_CHOICES}`);
    if (choices.some((choice) => choice.length > LONGEST_CHOICE))
      refuse(`fields:errors.longChoice?limit=${LONGEST_CHOICE}`);
  });
export type CustomFieldValues = z.output<typeof customFieldSchema>;

/**
 * The schema of the values of these fields in a client's form, all optional; what comes out is fit for
 * `clients.custom`. A choice that is `held` stays valid when the field no longer has it.
 */
export function customSchemaOf(fields: readonly CustomField[], held: CustomValues = {}) {
  const shape = Object.fromEntries(
    fields.map((field) => [field.id, valueSchema(field, held[field.id])]),
  );
  return z.object(shape).transform(
    (values): CustomValues =>
      Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as CustomValues, // prettier-ignore
  );
}

function valueSchema(
  { kind, choices }: CustomField,
  held: string | number | boolean | undefined,
): z.ZodType<string | number | boolean | undefined, string | undefined> {
  switch (kind) {
    case "text":
      return z
        .string()
        .trim()
        .max(LONGEST_TEXT)
        .transform((text) => text || undefined)
        .optional();
    case "number":
      return z
        .string()
        .transform((text, context) => {
          const number = parseNumber(text);
          if (number !== null) return number;
          context.addIssue("common:errors.number");
          return z.NEVER;
        })
        .optional();
    case "day":
      return z.string().refine(isDay, "common:errors.date").optional();
    case "yes_no":
      return z
        .enum(["yes", "no"])
        .transform((answer) => answer === "yes")
        .optional();
    case "choice":
      return z
        .string()
        .refine((text) => choices.includes(text) || text === held, "common:errors.invalid")
        .optional();
  }
}

/** "12", "-3,5", "1 250.75" → a number; null where it is none. */
export function parseNumber(text: string): number | null {
  const typed = text.replace(/[\s'’]/g, "").replace(",", ".");
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(typed) ? Number(typed) : null;
}

/** What the inputs of a form begin with. */
export function typedCustom(
  fields: readonly CustomField[],
  values: CustomValues,
  language: string,
): Record<string, string> {
  const typed = fields.flatMap(({ id }) => {
    const value = values[id];
    if (value === undefined) return [];
    if (typeof value === "boolean") return [[id, value ? "yes" : "no"]];
    if (typeof value === "number") return [[id, numberText(value, language, false)]];
    return [[id, value]];
  });
  return Object.fromEntries(typed) as Record<string, string>;
}

export function numberText(value: number, language: string, useGrouping = true): string {
  const locale = language === "en" ? "en-GB" : "fr-FR";
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 10, useGrouping }).format(value);
}

/** The values of a client after its form: those of the form's fields anew, those of others (archived) as before. */
export function mergedCustom(
  before: CustomValues,
  fields: readonly CustomField[],
  typed: CustomValues,
): CustomValues {
  const asked = new Set(fields.map(({ id }) => id));
  const kept = Object.entries(before).filter(([id]) => !asked.has(id));
  return { ...Object.fromEntries(kept), ...typed };
}

/** The order with one field a step up or down. */
export function moveField(ids: readonly string[], id: string, step: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + step;
  if (from === -1 || to < 0 || to >= ids.length) return [...ids];
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}
