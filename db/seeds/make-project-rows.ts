import type { projects } from "#db/schema/studio/index.ts";
import type { Booking } from "./make-calendar.ts";
import { type DemoProject, type Stage, stages } from "./make-projects.ts";
import type { TrackedProject } from "./make-tracks.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { bookedOf } from "./workload.ts";

export type ProjectRow = RowOf<typeof projects>;

type Progress = { done: Record<Stage, number>; lastEnd: Date | null };

const aDay = 24 * 60 * 60 * 1000;

const remarks = [
  "Références envoyées, dossier partagé.",
  "Acompte reçu, solde à la livraison.",
  "Visuels attendus avant la livraison.",
  "Sortie calée avec le distributeur, date ferme.",
  "Prévoir une séance de secours pour les voix.",
  "Stems demandés en plus des mixes.",
] as const;

/** The rows of the projects as far as their sessions have brought them at `now`. */
export function makeProjectRows(
  demoProjects: readonly DemoProject[],
  bookings: readonly Booking[],
  dayRateCents: number,
  now: Date,
  random: Random,
): { row: ProjectRow; tracked: TrackedProject }[] {
  const progress = progressAt(now, bookings);
  return demoProjects.map((project) => {
    const { id, client, kind, title, createdAt } = project;
    const { done, lastEnd } = progress.get(project) ?? { done: none(), lastEnd: null };
    const booked = bookedOf(project);
    const isThrough = stages.every((stage) => done[stage] >= booked[stage]);
    // Nobody gives a project up in its first weeks.
    const isYoung = now.getTime() - createdAt.getTime() < 60 * aDay;
    const state = isThrough && !(isYoung && project.fate !== "delivered") ? project.fate : "active";
    const updatedAt = lastEnd ?? createdAt;
    const row: ProjectRow = {
      id,
      createdAt,
      updatedAt,
      clientId: client.id,
      title,
      kind,
      state,
      dueOn: random.chance(0.92) ? dayOf(createdAt.getTime() + project.days * aDay) : null,
      budgetCents: random.chance(0.72) ? budgetOf(project, dayRateCents, random) : null,
      notes: random.chance(0.25) ? random.pick(remarks) : null,
    };
    return { row, tracked: { ...project, updatedAt, done } };
  });
}

function progressAt(now: Date, bookings: readonly Booking[]): Map<DemoProject, Progress> {
  const progress = new Map<DemoProject, Progress>();
  for (const { work, endsAt, isCancelled } of bookings) {
    if (!work || isCancelled || endsAt > now) continue;
    const reached = progress.get(work.project) ?? { done: none(), lastEnd: null };
    reached.done[work.stage] += work.sessions;
    if (!reached.lastEnd || reached.lastEnd < endsAt) reached.lastEnd = endsAt;
    progress.set(work.project, reached);
  }
  return progress;
}

/** Some three quarters of a day for each planned session, to the next hundred euros. */
function budgetOf({ plan }: DemoProject, dayRateCents: number, random: Random): number {
  const sessions = stages.reduce((sum, stage) => sum + plan[stage], 0);
  const cents = sessions * dayRateCents * (0.6 + random.fraction() * 0.4);
  return Math.ceil(cents / 100_00) * 100_00;
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function none(): Record<Stage, number> {
  return { recording: 0, mixing: 0, mastering: 0 };
}
