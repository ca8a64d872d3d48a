import { and, type AnyColumn, desc, eq, gte, isNull, lt, sql, type SQL } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import {
  audit,
  clients,
  equipment,
  leads,
  people,
  projects,
  rooms,
  series,
  sessions,
  tracks,
  waiting,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { idAt } from "#app/lib/id-at.ts";
import { PAGE_ROWS, type KeysetPage } from "#app/lib/keyset.ts";
import { idsIn, PLATFORM, spanOf, type ChangeFilter } from "./audit.ts";

/** What filters, and the time zone in which its days are. */
export type ChangeQuery = ChangeFilter & { timeZone: string };

export type Change = Awaited<ReturnType<typeof selectChanges>>[number];

/** A page of the changes, the latest first. Changes that are made meanwhile come before its first. */
export async function listChanges(db: StudioDb, query: ChangeQuery): Promise<KeysetPage<Change>> {
  const rows = await selectChanges(db, query);
  const shown = rows.slice(0, PAGE_ROWS);
  return { rows: shown, next: rows.length > PAGE_ROWS ? (shown.at(-1)?.id ?? null) : null };
}

/** The query of a page and one row more, not run yet. */
export function selectChanges(db: StudioDb, query: ChangeQuery) {
  const { range, order } = rangeOf(query);
  return db
    .select({
      id: audit.id,
      // When it was made, in the order of the ids; `created_at` is when its transaction began.
      at: sql<Date>`uuid_extract_timestamp(${audit.id})`.mapWith(audit.createdAt),
      actor: audit.actor,
      address: audit.origin,
      table: audit.tableName,
      rowId: audit.rowId,
      action: audit.action,
      before: audit.before,
      after: audit.after,
    })
    .from(audit)
    .where(range)
    .orderBy(...order)
    .limit(PAGE_ROWS + 1);
}

/**
 * Where the page is in an index: between two ids, or between two pairs of a value that is filtered for
 * and an id. As pairs, and not by equality, since only the value's own index has their order: the
 * statistics are those of all studios in a place, and by them a value that is common elsewhere and rare
 * here would be looked for among all changes of the studio.
 */
function rangeOf(query: ChangeQuery): { range: SQL | undefined; order: SQL[] } {
  const { since, until } = spanOf(query, query.timeZone);
  const from = since ? idAt(since) : FIRST_ID;
  const [to = LAST_ID] = [query.after, until && idAt(until)]
    .filter((id) => id !== undefined)
    .sort();
  const ids = and(gte(audit.id, from), lt(audit.id, to));
  const isByPlatform = query.person === PLATFORM;
  const filters: { column: AnyColumn; value: string | undefined }[] = [
    { column: audit.rowId, value: query.row },
    { column: audit.origin, value: query.address },
    { column: audit.actor, value: isByPlatform ? undefined : query.person },
    { column: audit.tableName, value: query.thing },
    { column: audit.action, value: query.action },
  ];
  const [first, ...others] = filters.filter(({ value }) => value !== undefined);
  const rest = and(
    isByPlatform ? isNull(audit.actor) : undefined,
    ...others.map(({ column, value }) => eq(column, value)),
  );
  if (!first) {
    const order = isByPlatform ? [desc(audit.actor), desc(audit.id)] : [desc(audit.id)];
    return { range: and(ids, rest), order };
  }
  const { column, value } = first;
  const bound = (id: string) => sql`(${sql.param(value, column)}, ${sql.param(id, audit.id)})`;
  const pairs = sql`(${column}, ${audit.id}) >= ${bound(from)} and (${column}, ${audit.id}) < ${bound(to)}`;
  return { range: and(pairs, rest), order: [desc(column), desc(audit.id)] };
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** The users who ever changed something here: a step in the index for each, however many changes they made. */
export async function listActors(db: StudioDb): Promise<string[]> {
  const rows = await db.execute<{ actor: string }>(sql`
    with recursive actors (actor) as (
      (select a.actor from audit a where a.actor is not null order by a.actor limit 1)
      union all
      select (select a.actor from audit a where a.actor > actors.actor order by a.actor limit 1)
      from actors where actors.actor is not null
    )
    select actor from actors where actor is not null`);
  return rows.map(({ actor }) => actor);
}

/** What a row is called now. A session goes by its client and its start, a series and who waits by the client. */
export type NamedRow = {
  id: string;
  name: string;
  startsAt: Date | null;
  /** Of a track. */
  projectId: string | null;
};

/** Those of the rows that the changes name which are still there; one query. */
export async function listNamedRows(
  db: StudioDb,
  changes: readonly Pick<Change, "table" | "rowId" | "before" | "after">[],
): Promise<NamedRow[]> {
  const ids = JSON.stringify([...new Set(changes.flatMap(idsIn))]);
  // One parameter, so that the statement is the same for any number of ids.
  const among = (id: AnyColumn) =>
    sql`${id} = any (array(select jsonb_array_elements_text(${ids}::jsonb)::uuid))`;
  const noMoment = sql<Date | null>`null::timestamptz`.mapWith(sessions.startsAt);
  const noProject = sql<string | null>`null::uuid`;
  const named = (
    table: typeof clients | typeof leads | typeof rooms | typeof equipment | typeof people,
  ) =>
    db
      .select({ id: table.id, name: table.name, startsAt: noMoment, projectId: noProject })
      .from(table)
      .where(among(table.id));
  const ofClient = (table: typeof series | typeof waiting) =>
    db
      .select({ id: table.id, name: clients.name, startsAt: noMoment, projectId: noProject })
      .from(table)
      .innerJoin(clients, and(eq(clients.studioId, table.studioId), eq(clients.id, table.clientId)))
      .where(among(table.id));
  return unionAll(
    named(clients),
    named(leads),
    named(rooms),
    named(equipment),
    named(people),
    db
      .select({ id: projects.id, name: projects.title, startsAt: noMoment, projectId: noProject })
      .from(projects)
      .where(among(projects.id)),
    db
      .select({
        id: tracks.id,
        name: tracks.title,
        startsAt: noMoment,
        projectId: sql<string | null>`${tracks.projectId}`,
      })
      .from(tracks)
      .where(among(tracks.id)),
    db
      .select({
        id: sessions.id,
        name: clients.name,
        startsAt: sql<Date | null>`${sessions.startsAt}`.mapWith(sessions.startsAt),
        projectId: noProject,
      })
      .from(sessions)
      .innerJoin(
        clients,
        and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
      )
      .where(among(sessions.id)),
    ofClient(series),
    ofClient(waiting),
  );
}
