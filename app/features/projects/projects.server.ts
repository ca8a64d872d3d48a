import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { findClient } from "#app/features/clients/clients.server.ts";
import type { PageWish } from "#app/lib/keyset.ts";
import { byPlaceIn, keysetPage, type SortKey } from "#app/lib/keyset.server.ts";
import { beginsWith, contains } from "#app/lib/search.server.ts";
import { isAmong } from "#app/lib/selection.server.ts";
import { clients, projects, tracks } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import {
  type ProjectFilter,
  projectKinds,
  type ProjectSort,
  type ProjectState,
  projectStates,
  type ProjectValues,
} from "./project.ts";
import { trackStates } from "./track.ts";

const itsClient = and(eq(clients.studioId, projects.studioId), eq(clients.id, projects.clientId));

const days = sql`${projects.dueOn} - date '2000-01-01'`;

const sortKeys: Record<ProjectSort, SortKey> = {
  // Those in work by their deadline, then those on hold, then the closed ones, the latest first.
  work: {
    value: sql`case ${projects.state}
      when 'active' then coalesce(${days}, 1000000)
      when 'on_hold' then 2000000 + coalesce(${days}, 1000000)
      else 5000000 - coalesce(${days}, 0) end`,
    type: "integer",
  },
  title: projects.title,
  client: clients.name,
  kind: byPlaceIn(projects.kind, projectKinds),
  state: byPlaceIn(projects.state, projectStates),
  due: projects.dueOn,
  budget: projects.budgetCents,
};

const byWork = { by: "work", descending: false } as const;

/** A page of projects. `steps` are the steps that the tracks have gone through together, of five each. */
export async function listProjects(
  db: StudioDb,
  filter: ProjectFilter,
  { sort = byWork, after, size }: PageWish<ProjectSort> = {},
) {
  const { id, title, kind, state, dueOn, budgetCents } = projects;
  const page = await keysetPage({ keys: sortKeys, id, sort, after, size }, (part) =>
    db
      .select({
        ...{ id, title, kind, state, dueOn, budgetCents },
        clientName: clients.name,
        sortKey: part.key,
      })
      .from(projects)
      .innerJoin(clients, itsClient)
      .where(and(matching(filter), part.where))
      .orderBy(...part.orderBy)
      .limit(part.limit),
  );
  const work = await workOf(
    db,
    page.rows.map((project) => project.id),
  );
  return { ...page, rows: page.rows.map((row) => ({ ...row, ...(work.get(row.id) ?? noWork) })) };
}

const noWork = { tracks: 0, approved: 0, steps: 0 };

async function workOf(db: StudioDb, ids: string[]) {
  const step = sql`array_position(${`{${trackStates.join(",")}}`}::text[], ${tracks.state}) - 1`;
  const rows = await db
    .select({
      projectId: tracks.projectId,
      tracks: sql<number>`count(*)::int`,
      approved: sql<number>`(count(*) filter (where ${tracks.state} = 'approved'))::int`,
      steps: sql<number>`sum(${step})::int`,
    })
    .from(tracks)
    .where(isAmong(tracks.projectId, ids))
    .groupBy(tracks.projectId);
  return new Map(rows.map(({ projectId, ...work }) => [projectId, work]));
}

function matching({ typed, kind, state, clientId, today }: ProjectFilter) {
  return and(
    kind && eq(projects.kind, kind),
    clientId === undefined ? undefined : eq(projects.clientId, clientId),
    state === "overdue"
      ? and(eq(projects.state, "active"), lt(projects.dueOn, today))
      : state && eq(projects.state, state),
    contains(typed, projects.title, clients.name),
  );
}

export type ListedProject = Awaited<ReturnType<typeof listProjects>>["rows"][number];

/** The project with its client's name, or undefined. `id` is a uuid; money in cents. */
export async function findProject(db: StudioDb, id: string) {
  const { title, kind, state, dueOn, budgetCents, notes, clientId } = projects;
  const [project] = await db
    .select({
      id: projects.id,
      title,
      kind,
      state,
      dueOn,
      budgetCents,
      notes,
      clientId,
      clientName: clients.name,
    })
    .from(projects)
    .innerJoin(clients, itsClient)
    .where(eq(projects.id, id));
  return project;
}

export type Project = NonNullable<Awaited<ReturnType<typeof findProject>>>;

/**
 * The twenty best for a field that asks for a project: open ones, of one client where that is given,
 * titles that begin so first.
 */
export function listProjectOptions(db: StudioDb, typed: string, clientId?: string) {
  return db
    .select({ value: projects.id, label: projects.title, hint: clients.name })
    .from(projects)
    .innerJoin(clients, itsClient)
    .where(
      and(
        inArray(projects.state, ["active", "on_hold"]),
        clientId === undefined ? undefined : eq(projects.clientId, clientId),
        contains(typed, projects.title, clients.name),
      ),
    )
    .orderBy(desc(beginsWith(typed, projects.title)), asc(projects.title), asc(projects.id))
    .limit(20);
}

type Kept = { ok: true; id: string } | { ok: false; missing: "client" | "project" };

export async function addProject(db: StudioDb, values: ProjectValues): Promise<Kept> {
  if (!(await findClient(db, values.clientId))) return { ok: false, missing: "client" };
  const [added] = await db.insert(projects).values(values).returning({ id: projects.id });
  return { ok: true, id: added!.id };
}

export async function editProject(db: StudioDb, id: string, values: ProjectValues): Promise<Kept> {
  if (!(await findClient(db, values.clientId))) return { ok: false, missing: "client" };
  const [edited] = await db
    .update(projects)
    .set(values)
    .where(eq(projects.id, id))
    .returning({ id: projects.id });
  return edited ? { ok: true, id } : { ok: false, missing: "project" };
}

/** False where there is no such project. */
export async function setProjectState(
  db: StudioDb,
  id: string,
  state: ProjectState,
): Promise<boolean> {
  const changed = await db
    .update(projects)
    .set({ state })
    .where(eq(projects.id, id))
    .returning({ id: projects.id });
  return changed.length > 0;
}
