import type { tracks } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import { type DemoProject, type Stage, stages } from "./make-projects.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { titleWords } from "./words/titles.ts";

type Track = RowOf<typeof tracks>;

const keys = [
  "do",
  "ré",
  "mi",
  "fa",
  "sol",
  "la",
  "si",
  "si bémol",
  "mi bémol",
  "fa dièse",
] as const;

const lengths: Readonly<Record<DemoProject["kind"], readonly [least: number, most: number]>> = {
  album: [128, 342],
  ep: [140, 290],
  single: [138, 236],
  podcast: [1_080, 3_300],
  film: [24, 290],
  advert: [15, 45],
  other: [60, 900],
};

/** What a project's tracks need to know of it once it has a row and a past. */
export type TrackedProject = Pick<DemoProject, "kind" | "tracks" | "plan"> & {
  id: string;
  createdAt: Date;
  updatedAt: Date;
  /** How many sessions of each stage are over. */
  done: Readonly<Record<Stage, number>>;
};

/** Makes the tracks of one project after another; ISRC numbers run on within a year. */
export function trackMaker(isrcPrefix: string, random: Random) {
  const numbers = new Map<string, number>();

  function newIsrc(at: Date): string {
    const year = String(at.getUTCFullYear() % 100).padStart(2, "0");
    const number = (numbers.get(year) ?? 0) + 1;
    numbers.set(year, number);
    return `${isrcPrefix}${year}${String(number).padStart(5, "0")}`;
  }

  return function tracksOf(project: TrackedProject): Track[] {
    const isMusic = ["album", "ep", "single"].includes(project.kind);
    const firstSong = random.between(0, titleWords.songs.length - 1);
    return Array.from({ length: project.tracks }, (_, index) => {
      const state = stateOf(index, project);
      const isRecorded = state !== "to_record" && state !== "recording";
      const isMixed = state === "to_master" || state === "approved";
      return {
        id: idAt(project.createdAt, random),
        createdAt: project.createdAt,
        updatedAt: state === "to_record" ? project.createdAt : project.updatedAt,
        projectId: project.id,
        position: index + 1,
        title: trackTitle(project.kind, index, firstSong, random),
        state,
        isrc: isMusic && isMixed ? newIsrc(project.updatedAt) : null,
        bpm: isMusic && random.chance(0.85) ? random.between(136, 348) / 2 : null,
        musicalKey:
          isMusic && random.chance(0.8)
            ? `${random.pick(keys)} ${random.pick(["majeur", "mineur"])}`
            : null,
        durationSeconds: isRecorded ? random.between(...lengths[project.kind]) : null,
      };
    });
  };
}

/** Tracks go through a stage in order: as many are past it as its sessions are over. */
function stateOf(index: number, { tracks: count, plan, done }: TrackedProject): Track["state"] {
  const [recorded = 0, mixed = 0, mastered = 0] = stages.map((stage) =>
    plan[stage] === 0 ? count : Math.floor((count * done[stage]) / plan[stage]),
  );
  if (recorded < count) {
    if (index < recorded) return "to_mix";
    return index === recorded && done.recording > 0 ? "recording" : "to_record";
  }
  if (mixed < count) {
    if (index < mixed) return "to_master";
    return index === mixed && done.mixing > 0 ? "mixing" : "to_mix";
  }
  return index < mastered ? "approved" : "to_master";
}

function trackTitle(
  kind: DemoProject["kind"],
  index: number,
  firstSong: number,
  random: Random,
): string {
  const { songs, topics, scenes } = titleWords;
  switch (kind) {
    case "podcast":
      return `Épisode ${index + 1} – ${topics[(firstSong + index) % topics.length]}`;
    case "film":
      return `${1 + Math.floor(index / 4)}M${(index % 4) + 1} ${scenes[index % scenes.length]}`;
    case "advert":
      return ["Spot 30 s", "Spot 20 s", "Radio 15 s"][index] ?? "Version longue";
    case "other":
      return `Partie ${index + 1}`;
    case "album":
    case "ep":
    case "single":
      // Steps of 7 through a list of another length: no song comes twice in a project.
      return songs[(firstSong + index * 7) % songs.length] ?? random.pick(songs);
  }
}
