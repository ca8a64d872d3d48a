import { z } from "zod";
import { languages } from "#app/i18n/i18n.ts";
import { isTimeZone } from "#app/lib/time-zones.ts";

/** Hosts that the platform has, or may have, for itself; and the word that a path begins with. */
const RESERVED = new Set(
  "www api app apps admin administration mail smtp imap static assets cdn media files s dev test staging status health docs help support blog account accounts sign-in sign-up sign-out studios invitations operations preferences auth login oauth webhooks billing".split(
    " ",
  ),
);

const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(40)
  .regex(/^[a-z][a-z0-9-]*[a-z0-9]$/, "team:errors.slug")
  .refine((text) => !RESERVED.has(text), "team:errors.slugReserved");

export const newStudioSchema = z.object({
  name: z.string().trim().min(2).max(80),
  slug,
  language: z.enum(languages),
  timeZone: z.string().refine(isTimeZone, "settings:errors.timeZone"),
});
export type NewStudioWish = z.output<typeof newStudioSchema>;

/** What a name becomes in an address: "Studio de l’Étoile" → "studio-de-l-etoile". */
export function slugOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}
