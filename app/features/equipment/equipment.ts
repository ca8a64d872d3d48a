import { z } from "zod";
import { isDay } from "#app/lib/dates.ts";
import { cents } from "#app/lib/money.ts";
import { optionalText } from "#app/lib/text.ts";

export const equipmentKinds = [
  "microphone",
  "preamp",
  "compressor",
  "equaliser",
  "console",
  "converter",
  "monitor",
  "instrument",
  "amplifier",
  "outboard",
  "computer",
  "other",
] as const;
export type EquipmentKind = (typeof equipmentKinds)[number];

export const conditions = ["good", "worn", "in_repair", "retired"] as const;
export type Condition = (typeof conditions)[number];

export const equipmentSchema = z.object({
  name: z.string().trim().min(1).max(120),
  kind: z.enum(equipmentKinds),
  maker: optionalText(80),
  serialNumber: optionalText(80),
  condition: z.enum(conditions),
  roomId: z.uuid().nullable().default(null),
  purchasedOn: z.string().refine(isDay, "common:errors.date").nullable().default(null),
  // Up to what an integer of PostgreSQL holds.
  purchasePriceCents: cents().pipe(z.number().min(0).max(2_147_483_647)).nullable().default(null),
  notes: optionalText(4_000),
});
export type EquipmentValues = z.output<typeof equipmentSchema>;

const ANY = "any:";

/** A unit that a form asks for: this one, or any of its class, which is said by one of them. */
export const askedUnit = z.union([
  z.uuid(),
  z.string().regex(/^any:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
]);

export function anyOfClass(id: string): string {
  return ANY + id;
}

/** What a form asks for, apart: units by name, and for each of any class one that stands for it. */
export function readAsked(asked: readonly string[]): { equipmentIds: string[]; anyOf: string[] } {
  return {
    equipmentIds: asked.filter((it) => !it.startsWith(ANY)),
    anyOf: asked.filter((it) => it.startsWith(ANY)).map((it) => it.slice(ANY.length)),
  };
}

/** What units of a class have in common: a model, by its maker and name. */
export function isSameClass(one: ClassOf, other: ClassOf): boolean {
  return one.maker === other.maker && one.name === other.name;
}

/** Whether a unit may be booked as it is. */
export function isUsable({ condition }: { condition: Condition }): boolean {
  return condition !== "in_repair" && condition !== "retired";
}

type ClassOf = { maker: string | null; name: string };

/** "Neumann U 87". */
export function modelOf({ maker, name }: ClassOf): string {
  return [maker, name].filter(Boolean).join(" ");
}

/** Stands for "in no room" where a filter names a room. */
export const NO_ROOM = "none";

/** What a list of equipment is narrowed to; what is absent narrows nothing. */
export type EquipmentFilter = {
  typed: string;
  kind: EquipmentKind | undefined;
  condition: Condition | undefined;
  /** A room's id, or NO_ROOM. */
  room: string | undefined;
  archived: boolean;
  /** Of which something is due on that day, or before. */
  dueBy: string | undefined;
};

/** By what a list of equipment is sorted; by the first where nothing is said. */
export const equipmentSorts = [
  "name",
  "maker",
  "kind",
  "serial",
  "room",
  "condition",
  "bought",
  "price",
] as const;
export type EquipmentSort = (typeof equipmentSorts)[number];

/** Reads the filter of a list's address; values that mean nothing are left out. `soon`: the day for `?service=due`. */
export function filterOf(parameters: URLSearchParams, soon?: string): EquipmentFilter {
  const room = parameters.get("room");
  return {
    typed: parameters.get("q") ?? "",
    kind: equipmentKinds.find((kind) => kind === parameters.get("kind")),
    condition: conditions.find((condition) => condition === parameters.get("condition")),
    room: room === NO_ROOM ? NO_ROOM : z.uuid().safeParse(room).data,
    archived: parameters.get("archived") === "only",
    dueBy: parameters.get("service") === "due" ? soon : undefined,
  };
}

/** Why a piece was not saved, at the field that it concerns. */
export function fieldErrorsOf(reason: "serialTaken" | "noRoom"): Record<string, string[]> {
  const field = { serialTaken: "serialNumber", noRoom: "roomId" }[reason];
  return { [field]: [`equipment:errors.${reason}`] };
}
