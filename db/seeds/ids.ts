import type { Random } from "./random.ts";

/** A uuid in the form of version 7 (RFC 9562): sorts by `at`, the rest from `random`. */
export function idAt(at: Date, random: Random): string {
  const time = at.getTime().toString(16).padStart(12, "0");
  const tail = hex(random) + hex(random) + hex(random);
  const variant = "89ab".charAt(random.between(0, 3));
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${tail.slice(0, 3)}`,
    variant + tail.slice(3, 6),
    tail.slice(6, 18),
  ].join("-");
}

function hex(random: Random): string {
  return random.bits().toString(16).padStart(8, "0");
}
