import { and, desc, eq, inArray, or, sql, type AnyColumn, type SQL } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import {
  audit,
  clientAddresses,
  clientContacts,
  clientLinks,
  clientMerges,
  clientNotes,
  clients,
  leads,
  projects,
  sessions,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { PAGE_ROWS, pageOf, type KeysetPage } from "#app/lib/keyset.ts";
import { activityTables, type Activity, type ActivityTable } from "./activity.ts";

/** Of what is removed for good, the audit alone knows whose it was. */
const removable: ActivityTable[] = [
  "client_contacts",
  "client_addresses",
  "client_notes",
  "client_links",
];

/**
 * A page of what was done to a client and whatever is theirs, the latest first: when, by which user, and
 * what it was. What it said before and after is in the audit, for who may read that. Of clients that were
 * merged into this one too. `after` is the id of the last change shown.
 */
export async function listActivity(
  db: StudioDb,
  clientId: string,
  after?: string,
  size = PAGE_ROWS,
): Promise<KeysetPage<Activity>> {
  const merged = await db
    .select({ id: clients.id })
    .from(clients)
    .where(or(eq(clients.id, clientId), eq(clients.mergedInto, clientId)));
  const ids = merged.map(({ id }) => id);
  if (ids.length === 0) return { rows: [], next: null };
  const theirs = rowsOfClients(db, ids).as("theirs");
  const rows = await db
    .select({
      id: audit.id,
      // When it was made, in the order of the ids; `created_at` is when its transaction began.
      at: sql<Date>`uuid_extract_timestamp(${audit.id})`.mapWith(audit.createdAt),
      actor: audit.actor,
      table: sql<ActivityTable>`${audit.tableName}`,
      rowId: audit.rowId,
      action: audit.action,
      title: sql<string | null>`coalesce(${projects.title}, ${leads.name})`,
      startsAt: sessions.startsAt,
    })
    .from(audit)
    .leftJoin(sessions, isRow("sessions", sessions))
    .leftJoin(projects, isRow("projects", projects))
    .leftJoin(leads, isRow("leads", leads))
    .where(
      and(
        inArray(audit.rowId, db.select({ id: theirs.id }).from(theirs)),
        inArray(audit.tableName, [...activityTables]),
        after === undefined ? undefined : sql`${audit.id} < ${after}::uuid`,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(size + 1);
  return pageOf(rows, () => "", size);
}

function isRow(name: ActivityTable, table: { studioId: AnyColumn; id: AnyColumn }) {
  return and(
    eq(audit.tableName, name),
    eq(table.studioId, audit.studioId),
    eq(table.id, audit.rowId),
  );
}

function rowsOfClients(db: StudioDb, ids: readonly string[]) {
  const list = [...ids];
  const of = (
    table:
      | typeof clientContacts
      | typeof clientAddresses
      | typeof clientNotes
      | typeof sessions
      | typeof projects
      | typeof leads,
  ) => db.select({ id: table.id }).from(table).where(inArray(table.clientId, list));
  return unionAll(
    db.select({ id: clients.id }).from(clients).where(inArray(clients.id, list)),
    of(clientContacts),
    of(clientAddresses),
    of(clientNotes),
    of(sessions),
    of(projects),
    of(leads),
    db
      .select({ id: clientLinks.id })
      .from(clientLinks)
      .where(or(inArray(clientLinks.clientId, list), inArray(clientLinks.memberId, list))),
    db.select({ id: clientMerges.id }).from(clientMerges).where(inArray(clientMerges.keptId, list)),
    db
      .select({ id: audit.rowId })
      .from(audit)
      .where(
        and(
          eq(audit.action, "delete"),
          inArray(audit.tableName, removable),
          or(named("client_id", list), named("member_id", list)),
        ),
      ),
  );
}

function named(column: string, ids: string[]): SQL {
  return inArray(sql`${audit.before} ->> ${column}::text`, ids);
}
