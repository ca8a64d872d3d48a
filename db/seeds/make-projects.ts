import { idAt } from "./ids.ts";
import type { DemoClient } from "./make-clients.ts";
import type { ProjectKind, StudioPlan, Trade } from "./plan.ts";
import type { Random } from "./random.ts";
import { titleWords } from "./words/titles.ts";

export const stages = ["recording", "mixing", "mastering"] as const;
export type Stage = (typeof stages)[number];

/** A project and how many sessions each of its stages takes. */
export type DemoProject = {
  id: string;
  client: DemoClient;
  kind: ProjectKind;
  title: string;
  tracks: number;
  createdAt: Date;
  /** Days from its opening to its deadline. */
  days: number;
  plan: Readonly<Record<Stage, number>>;
  /** What becomes of it when its booked stages are through. */
  fate: "delivered" | "on_hold" | "abandoned";
};

type Range = readonly [least: number, most: number];

const shapes: Readonly<
  Record<ProjectKind, Readonly<Record<Stage | "tracks" | "days", Range>> & { trades: Trade[] }>
> = {
  album: {
    ...shape([6, 12], [4, 8], [1, 2], [9, 13], [110, 220]),
    trades: ["artist", "band", "label"],
  },
  ep: { ...shape([3, 5], [2, 4], [1, 1], [4, 6], [60, 110]), trades: ["artist", "band", "label"] },
  single: {
    ...shape([1, 2], [1, 2], [1, 1], [1, 2], [25, 60]),
    trades: ["artist", "band", "label"],
  },
  podcast: { ...shape([3, 9], [1, 3], [0, 0], [4, 12], [60, 160]), trades: ["podcast", "agency"] },
  film: { ...shape([2, 6], [2, 5], [0, 0], [6, 16], [60, 140]), trades: ["film"] },
  advert: { ...shape([1, 2], [1, 1], [0, 0], [1, 3], [8, 25]), trades: ["agency", "film"] },
  other: {
    ...shape([1, 3], [0, 2], [0, 0], [1, 4], [20, 60]),
    trades: ["artist", "agency", "film"],
  },
};

function shape(recording: Range, mixing: Range, mastering: Range, tracks: Range, days: Range) {
  return { recording, mixing, mastering, tracks, days };
}

/** `plan.projects` projects in the order of their opening, each for a client who had come by then. */
export function makeProjects(
  plan: Pick<StudioPlan, "projects" | "projectKinds">,
  openings: readonly Date[],
  clients: readonly DemoClient[],
  random: Random,
): DemoProject[] {
  const regulars = new Set<DemoClient>();
  return openings.map((createdAt) => {
    const kind = random.weighted(plan.projectKinds);
    const { trades, ...ranges } = shapes[kind];
    const suits = (client: DemoClient) =>
      trades.includes(client.trade) && client.createdAt < createdAt && client.archivedAt === null;
    // Half of the projects come from somebody who had one before.
    const known = random.chance(0.5) ? [...regulars].filter(suits) : [];
    const client = random.pick(known.length > 0 ? known : clients.filter(suits));
    regulars.add(client);
    const size = (range: Range) => random.between(...range);
    return {
      id: idAt(createdAt, random),
      client,
      kind,
      title: projectTitle(kind, client, random),
      tracks: size(ranges.tracks),
      createdAt,
      days: size(ranges.days),
      plan: {
        recording: size(ranges.recording),
        mixing: size(ranges.mixing),
        mastering: size(ranges.mastering),
      },
      fate: random.weighted({ delivered: 91, on_hold: 5, abandoned: 4 }),
    };
  });
}

function projectTitle(kind: ProjectKind, client: DemoClient, random: Random): string {
  const { nouns, turns, places, campaigns, songs } = titleWords;
  switch (kind) {
    case "single":
      return random.pick(songs);
    case "podcast":
      return `${random.pick(["Les voix", "Les carnets", "Chroniques", "Histoires", "Paroles"])} ${random.pick(places)}`;
    case "film":
      return `${random.pick(nouns)} – ${random.pick(["musique originale", "mixage", "postsynchro", "bruitage"])}`;
    case "advert":
      return `${client.name} – campagne ${random.pick(campaigns)}`;
    case "other":
      return random.pick(["Livre audio", "Sonal", "Captation mixée", "Audioguide", "Maquettes"]);
    case "album":
    case "ep":
      return `${random.pick(nouns)}${random.pick(turns)}`;
  }
}
