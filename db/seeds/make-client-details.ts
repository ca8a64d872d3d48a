import type { clientNotes, customFields } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { DemoClient } from "./make-clients.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { genres, instruments, publishers, societies, tags } from "./words/client-details.ts";
import { companyRoots } from "./words/companies.ts";
import { datedNotes } from "./words/dated-notes.ts";

/** What the studio notes beside the rest, since it opened. */
export function makeFields(opening: Date, random: Random): RowOf<typeof customFields>[] {
  const plans = [
    { name: "Société de gestion", kind: "choice", choices: [...societies] },
    { name: "Éditeur", kind: "text", choices: [] },
    { name: "Contrat-cadre signé", kind: "yes_no", choices: [] },
  ] as const satisfies readonly object[];
  return plans.map(({ choices, ...plan }, at) => ({
    ...{ id: idAt(opening, random), createdAt: opening, updatedAt: opening },
    ...{ ...plan, choices: [...choices], position: at + 1, archivedAt: null },
  }));
}

/** The clients with what is known of some: how they are called, what they play, what the studio's fields ask. */
export function withDetails(
  clients: readonly DemoClient[],
  fields: readonly RowOf<typeof customFields>[],
  random: Random,
): DemoClient[] {
  const [society, publisher, contract] = fields;
  const some = (from: readonly string[], most: number) => {
    const picked = Array.from({ length: random.between(1, most) }, () => random.pick(from));
    return [...new Set(picked)];
  };
  return clients.map((client) => {
    const { trade, city } = client;
    const plays = trade === "artist" || trade === "band";
    const custom: DemoClient["custom"] = {};
    if (society && plays && random.chance(0.4)) custom[society.id] = random.pick(societies);
    if (publisher && plays && random.chance(0.15)) custom[publisher.id] = random.pick(publishers);
    if (contract && !plays && random.chance(0.5)) custom[contract.id] = random.chance(0.7);
    return {
      ...client,
      alias: trade === "artist" && random.chance(0.1) ? random.pick(companyRoots) : null,
      tags: random.chance(0.35) ? some(tags[trade], 2) : [],
      genres: plays && random.chance(0.7) ? some(genres, 2) : [],
      instruments: trade === "artist" && random.chance(0.6) ? some(instruments, 2) : [],
      language: city === "Londres" ? "en" : null,
      depositPercent: random.chance(0.08) ? random.pick([30, 50]) : null,
      custom,
    };
  });
}

/** What was noted of a quarter of the clients in the time that they have been here. */
export function makeNotes(
  clients: readonly DemoClient[],
  now: Date,
  random: Random,
): RowOf<typeof clientNotes>[] {
  return clients.flatMap(({ id, trade, createdAt }) => {
    if (!random.chance(0.25)) return [];
    const span = now.getTime() - createdAt.getTime();
    const bodies = Array.from({ length: random.between(1, 4) }, () =>
      random.pick(datedNotes[trade]),
    );
    return [...new Set(bodies)].map((body) => {
      const notedAt = new Date(createdAt.getTime() + Math.floor(random.fraction() * span));
      const at = { createdAt: notedAt, updatedAt: notedAt, notedAt };
      return { id: idAt(notedAt, random), ...at, clientId: id, body, authorId: null };
    });
  });
}
