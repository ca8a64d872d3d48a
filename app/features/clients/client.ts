import { z } from "zod";
import { optionalText } from "#app/lib/text.ts";

export const clientKinds = ["person", "company"] as const;
export type ClientKind = (typeof clientKinds)[number];

export const clientSchema = z.object({
  kind: z.enum(clientKinds),
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254).nullable().default(null),
  phone: optionalText(40),
  city: optionalText(80),
  notes: optionalText(4_000),
  isVip: z.boolean().default(false),
});
export type ClientValues = z.output<typeof clientSchema>;
