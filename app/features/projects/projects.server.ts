import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { findClient } from "#app/features/clients/clients.server.ts";
import { PAGE_ROWS, pageOf, type Cursor } from "#app/lib/keyset.ts";
import { beginsWith, contains } from "#app/lib/search.server.ts";
import { clients, projects, tracks } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { ProjectKind, ProjectState, ProjectValues } from "./project.ts";
import { trackStates } from "./track.ts";

export interface ProjectFilter {
  typed: string;
  kind?: ProjectKind;
  /** "overdue": active, and its deadline was before `today`. */
  state?: ProjectState | "overdue";
  clientId?: string;
  /** The studio's day. */
  today: string;
}

const itsClient = and(eq(clients.studioId, projects.studioId), eq(clients.id, projects.clientId));

/**
 * A page of projects: those in work by their deadline, then those on hold, then the closed ones, the
 * latest first. `steps` are the steps that the tracks have gone through together, of five each.
 */
export async function listProjects(
  db: StudioDb,
  { typed, kind, state, clientId, today }: ProjectFilter,
  after?: Cursor,
) {
  const days = sql`${projects.dueOn} - date '2000-01-01'`;
  const place = sql<number>`case ${projects.state}
    when 'active' then coalesce(${days}, 1000000)
    when 'on_hold' then 2000000 + coalesce(${days}, 1000000)
    else 5000000 - coalesce(${days}, 0) end`;
  const last = Number(after?.key);
  const page = db
    .select({
      studioId: projects.studioId,
      id: projects.id,
      title: projects.title,
      kind: projects.kind,
      state: projects.state,
      dueOn: projects.dueOn,
      clientName: sql<string>`${clients.name}`.as("client_name"),
      place: place.as("place"),
    })
    .from(projects)
    .innerJoin(clients, itsClient)
    .where(
      and(
        kind && eq(projects.kind, kind),
        clientId === undefined ? undefined : eq(projects.clientId, clientId),
        state === "overdue"
          ? and(eq(projects.state, "active"), lt(projects.dueOn, today))
          : state && eq(projects.state, state),
        contains(typed, projects.title, clients.name),
        after && Number.isSafeInteger(last)
          ? sql`(${place}, ${projects.id}) > (${last}::int, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(place), asc(projects.id))
    .limit(PAGE_ROWS + 1)
    .as("page");
  const step = sql`array_position(${`{${trackStates.join(",")}}`}::text[], ${tracks.state}) - 1`;
  const work = db
    .select({
      count: sql<number>`count(*)::int`.as("count"),
      approved: sql<number>`(count(*) filter (where ${tracks.state} = 'approved'))::int`.as(
        "approved",
      ),
      steps: sql<number>`coalesce(sum(${step}), 0)::int`.as("steps"),
    })
    .from(tracks)
    .where(and(eq(tracks.studioId, page.studioId), eq(tracks.projectId, page.id)))
    .as("work");
  const rows = await db
    .select({
      id: page.id,
      title: page.title,
      kind: page.kind,
      state: page.state,
      dueOn: page.dueOn,
      clientName: page.clientName,
      place: page.place,
      tracks: work.count,
      approved: work.approved,
      steps: work.steps,
    })
    .from(page)
    .crossJoinLateral(work)
    .orderBy(asc(page.place), asc(page.id));
  return pageOf(rows, (row) => row.place);
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
