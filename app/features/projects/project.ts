import { z } from "zod";
import { cents } from "#app/lib/money.ts";
import { isDay } from "#app/lib/dates.ts";
import { optionalText } from "#app/lib/text.ts";

export const projectKinds = [
  "album",
  "ep",
  "single",
  "podcast",
  "film",
  "advert",
  "other",
] as const;
export type ProjectKind = (typeof projectKinds)[number];

export const projectStates = ["active", "on_hold", "delivered", "abandoned"] as const;
export type ProjectState = (typeof projectStates)[number];

// What PostgreSQL's integer holds, in whole units of money.
const LARGEST_CENTS = 2_147_483_600;

export const projectSchema = z.object({
  clientId: z.uuid(),
  title: z.string().trim().min(1).max(160),
  kind: z.enum(projectKinds),
  dueOn: z.string().refine(isDay, "common:errors.date").nullable().default(null),
  budgetCents: cents().pipe(z.number().min(0).max(LARGEST_CENTS)).nullable().default(null),
  notes: optionalText(4_000),
});
export type ProjectValues = z.output<typeof projectSchema>;

/** What a list of projects is narrowed to; what is absent narrows nothing. */
export interface ProjectFilter {
  typed: string;
  kind?: ProjectKind;
  /** "overdue": active, and its deadline was before `today`. */
  state?: ProjectState | "overdue";
  clientId?: string;
  /** The studio's day. */
  today: string;
}

const stateFilters = ["overdue", ...projectStates] as const;

/** Reads the filter of a list's address; values that mean nothing are left out. */
export function filterOf(parameters: URLSearchParams, today: string): ProjectFilter {
  return {
    typed: parameters.get("q") ?? "",
    kind: projectKinds.find((kind) => kind === parameters.get("kind")),
    state: stateFilters.find((state) => state === parameters.get("state")),
    today,
  };
}

/** By what a list of projects is sorted; by what is to be worked on first where nothing is said. */
export const projectSorts = ["work", "title", "client", "kind", "state", "due", "budget"] as const;
export type ProjectSort = (typeof projectSorts)[number];

/** The meaning of a state's colour, the same wherever a project is shown. */
export const meaningOfProject = {
  active: "info",
  on_hold: "hold",
  delivered: "good",
  abandoned: "neutral",
} as const satisfies Record<ProjectState, string>;

/** Late from the day after its deadline, while it is being worked on. `today` is the studio's day. */
export function isOverdue(
  { state, dueOn }: { state: ProjectState; dueOn: string | null },
  today: string,
): boolean {
  return state === "active" && dueOn !== null && dueOn < today;
}

export const projectStateSchema = z.object({ state: z.enum(projectStates) });
