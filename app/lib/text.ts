import { z } from "zod";

/** The schema of a text that one may leave empty: trimmed, null where nothing is left. */
export function optionalText(maximum: number) {
  return z
    .string()
    .trim()
    .max(maximum)
    .transform((text) => text || null)
    .nullable()
    .default(null);
}
