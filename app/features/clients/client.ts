import { z } from "zod";
import { optionalText } from "#app/lib/text.ts";
import {
  type CustomField,
  customSchemaOf,
  type CustomValues,
  mergedCustom,
} from "./custom-fields.ts";

export const clientKinds = ["person", "company"] as const;
export type ClientKind = (typeof clientKinds)[number];

export const contactKinds = ["email", "phone", "site", "streaming"] as const;
export type ContactKind = (typeof contactKinds)[number];

/** Labels that have words; any other is shown as it was typed. */
export const contactLabels = ["work", "home", "mobile", "billing", "management", "fax"] as const;

/** As many of a kind as anybody has. */
const MOST = 20;

/** A list of contacts in order. A line that was left empty is none. */
function contactList(value: z.ZodType<string | null, string | null | undefined>) {
  return z
    .array(z.object({ label: optionalText(40), value }))
    .max(MOST)
    .default([])
    .transform((lines) =>
      lines.flatMap(({ label, value: text }) => (text ? [{ label, value: text }] : [])),
    );
}

const addressSchema = z.object({
  label: optionalText(40),
  street: optionalText(300),
  postalCode: optionalText(20),
  city: optionalText(80),
  region: optionalText(80),
  country: optionalText(80),
});

export const tagSchema = z.string().trim().min(1).max(60);

/** Several words, each once: as a list, or as a text in which commas part them. */
export const words = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/[,;\n]/))])
  .default([])
  .transform((list) => [...new Set(list.map((word) => word.trim()).filter(Boolean))])
  .pipe(z.array(tagSchema).max(50));

export const clientSchema = z.object({
  kind: z.enum(clientKinds),
  name: z.string().trim().min(1).max(200),
  givenName: optionalText(120),
  familyName: optionalText(120),
  alias: optionalText(120),
  organisation: optionalText(200),
  jobTitle: optionalText(120),
  emails: contactList(z.email().max(254).nullable().default(null)),
  phones: contactList(optionalText(60)),
  sites: contactList(optionalText(500)),
  streaming: contactList(optionalText(500)),
  addresses: z
    .array(addressSchema)
    .max(MOST)
    .default([])
    .transform((lines) =>
      lines.filter(({ street, postalCode, city, region, country }) =>
        [street, postalCode, city, region, country].some(Boolean),
      ),
    ),
  tags: words,
  genres: words,
  instruments: words,
  language: z.enum(["fr", "en"]).nullable().default(null),
  depositPercent: z.int().min(0).max(100).nullable().default(null),
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  notes: optionalText(4_000),
  isVip: z.boolean().default(false),
});
/** The schema of a client's form in a studio with fields of its own; `held` is what they hold already. */
export function clientSchemaWith(fields: readonly CustomField[], held: CustomValues = {}) {
  const custom = customSchemaOf(fields, held)
    .optional()
    .transform((values = {}) => mergedCustom(held, fields, values));
  return clientSchema.extend({ custom });
}

export type ClientValues = z.output<typeof clientSchema>;
export type ContactLine = ClientValues["phones"][number];
export type AddressLine = ClientValues["addresses"][number];

/** The list of the values in which a kind of contact stands. */
export const listOfKind = {
  email: "emails",
  phone: "phones",
  site: "sites",
  streaming: "streaming",
} as const satisfies Record<ContactKind, keyof ClientValues>;

/** An address on one line. */
export function addressText({
  street,
  postalCode,
  city,
  region,
  country,
}: Omit<AddressLine, "label">) {
  const place = [postalCode, city].filter(Boolean).join(" ");
  return [street?.replace(/\s*\n\s*/g, ", "), place, region, country].filter(Boolean).join(", ");
}
