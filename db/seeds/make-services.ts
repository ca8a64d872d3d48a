import { Temporal } from "temporal-polyfill";
import type { equipment, services } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

type Piece = RowOf<typeof equipment>;
type Service = RowOf<typeof services>;

/** What is looked after on a calendar, how often and by whom; the rest is repaired when it breaks. */
const rhythms: Partial<Record<Piece["kind"], Rhythm>> = {
  microphone: { kind: "inspection", months: 24, by: "Atelier Capsule", cents: [60_00, 180_00] },
  converter: { kind: "calibration", months: 24, by: "Banc Nord", cents: [90_00, 160_00] },
  console: { kind: "service", months: 12, by: "Régie Services", cents: [450_00, 1_400_00] },
  amplifier: { kind: "service", months: 18, by: "Lampes & Fils", cents: [80_00, 240_00] },
  instrument: { kind: "service", months: 6, by: "Accord Parfait", cents: [70_00, 160_00] },
};

type Rhythm = {
  kind: Service["kind"];
  months: number;
  by: string;
  cents: readonly [number, number];
};

const notes: Readonly<Record<Service["kind"], readonly string[]>> = {
  inspection: ["Capsule propre, bruit de fond dans la norme.", "Connecteur resserré.", ""],
  calibration: ["Niveaux alignés à ±0,1 dB.", "Horloge contrôlée.", ""],
  service: ["Potentiomètres nettoyés.", "Accord et réglage.", "Tubes mesurés, un remplacé."],
  repair: ["Alimentation remplacée.", "Faux contact supprimé.", "Fader changé."],
};

/** What was done to a part of the equipment since it was bought, and when it is due again. */
export function makeServices(pieces: readonly Piece[], now: Date, random: Random): Service[] {
  return pieces.flatMap((piece) => {
    const rhythm = rhythms[piece.kind];
    const rows: Service[] = [];
    const bought = Temporal.PlainDate.from(piece.purchasedOn ?? now.toISOString().slice(0, 10));
    const add = (kind: Service["kind"], day: Temporal.PlainDate, how: Partial<Service>) => {
      const doneOn = day.toString();
      const createdAt = new Date(`${doneOn}T16:00:00Z`);
      // What was done before the studio had the unit in its books is not in them.
      if (createdAt > now || createdAt < piece.createdAt) return;
      rows.push({
        ...{ id: idAt(createdAt, random), createdAt, updatedAt: createdAt },
        ...{ equipmentId: piece.id, kind, doneOn, note: random.pick(notes[kind]) || null },
        ...{ doneBy: null, costCents: null, intervalMonths: null, nextDueOn: null },
        ...how,
      });
    };
    if (rhythm && random.chance(0.5)) {
      const { kind, months, by: doneBy, cents } = rhythm;
      let day = bought.add({ days: random.between(60, 500) });
      for (let n = 0; n < 8; n += 1) {
        const costCents = Math.round(random.between(...cents) / 500) * 500;
        const nextDueOn = day.add({ months }).toString();
        add(kind, day, { doneBy, costCents, intervalMonths: months, nextDueOn });
        day = day.add({ months }).add({ days: random.between(-10, 25) });
      }
    }
    if (random.chance(0.06)) {
      const costCents = random.between(8, 60) * 10_00;
      const day = bought.add({ days: random.between(200, 1_200) });
      add("repair", day, { doneBy: "Régie Services", costCents });
    }
    return rows;
  });
}
