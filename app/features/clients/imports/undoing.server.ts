import { and, eq, or, sql } from "drizzle-orm";
import {
  clientAddresses,
  clientContacts,
  clientLinks,
  clients,
  importRows,
  imports,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { isAmong } from "#app/lib/selection.server.ts";
import { CLIENT_REFERENCES, LEFT_BEHIND } from "../merging.server.ts";
import { beginWork, IMPORT_UNDO, KEPT_DAYS, leaveErrand } from "./import-errands.server.ts";

/** Merges are taken back first: who was added may be linked to whom they were merged with. */
const PHASES = ["merged", "added", "companies"] as const;
type UndoStep = { importId: string; phase: number; done: number; after: number };

const STEP_ROWS = 500;

/** Begins to take an import back. False where there is nothing to take back any more. */
export async function undoImport(db: StudioDb, importId: string): Promise<boolean> {
  const begun = await db
    .update(imports)
    .set({ state: "undoing", progress: 0 })
    .where(
      and(
        eq(imports.id, importId),
        eq(imports.state, "done"),
        sql`${imports.doneAt} > now() - make_interval(days => ${KEPT_DAYS})`,
      ),
    )
    .returning({ id: imports.id });
  if (begun.length === 0) return false;
  await beginWork(db, IMPORT_UNDO, importId, { phase: 0, done: 0, after: MIN });
  return true;
}

const MIN = -2_147_483_648;

/** An errand: takes the next rows back; a step a transaction, each leaving the next. */
export async function undoRows(db: StudioDb, payload: unknown): Promise<[]> {
  const { importId, phase, done, after } = payload as UndoStep;
  const [it] = await db
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.state, "undoing"), eq(imports.progress, done)))
    .for("update");
  if (!it) return [];
  const name = PHASES[phase];
  if (!name) return endUndoing(db, importId);
  const [step] = await db.execute<{ last: number | null; count: number }>(sql`
    select max(number) as last, count(*)::int as count from (
      select r.number from ${importRows} r where r.import_id = ${importId} and r.number > ${after}
        and ${whichOf(name)} order by r.number limit ${STEP_ROWS}) next`);
  const count = step?.count ?? 0;
  const last = step?.last ?? MIN;
  if (count > 0) {
    const rows = sql`r.import_id = ${importId} and r.number > ${after} and r.number <= ${last}
      and ${whichOf(name)}`;
    await (name === "merged" ? partRows(db, rows) : removeRows(db, rows, name));
  }
  const progress = done + count;
  await db.update(imports).set({ progress }).where(eq(imports.id, importId));
  const next: UndoStep = { importId, phase, done: progress, after: last };
  await leaveErrand(db, IMPORT_UNDO, {
    payload: count < STEP_ROWS ? { ...next, phase: phase + 1, after: MIN } : next,
  });
  return [];
}

function whichOf(name: (typeof PHASES)[number]) {
  if (name === "merged") return sql`r.outcome = 'merged'`;
  return name === "added" ? sql`r.outcome = 'added' and r.number >= 0` : sql`r.number < 0`;
}

/**
 * Merges with who came in with the same import go with them. Of others, what a merge filled in goes where it
 * still is as it was left; contacts that were changed since stay.
 */
async function partRows(db: StudioDb, rows: ReturnType<typeof sql>) {
  const merged = await db.execute<{ id: string; clientId: string; doneAt: string }>(sql`
    select r.id, r.client_id as "clientId", i.done_at::text as "doneAt" from ${importRows} r
    join ${imports} i on i.id = r.import_id where ${rows}
    and not exists (select from ${importRows} a
      where a.import_id = r.import_id and a.outcome = 'added' and a.client_id = r.client_id)`);
  const [first] = merged;
  if (!first) return;
  // By their ids: of rows that were written a moment ago the planner knows no numbers, and it may read a
  // table for each of them.
  const ids = merged.map(({ clientId }) => clientId);
  const doneAt = sql`${first.doneAt}::timestamptz`;
  for (const table of [clientContacts, clientAddresses]) {
    await db
      .delete(table)
      .where(
        and(
          isAmong(table.clientId, ids),
          sql`${table.createdAt} = ${doneAt}`,
          sql`${table.updatedAt} <= ${doneAt}`,
        ),
      );
  }
  for (const end of [clientLinks.clientId, clientLinks.memberId]) {
    await db
      .delete(clientLinks)
      .where(and(isAmong(end, ids), sql`${clientLinks.createdAt} = ${doneAt}`));
  }
  const changed = sql`select r.client_id, r.change from ${importRows} r where ${isAmong(
    sql`r.id`,
    merged.map(({ id }) => id),
  )}`;
  const columns = ["given_name", "family_name", "alias", "organisation", "job_title", "language"];
  columns.push(
    "deposit_percent",
    "notes",
    "card_uid",
    "card",
    "tags",
    "genres",
    "instruments",
    "custom",
  );
  const set = sql.raw(columns.map((column) => `${column} = n.${column}`).join(", "));
  await db.execute(sql`
    with merged as materialized (${changed}),
    back as (
      select c.id, (select jsonb_object_agg(a.key, m.change->'before'->a.key)
        from jsonb_each(m.change->'after') a where to_jsonb(c)->a.key = a.value) as columns
      from merged m join ${clients} c on c.id = m.client_id where m.change ? 'after')
    update ${clients} c set ${set}
    from back b join ${clients} k on k.id = b.id cross join lateral jsonb_populate_record(k, b.columns) n
    where c.id = b.id and b.columns is not null`);
}

/** Removes whom nobody has used or changed since; the others stay, and their rows say so. */
async function removeRows(
  db: StudioDb,
  rows: ReturnType<typeof sql>,
  phase: "added" | "companies",
) {
  const own = ["client_contacts.client_id", "client_addresses.client_id"];
  const links = ["client_links.client_id", "client_links.member_id"];
  const uses = [...Object.keys(CLIENT_REFERENCES), ...LEFT_BEHIND]
    .filter((reference) => !own.includes(reference))
    .map((reference) => {
      const [table = "", column = ""] = reference.split(".");
      // Links of the import itself go with whom they link.
      const isOld = links.includes(reference) && phase === "added";
      return sql`exists (select from ${sql.identifier(table)} t where t.${sql.identifier(column)} = c.id
        ${isOld ? sql`and t.created_at > i.done_at` : sql``})`;
    });
  const changes = [clientContacts, clientAddresses].map(
    (table) =>
      sql`exists (select from ${table} t where t.client_id = c.id and t.updated_at > i.done_at)`,
  );
  const kept = sql.join([sql`c.updated_at > i.done_at`, ...changes, ...uses], sql` or `);
  await db.execute(sql`
    update ${importRows} k set change = '{"kept": true}'
    from ${importRows} r join ${imports} i on i.id = r.import_id join ${clients} c on c.id = r.client_id
    where k.id = r.id and ${rows} and (${kept})`);
  const gone = await db.execute<{ clientId: string }>(sql`
    select r.client_id as "clientId" from ${importRows} r
    where ${rows} and r.change is null and r.client_id is not null`);
  const ids = gone.map(({ clientId }) => clientId);
  // Nothing goes with a client by itself: of notes, bookings or merges whoever has some is kept.
  await db
    .delete(clientLinks)
    .where(or(isAmong(clientLinks.clientId, ids), isAmong(clientLinks.memberId, ids)));
  await db.delete(clientContacts).where(isAmong(clientContacts.clientId, ids));
  await db.delete(clientAddresses).where(isAmong(clientAddresses.clientId, ids));
  await db.delete(clients).where(isAmong(clients.id, ids));
  await db.execute(sql`
    update ${importRows} r set client_id = null where ${rows} and r.change is null`);
}

async function endUndoing(db: StudioDb, importId: string): Promise<[]> {
  const [figures] = await db.execute<{ removed: number; kept: number }>(sql`
    select count(*) filter (where client_id is null)::int as removed,
      count(*) filter (where client_id is not null)::int as kept
    from ${importRows} where import_id = ${importId} and outcome = 'added'`);
  await db
    .update(imports)
    .set({
      ...{ state: "undone", undoneAt: sql`now()` },
      counts: sql`${imports.counts} || ${JSON.stringify(figures)}::text::jsonb`,
    })
    .where(and(eq(imports.id, importId), eq(imports.state, "undoing")));
  return [];
}
