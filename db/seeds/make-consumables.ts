import type { consumables } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

const shelves = {
  cupboard: "Armoire de la régie",
  store: "Réserve",
  kitchen: "Cuisine",
} as const;

/** How much is in stock beyond the threshold; two of them are to be bought. */
const plans = [
  { name: "Bande ½ pouce", unit: "bobine", threshold: 2, beyond: 3, location: shelves.store },
  { name: "Bande ¼ de pouce", unit: "bobine", threshold: 2, beyond: 1, location: shelves.store },
  {
    name: "Cordes guitare 10-46",
    unit: "jeu",
    threshold: 4,
    beyond: 5,
    location: shelves.cupboard,
  },
  {
    name: "Cordes basse 45-105",
    unit: "jeu",
    threshold: 2,
    beyond: -1,
    location: shelves.cupboard,
  },
  {
    name: "Peau caisse claire 14 pouces",
    unit: "pièce",
    threshold: 2,
    beyond: 2,
    location: shelves.store,
  },
  {
    name: "Peau grosse caisse 22 pouces",
    unit: "pièce",
    threshold: 1,
    beyond: 1,
    location: shelves.store,
  },
  { name: "Baguettes 5A", unit: "paire", threshold: 3, beyond: 6, location: shelves.cupboard },
  { name: "Piles 9 V", unit: "pièce", threshold: 10, beyond: 14, location: shelves.cupboard },
  { name: "Piles AA", unit: "pièce", threshold: 16, beyond: 0, location: shelves.cupboard },
  { name: "Câble micro au mètre", unit: "m", threshold: 30, beyond: 70, location: shelves.store },
  { name: "Connecteurs XLR", unit: "pièce", threshold: 10, beyond: 22, location: shelves.store },
  { name: "Café en grains", unit: "kg", threshold: 1, beyond: 3, location: shelves.kitchen },
] as const;

/** A dozen of what a studio uses up. */
export function makeConsumables(opening: Date, random: Random): RowOf<typeof consumables>[] {
  return plans.map(({ beyond, ...plan }) => ({
    ...{ id: idAt(opening, random), createdAt: opening, updatedAt: opening },
    ...{ ...plan, quantity: plan.threshold + beyond },
    ...{ note: null, archivedAt: null },
  }));
}
