import type { equipment, rooms } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { type GearModel, gearModels } from "./words/gear.ts";
import { gearNotes } from "./words/gear-notes.ts";

type Room = RowOf<typeof rooms>;
type Piece = RowOf<typeof equipment>;

/** Where a kind stays once it is cabled; the others live in the store and go where they are needed. */
const homes: Partial<Record<Piece["kind"], readonly Room["kind"][]>> = {
  console: ["control", "mixing"],
  converter: ["live", "control", "mixing", "mastering"],
  monitor: ["live", "control", "mixing", "mastering"],
  computer: ["live", "control", "booth", "mixing", "mastering"],
  compressor: ["live", "control", "mixing", "mastering"],
  equaliser: ["control", "mixing", "mastering"],
  outboard: ["control", "mixing"],
  preamp: ["live", "control", "booth"],
  instrument: ["live", "rehearsal"],
  amplifier: ["live", "rehearsal"],
};

/** Of what a studio has many, against one of the rest. */
const copies: Partial<Record<Piece["kind"], number>> = {
  microphone: 6,
  other: 7,
  preamp: 4,
  computer: 2,
};

const dayInMs = 24 * 60 * 60 * 1000;

/** `count` pieces: each model once in an order of the studio's own, then more of what wears out. */
export function makeEquipment(
  count: number,
  studioRooms: readonly Room[],
  opening: Date,
  now: Date,
  random: Random,
): Piece[] {
  const serials = new Set<string>();

  function newSerial({ maker, euros }: GearModel): string | null {
    if (euros < 150) return null;
    for (;;) {
      const serial = String(random.between(10_000, 999_999));
      const key = `${maker} ${serial}`;
      if (serials.has(key)) continue;
      serials.add(key);
      return serial;
    }
  }

  return chosen(count, studioRooms, random).map((model, index) => {
    const bought = dayOfPurchase(opening, now, random);
    // What the studio already had came into the books when it opened.
    const createdAt = new Date(Math.max(bought.getTime(), opening.getTime()));
    const condition = random.weighted({ good: 85, worn: 10, in_repair: 3, retired: 2 });
    const archivedAt = condition === "retired" ? between(createdAt, now, random) : null;
    return {
      id: idAt(createdAt, random),
      createdAt,
      updatedAt: archivedAt ?? createdAt,
      name: model.name,
      kind: model.kind,
      maker: model.maker,
      serialNumber: newSerial(model),
      condition,
      roomId:
        condition === "good" || condition === "worn" ? homeOf(model, studioRooms, random) : null,
      purchasedOn: bought.toISOString().slice(0, 10),
      purchasePriceCents: Math.round(model.euros * (0.78 + random.fraction() * 0.24)) * 100,
      notes: random.pick(gearNotes[condition]),
      code: codeOf(index),
      archivedAt,
    };
  });
}

const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Another code for each of a studio's pieces, in no order that shows: the step shares no factor with 31. */
function codeOf(index: number): string {
  let left = (11_239_417 + index * 17_000_003) % alphabet.length ** 5;
  let code = "";
  for (let place = 0; place < 5; place += 1) {
    code += alphabet[left % alphabet.length];
    left = Math.floor(left / alphabet.length);
  }
  return code;
}

function chosen(count: number, studioRooms: readonly Room[], random: Random): GearModel[] {
  const desks = studioRooms.filter(({ kind }) => homes.console?.includes(kind)).length;
  const ordered = gearModels
    .map((model) => ({ model, rank: random.fraction() }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ model }) => model);
  const consoles = ordered.filter(({ kind }) => kind === "console").slice(0, desks);
  const once = ordered.filter(({ kind }) => kind !== "console");
  const repeated = once.flatMap((model) => Array<GearModel>(copies[model.kind] ?? 1).fill(model));
  const first = [...consoles, ...once].slice(0, count);
  const more = Array.from({ length: count - first.length }, () => random.pick(repeated));
  return [...first, ...more];
}

function homeOf({ kind }: GearModel, studioRooms: readonly Room[], random: Random): string | null {
  const fitting = studioRooms.filter((room) => homes[kind]?.includes(room.kind));
  return fitting.length > 0 && random.chance(0.85) ? random.pick(fitting).id : null;
}

/** Half of it before the studio opened, down to six years; never after `now`. */
function dayOfPurchase(opening: Date, now: Date, random: Random): Date {
  const sixYears = 6 * 365 * dayInMs;
  return random.chance(0.5)
    ? between(new Date(opening.getTime() - sixYears), opening, random)
    : between(opening, now, random);
}

function between(from: Date, to: Date, random: Random): Date {
  return new Date(from.getTime() + Math.floor(random.fraction() * (to.getTime() - from.getTime())));
}
