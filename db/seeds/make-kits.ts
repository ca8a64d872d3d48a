import type { equipment, kitItems, kits } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

type Piece = RowOf<typeof equipment>;

const plans = [
  { name: "Micros batterie", kinds: { microphone: 6 } },
  { name: "Régie mobile", kinds: { converter: 1, preamp: 2, monitor: 1 } },
] as const;

/** Two sets of what goes out together, of units that are in use. */
export function makeKits(pieces: readonly Piece[], opening: Date, random: Random) {
  const usable = pieces.filter(({ condition }) => condition === "good" || condition === "worn");
  const row = () => ({ id: idAt(opening, random), createdAt: opening, updatedAt: opening });
  const kitRows: RowOf<typeof kits>[] = [];
  const itemRows: RowOf<typeof kitItems>[] = [];
  for (const { name, kinds } of plans) {
    const kit = { ...row(), name, notes: null, archivedAt: null };
    kitRows.push(kit);
    for (const [kind, count] of Object.entries(kinds)) {
      const units = usable.filter((piece) => piece.kind === kind).slice(0, count);
      itemRows.push(
        ...units.map(({ id }) => ({ ...row(), kitId: kit.id, equipmentId: id, anyCount: null })),
      );
    }
  }
  return { kits: kitRows, kitItems: itemRows };
}
