import type { DemoClient } from "./make-clients.ts";
import type { Trade } from "./plan.ts";
import type { Random } from "./random.ts";
import type { SessionKind } from "./rhythm.ts";

const everybody: readonly Trade[] = ["artist", "band", "label", "film", "agency", "podcast"];

const customersOf: Readonly<Partial<Record<SessionKind, readonly Trade[]>>> = {
  rehearsal: ["artist", "band"],
  dry_hire: ["artist", "band", "label"],
  mixing: ["artist", "band", "label", "film", "agency"],
  mastering: ["artist", "band", "label"],
};

/** How many of the latest sessions bring their client back. */
const memory = 120;

/**
 * Who books a session that belongs to no project. Who came often comes again, the recent ones first:
 * a few clients fill pages, most come once or twice.
 */
export function customers(clients: readonly DemoClient[], random: Random) {
  const newcomers = clients.filter(({ archivedAt }) => archivedAt === null);
  const latest: DemoClient[] = [];
  let known = 0;

  function remember(client: DemoClient): void {
    latest.push(client);
    if (latest.length > memory) latest.shift();
  }

  function newcomer(before: Date): DemoClient | undefined {
    const next = newcomers[known];
    if (!next || next.createdAt >= before) return undefined;
    known++;
    return next;
  }

  function regular(kind: SessionKind): DemoClient | undefined {
    const suitable = customersOf[kind] ?? everybody;
    for (let guess = 0; guess < 10 && known > 0; guess++) {
      const client =
        latest.length > 0 && random.chance(0.42)
          ? random.pick(latest)
          : newcomers[random.between(0, known - 1)];
      if (client && suitable.includes(client.trade)) return client;
    }
    return undefined;
  }

  function clientFor(kind: SessionKind, before: Date): DemoClient | undefined {
    const isFirst = kind === "visit" || random.chance(0.3);
    return (isFirst ? newcomer(before) : undefined) ?? regular(kind) ?? newcomer(before);
  }

  return { clientFor, remember };
}
