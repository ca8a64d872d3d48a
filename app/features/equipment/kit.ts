import { z } from "zod";
import { optionalText } from "#app/lib/text.ts";
import { anyOfClass, askedUnit, readAsked } from "./equipment.ts";

/** A kit as its form has it; its units as a session's form asks for them, one of a class each time anew. */
export const kitSchema = z.object({
  name: z.string().trim().min(1).max(120),
  notes: optionalText(4_000),
  asked: z.array(askedUnit).min(1, "equipment:errors.kit.empty").max(200).prefault([]),
});
export type KitValues = z.output<typeof kitSchema>;

/** Why a kit was not saved, at the field that it concerns. */
export function kitErrorsOf(reason: "nameTaken" | "noUnit"): Record<string, string[]> {
  const field = { nameTaken: "name", noUnit: "asked" }[reason];
  return { [field]: [`equipment:errors.kit.${reason}`] };
}

/** A unit that a kit holds, or so many of its class. */
export type KitItem = { equipmentId: string; anyCount: number | null };

/** What is asked for, each unit once and each class with its count. */
export function itemsOf(asked: readonly string[]): KitItem[] {
  const { equipmentIds, anyOf } = readAsked(asked);
  const counts = Map.groupBy(anyOf, (id) => id);
  return [
    ...[...new Set(equipmentIds)].map((equipmentId) => ({ equipmentId, anyCount: null })),
    ...[...counts].map(([equipmentId, all]) => ({ equipmentId, anyCount: all.length })),
  ];
}

/** The same as a form asks for it. */
export function askedOf({ equipmentId, anyCount }: KitItem): string[] {
  if (anyCount === null) return [equipmentId];
  return Array.from({ length: anyCount }, () => anyOfClass(equipmentId));
}
