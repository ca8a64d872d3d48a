import { z } from "zod";
import { isCountry } from "#app/lib/countries.ts";
import { optionalText } from "#app/lib/text.ts";
import { isTimeZone } from "#app/lib/time-zones.ts";
import { isSiret, isVatNumber } from "./siret.ts";

export const documentLanguages = ["fr", "en"] as const;

/** Those with two decimals that studios have asked in; amounts are never converted. */
export const currencies = ["EUR", "CHF", "GBP", "USD", "CAD", "DKK", "NOK", "SEK", "PLN"] as const;

/** The same text without the blanks that people put between groups; null where nothing is left. */
function compact(isValid: (text: string) => boolean, error: string) {
  return z
    .string()
    .max(40)
    .transform((text) => text.replace(/[\s.]/g, "").toUpperCase())
    .refine((text) => text === "" || isValid(text), error)
    .transform((text) => text || null)
    .nullable()
    .default(null);
}

export const studioSettingsSchema = z.object({
  legalName: optionalText(120),
  siret: compact(isSiret, "settings:errors.siret"),
  vatNumber: compact(isVatNumber, "settings:errors.vatNumber"),
  address: optionalText(400),
  phone: optionalText(40),
  email: z.email().max(254).nullable().default(null),
  access: optionalText(2_000),
  parking: optionalText(1_000),
  doorCode: optionalText(80),
  overtimePercent: z.int().min(0).max(1_000).default(100),
  language: z.enum(documentLanguages),
  currency: z.enum(currencies),
  country: z.string().refine(isCountry, "settings:errors.country"),
  timeZone: z.string().refine(isTimeZone, "settings:errors.timeZone"),
  dayStartsAt: z.string().regex(/^(0\d|1[0-2]):[0-5]\d$/, "settings:errors.dayStartsAt"),
});
export type StudioSettings = z.output<typeof studioSettingsSchema>;

export const brandingSchema = z.object({
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, "settings:errors.accent"),
});
