import type { rooms } from "#db/schema/studio/index.ts";
import { type DemoProject, type Stage, stages } from "./make-projects.ts";
import type { ProjectKind } from "./plan.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

type Room = RowOf<typeof rooms>;

/** A project and how many sessions of each stage it still asks for. */
export type OpenProject = { project: DemoProject; left: Record<Stage, number>; lastRoom: string };

const recordedIn: Readonly<Partial<Record<Room["kind"], readonly ProjectKind[]>>> = {
  live: ["album", "ep", "single", "film", "other"],
  control: ["ep", "single", "advert", "other"],
  booth: ["single", "podcast", "advert", "film", "album", "other"],
};

const everything: readonly ProjectKind[] = [
  "album",
  "ep",
  "single",
  "podcast",
  "film",
  "advert",
  "other",
];

const mixedIn: typeof recordedIn = {
  control: everything,
  mixing: everything,
  booth: ["podcast", "advert"],
};

/** The projects that wait for their next session; each goes through its stages in order. */
export function workload(
  projects: readonly DemoProject[],
  studioRooms: readonly Room[],
  random: Random,
) {
  const waiting: OpenProject[] = [];
  const hasMastering = studioRooms.some(({ kind }) => kind === "mastering");
  let opened = 0;

  function openUntil(moment: Date): void {
    for (let next = projects[opened]; next && next.createdAt < moment; next = projects[++opened])
      waiting.push({ project: next, left: bookedOf(next), lastRoom: "" });
  }

  function suits({ project, left }: OpenProject, room: Room): boolean {
    const stage = stageOf(left);
    if (stage === "recording") return recordedIn[room.kind]?.includes(project.kind) ?? false;
    if (stage === "mixing") return mixedIn[room.kind]?.includes(project.kind) ?? false;
    return room.kind === (hasMastering ? "mastering" : "mixing");
  }

  /**
   * A project for this room, the one that was here last more often than another. The fewer wait, the
   * rarer one comes: nobody records every day for weeks.
   */
  function nextFor(room: Room): { open: OpenProject; stage: Stage } | undefined {
    const suitable = waiting.filter((open) => suits(open, room));
    const again = suitable.find(({ lastRoom }) => lastRoom === room.id);
    const open =
      again && random.chance(0.5) ? again : suitable[random.between(0, studioRooms.length * 4)];
    const stage = open && stageOf(open.left);
    return open && stage ? { open, stage } : undefined;
  }

  function take(open: OpenProject, stage: Stage, room: Room, sessions: number): void {
    open.left[stage] = Math.max(0, open.left[stage] - sessions);
    open.lastRoom = room.id;
    if (!stageOf(open.left)) waiting.splice(waiting.indexOf(open), 1);
  }

  return { openUntil, nextFor, take };
}

function stageOf(left: Readonly<Record<Stage, number>>): Stage | undefined {
  return stages.find((stage) => left[stage] > 0);
}

/** What it books: all of its plan, or what came before it stopped. */
export function bookedOf({ plan, fate }: DemoProject): Record<Stage, number> {
  if (fate === "delivered") return { ...plan };
  return { recording: Math.ceil(plan.recording / 2), mixing: 0, mastering: 0 };
}
