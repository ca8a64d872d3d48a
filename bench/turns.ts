import { percentile } from "./moves/figures.ts";

export type Figures = { p50: number; p99: number; times: number };

export function figuresOf(times: number[]): Figures {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), times: times.length };
}

/** Each contender once a round, so that what the machine does besides meets all; in milliseconds. */
export async function inTurns<Name extends string>(
  contenders: Record<Name, () => Promise<number | void>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contenders) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  // The first rounds open connections, prepare statements and fill caches.
  for (let round = -2; round < rounds; round += 1) {
    for (const name of names) {
      const begun = performance.now();
      const told = await contenders[name]();
      if (round >= 0) times[name]?.push(told ?? performance.now() - begun);
    }
  }
  return times as Record<Name, number[]>;
}
