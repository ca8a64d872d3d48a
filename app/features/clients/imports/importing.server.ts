import { and, eq, inArray, sql } from "drizzle-orm";
import {
  clientAddresses,
  clientContacts,
  clients,
  importRows,
  imports,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { IMPORT_SWEEP, KEPT_DAYS, leaveErrand } from "./import-errands.server.ts";
import { linkCards, linkCompanies } from "./import-links.server.ts";
import { mergeRows } from "./import-merges.server.ts";
import { importOptionsSchema } from "./import-row.ts";

/** Writes beside the errand's own transaction. Never awaited within it: both may wait for the same move. */
type Aside = { aside?: (work: (db: StudioDb) => Promise<unknown>) => Promise<unknown> };

/** So many rows a statement: one for each row would be slow, one for all would say nothing of how far it is. */
const CHUNK_ROWS = 5_000;

/**
 * An errand: all rows become clients, or none does. One transaction, which may run again from its start: what
 * it does is gone then, and an import that is done already is left as it is.
 */
export async function runImport(
  db: StudioDb,
  payload: unknown,
  { aside }: Aside = {},
): Promise<[]> {
  const { importId } = payload as { importId: string };
  // Two runs of the same take turns. The import's own row stays free for whoever tells how far it is.
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${importId}`}, 0))`);
  const [it] = await db
    .select({ format: imports.format, options: imports.options, rowCount: imports.rowCount })
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.state, "importing")));
  if (!it) return [];
  const tell = progressTeller(importId, aside);
  await db.execute(sql`
    update ${importRows} set outcome = case when read is null then 'wrong' else 'skipped' end
    where import_id = ${importId} and (read is null or decision = 'skip')`);
  const chunks = await chunksOf(db, importId);
  for (const [n, chunk] of chunks.entries()) {
    await addRows(db, importId, chunk, sql`decision is distinct from 'merge'`);
    tell(Math.round((it.rowCount * (n + 1)) / (chunks.length + 1)));
  }
  await mergeRows(db, importId, chunks);
  // Whoever was to be merged into somebody who is not there any more, or was skipped.
  for (const chunk of chunks) await addRows(db, importId, chunk, sql`true`);
  const { linkCompanies: links } = importOptionsSchema.parse(it.options);
  const companies = links ? await linkCompanies(db, importId) : 0;
  if (it.format === "vcard" || it.format === "jcard") await linkCards(db, importId);

  const counted = await db.execute<{ outcome: string; count: number }>(sql`
    select outcome, count(*)::int as count from ${importRows}
    where import_id = ${importId} and number >= 0 group by 1`);
  const counts = Object.fromEntries(counted.map(({ outcome, count }) => [outcome, count]));
  await db
    .update(imports)
    .set({
      ...{ state: "done", doneAt: sql`now()`, progress: it.rowCount },
      counts: { added: 0, merged: 0, skipped: 0, wrong: 0, companies, ...counts },
    })
    .where(and(eq(imports.id, importId), eq(imports.state, "importing")));
  await leaveErrand(db, IMPORT_SWEEP, {
    ...{ payload: { importId }, key: `${importId}/done`, minutes: KEPT_DAYS * 1_440 },
  });
  return [];
}

export type Chunk = { from: number; to: number };

/** Numbers of rows, so many of them a chunk. */
async function chunksOf(db: StudioDb, importId: string): Promise<Chunk[]> {
  const rows = await db.execute<Chunk>(sql`
    select min(number) as "from", max(number) as "to" from (
      select number, (row_number() over (order by number) - 1) / ${CHUNK_ROWS}::int as chunk
      from ${importRows} where import_id = ${importId}) numbered
    group by chunk order by 1`);
  return [...rows];
}

/** Tells one thing at a time; what cannot be told is told with the next. */
function progressTeller(importId: string, aside: Aside["aside"]) {
  let isTelling = false;
  return (progress: number) => {
    if (!aside || isTelling) return;
    isTelling = true;
    const told = aside((db) =>
      db
        .update(imports)
        .set({ progress })
        .where(and(eq(imports.id, importId), inArray(imports.state, ["importing"]))),
    );
    void told.then(
      () => (isTelling = false),
      () => (isTelling = false),
    );
  };
}

/** Columns that come from `read`, with the types that they have there. */
const COLUMNS = `kind text, name text, given_name text, family_name text, alias text, organisation text,
  job_title text, tags text[], genres text[], instruments text[], language text, deposit_percent smallint,
  custom jsonb, notes text, is_vip boolean, card_uid text, email text, phone text, city text, reached_by text`;
const NAMES = COLUMNS.replace(/ (text\[\]|text|smallint|jsonb|boolean)/g, "");

/** Adds the rows of a chunk that nothing came of yet, with what they are reached by. */
async function addRows(
  db: StudioDb,
  importId: string,
  { from, to }: Chunk,
  which: ReturnType<typeof sql>,
): Promise<void> {
  const claimed = await db.execute(sql`
    update ${importRows} set outcome = 'added', client_id = uuidv7()
    where import_id = ${importId} and number between ${from} and ${to} and outcome is null and ${which}`);
  if (claimed.count === 0) return;
  const rows = sql`${importRows} r
    where r.import_id = ${importId} and r.number between ${from} and ${to} and r.outcome = 'added'
      and not exists (select from ${clients} c where c.id = r.client_id)`;
  // As one statement: the clients are not there yet for whoever asks which rows are new.
  await db.execute(sql`
    with new_rows as materialized (
      select r.client_id, r.read, case when jsonb_typeof(r.cells->0) = 'string' and r.cells->>0 = 'vcard'
        and jsonb_typeof(r.cells->1) = 'array' then r.cells end as card from ${rows}),
    new_clients as (
      insert into ${clients} (id, card, ${sql.raw(NAMES)})
      select client_id, card, ${sql.raw(NAMES)}
      from new_rows cross join lateral jsonb_to_record(read->'columns') as c (${sql.raw(COLUMNS)})
      returning id),
    new_contacts as (
      insert into ${clientContacts} (client_id, kind, position, label, value, key)
      select client_id, kind, position, label, value, key from new_rows
        cross join lateral jsonb_to_recordset(read->'contacts')
          as c (kind text, position int, label text, value text, key text))
    insert into ${clientAddresses}
      (client_id, position, label, street, postal_code, city, region, country)
    select client_id, position, label, street, postal_code, city, region, country from new_rows
      cross join lateral jsonb_to_recordset(read->'addresses')
        as a (position int, label text, street text, postal_code text, city text, region text, country text)`);
}
