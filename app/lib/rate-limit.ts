export type RateLimit = {
  /** Takes one; the seconds to wait where there is none left, else 0. */
  take(key: string, nowMs: number): number;
};

/**
 * A token bucket a key: as many at once, and then as many a minute. It forgets the keys that came
 * longest ago when there are more than `maxKeys`, so that nobody can fill the memory.
 */
export function openRateLimit({ perMinute, maxKeys = 10_000 }: Limits): RateLimit {
  const each = 60_000 / perMinute;
  // Of each key, the moment at which its bucket is full again.
  const fullAt = new Map<string, number>();
  return {
    take(key, nowMs) {
      const before = Math.max(fullAt.get(key) ?? nowMs, nowMs);
      const late = before + each - nowMs - 60_000;
      // Put last: the first of a map is the one that came longest ago.
      fullAt.delete(key);
      fullAt.set(key, late > 0 ? before : before + each);
      for (const oldest of fullAt.keys()) {
        if (fullAt.size <= maxKeys) break;
        fullAt.delete(oldest);
      }
      return late > 0 ? Math.ceil(late / 1000) : 0;
    },
  };
}

type Limits = { perMinute: number; maxKeys?: number };

/** Whose bucket an address is: its own, and of IPv6 the /64, which is what one household has. */
export function addressKey(address: string | null): string {
  if (!address) return "unknown";
  const plain = address.replace(/%.*$/, "").toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped) return mapped;
  if (!plain.includes(":")) return plain;
  const [start = "", end] = plain.split("::");
  const [left, right] = [groupsOf(start), groupsOf(end ?? "")];
  const gap = end === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(gap).fill("0"), ...right];
  return `${groups.slice(0, 4).map(withoutZeros).join(":")}::/64`;
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}

function withoutZeros(group: string): string {
  return group.replace(/^0+(?=.)/, "");
}
