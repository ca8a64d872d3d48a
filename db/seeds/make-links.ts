import type { clientLinks } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { DemoClient } from "./make-clients.ts";
import type { Trade } from "./plan.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

type Role = RowOf<typeof clientLinks>["role"];

/** How many of whom belong to a client of a trade, and how often that is known. */
const ways: Readonly<Record<Trade, { role: Role; from: number; to: number; known: number }>> = {
  artist: { role: "manager", from: 1, to: 1, known: 0.04 },
  band: { role: "member", from: 2, to: 4, known: 0.6 },
  label: { role: "artist", from: 2, to: 6, known: 0.7 },
  film: { role: "employee", from: 1, to: 2, known: 0.4 },
  agency: { role: "employee", from: 1, to: 2, known: 0.4 },
  podcast: { role: "employee", from: 1, to: 2, known: 0.3 },
};

/** Bands have members, labels artists, companies employees: people who are clients themselves. */
export function makeLinks(
  clients: readonly DemoClient[],
  random: Random,
): RowOf<typeof clientLinks>[] {
  const people = clients.filter(({ trade, archivedAt }) => trade === "artist" && !archivedAt);
  return clients.flatMap((client) => {
    const { role, from, to, known } = ways[client.trade];
    if (!random.chance(known)) return [];
    const picked = Array.from({ length: random.between(from, to) }, () => random.pick(people));
    const others = [...new Set(picked)].filter(({ id }) => id !== client.id);
    return others.map((member) => {
      // Both were there.
      const at = client.createdAt > member.createdAt ? client.createdAt : member.createdAt;
      const row = { id: idAt(at, random), createdAt: at, updatedAt: at };
      return { ...row, clientId: client.id, memberId: member.id, role };
    });
  });
}
