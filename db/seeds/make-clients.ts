import type { clients } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { StudioPlan, Trade } from "./plan.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { clientNotes } from "./words/client-notes.ts";
import { bandNames, companyPatterns, companyRoots } from "./words/companies.ts";
import { familyNames, givenNames } from "./words/people.ts";

export type DemoClient = RowOf<typeof clients> & { trade: Trade };

const dayInMs = 24 * 60 * 60 * 1000;

/** As many clients as there are `arrivals`, each created at its moment; names do not repeat. */
export function makeClients(
  plan: Pick<StudioPlan, "cities" | "landline" | "trades">,
  arrivals: readonly Date[],
  now: Date,
  random: Random,
): DemoClient[] {
  const taken = new Set<string>();

  /** Draws the trade anew with the name: there are fewer names of bands than of people. */
  function newcomer(): { trade: Trade; name: string } {
    for (;;) {
      const trade = random.weighted(plan.trades);
      const name = nameOf(trade, random);
      if (taken.has(name)) continue;
      taken.add(name);
      return { trade, name };
    }
  }

  return arrivals.map((createdAt) => {
    const { trade, name } = newcomer();
    const isPerson = trade === "artist";
    const [givenName, familyName] = isPerson ? name.split(/ (.*)/, 2) : [];
    const archivedAt = archival(createdAt, now, random);
    return {
      id: idAt(createdAt, random),
      createdAt,
      updatedAt: archivedAt ?? createdAt,
      kind: isPerson ? "person" : "company",
      name,
      givenName: givenName ?? null,
      familyName: familyName ?? null,
      alias: null,
      organisation: null,
      jobTitle: null,
      language: null,
      depositPercent: null,
      tags: [],
      genres: [],
      instruments: [],
      custom: {},
      card: null,
      cardUid: null,
      mergedInto: null,
      email: random.chance(0.94) ? emailOf(name, trade) : null,
      phone: random.chance(0.82) ? phoneOf(isPerson ? "06 39 98" : plan.landline, random) : null,
      city: random.chance(0.9) ? random.weighted(plan.cities) : null,
      notes: random.chance(0.14) ? random.pick(clientNotes[trade]) : null,
      isVip: random.chance(0.035),
      archivedAt,
      // The database gathers these (`rsm.gather_clients`).
      reachedBy: "",
      search: "",
      trade,
    };
  });
}

/** A few asked for a price once, never came, and were put away half a year later. */
function archival(createdAt: Date, now: Date, random: Random): Date | null {
  const at = createdAt.getTime() + random.between(160, 320) * dayInMs;
  return random.chance(0.035) && at < now.getTime() ? new Date(at) : null;
}

export function nameOf(trade: Trade, random: Random): string {
  if (trade === "artist") return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
  if (trade === "band") return `${random.pick(bandNames.heads)} ${random.pick(bandNames.tails)}`;
  const root = random.pick(random.chance(0.7) ? companyRoots : familyNames);
  return random.pick(companyPatterns[trade]).replace("*", root);
}

/** Under `.test`, which RFC 2606 keeps from ever being delivered. */
export function emailOf(name: string, trade: Trade): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/œ/g, "oe")
    .replace(/ı/g, "i")
    .toLowerCase();
  if (trade === "artist") return `${plain.replace(/[^a-z]+/g, ".")}@example.test`;
  return `contact@${plain.replace(/[^a-z]+/g, "-")}.test`;
}

export function phoneOf(prefix: string, random: Random): string {
  const pair = () => String(random.between(0, 99)).padStart(2, "0");
  return `${prefix} ${pair()} ${pair()}`;
}
