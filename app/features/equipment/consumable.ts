import { z } from "zod";
import { optionalText } from "#app/lib/text.ts";

const count = () => z.int().min(0).max(1_000_000);

/** A consumable as its form has it. Who corrects a note says nothing of the stock, which others take from meanwhile. */
export const consumableSchema = z.object({
  name: z.string().trim().min(1).max(120),
  unit: z.string().trim().min(1).max(20),
  threshold: count(),
  location: optionalText(120),
  note: optionalText(4_000),
});
export type ConsumableValues = z.output<typeof consumableSchema>;

export const newConsumableSchema = consumableSchema.extend({ quantity: count() });
export type NewConsumableValues = z.output<typeof newConsumableSchema>;

/** So many came in, or, below zero, went out. */
export const movementSchema = z.object({ by: z.int().min(-1_000).max(1_000) });

/** So many were counted. */
export const quantitySchema = z.object({ quantity: count() });

/** Whether it is to be bought. */
export function isLow({ quantity, threshold }: { quantity: number; threshold: number }): boolean {
  return quantity <= threshold;
}

/** Why it was not saved, at the field that it concerns. */
export function consumableErrorsOf(reason: "nameTaken"): Record<string, string[]> {
  return { name: [`equipment:errors.consumable.${reason}`] };
}
