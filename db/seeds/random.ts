/** A stream of numbers that its seed decides, for rows that are the same at every start. */
export type Random = ReturnType<typeof randomFrom>;

/** Mulberry32, seeded by the FNV-1a hash of a name. Not for secrets. */
export function randomFrom(seed: string) {
  let state = hash(seed);

  /** From 0 to 2³² − 1. */
  function bits(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From 0 up to but without 1. */
  function fraction(): number {
    return bits() / 2 ** 32;
  }

  /** A whole number, both bounds included. */
  function between(least: number, most: number): number {
    return least + Math.floor(fraction() * (most - least + 1));
  }

  function chance(probability: number): boolean {
    return fraction() < probability;
  }

  function pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(fraction() * items.length)];
    if (item === undefined) throw new RangeError("Nothing to pick from an empty list");
    return item;
  }

  /** A key of `weights`, as often as its weight says. */
  function weighted<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key {
    const entries = Object.entries(weights) as [Key, number][];
    let rest = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      rest -= weight;
      if (rest < 0) return key;
    }
    throw new RangeError("Nothing to pick without a weight");
  }

  return { bits, fraction, between, chance, pick, weighted };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}
