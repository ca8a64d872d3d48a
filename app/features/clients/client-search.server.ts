import { and, sql, type SQL } from "drizzle-orm";
import { clients } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { escapeWildcards } from "#app/lib/search.server.ts";
import { isAmong } from "#app/lib/selection.server.ts";
import { searchWords } from "./contact-key.server.ts";

/** Up to so many are looked up by the index; of more, a list meets some soon whichever way it goes. */
const FEW = 500;

/** Of so many the best are chosen; those whose name begins with what was typed are among them in any case. */
const CANDIDATES = 200;

/**
 * The condition that a client is found by what was typed: each word anywhere in names, e-mails, phones (any
 * writing of them) and city, without case and accents; one or two letters only where a word begins. Undefined
 * where nothing was typed.
 *
 * Under row-level security no pattern can use an index. Where few are found they are named, and where many
 * are, the list's own order finds a page of them without reading far.
 */
export async function foundBy(db: StudioDb, typed: string): Promise<SQL | undefined> {
  const words = searchWords(typed);
  if (words.length === 0) return undefined;
  const ids = await findIds(db, "", words, FEW + 1);
  return ids.length <= FEW ? isAmong(clients.id, ids) : and(...words.map(holding));
}

/**
 * The best `count` for what was typed: names that begin so, then where each word begins one, then the rest.
 * With nothing typed the first by name. `columns` are selected; `where` bounds who may be found.
 */
export async function rankedBy(db: StudioDb, typed: string, where: SQL | undefined, count: number) {
  const words = searchWords(typed);
  const chosen = { id: clients.id, name: clients.name, city: clients.city, email: clients.email };
  if (words.length === 0) {
    return db
      .select(chosen)
      .from(clients)
      .where(where)
      .orderBy(clients.name, clients.id)
      .limit(count);
  }
  const ids = await findIds(db, typed.trim(), words, CANDIDATES);
  const begins = sql`${clients.search} like ' ' || rsm.fold(${escapeWildcards(typed.trim())}) || '%'`;
  const wordsBegin = and(...words.map(beginning));
  return db
    .select(chosen)
    .from(clients)
    .where(and(isAmong(clients.id, ids), where))
    .orderBy(
      sql`case when ${begins} then 0 when ${wordsBegin} then 1 else 2 end`,
      clients.name,
      clients.id,
    )
    .limit(count);
}

async function findIds(db: StudioDb, typed: string, words: string[], wanted: number) {
  const found = await db.execute<{ id: string }>(sql`
    select distinct id from rsm.search_clients(current_schema, rsm.fold(${typed}),
      (select array_agg(rsm.fold(word)) from jsonb_array_elements_text(${JSON.stringify(words)}::text::jsonb) word), ${wanted}) as found (id)`);
  return found.map(({ id }) => id);
}

function holding(word: string): SQL {
  const folded = sql`rsm.fold(${escapeWildcards(word)})`;
  // As rsm.search_clients has it.
  return sql`${clients.search} like '%' || case when length(rsm.fold(${word})) < 3 then ' ' else '' end || ${folded} || '%'`;
}

function beginning(word: string): SQL {
  return sql`${clients.search} like '% ' || rsm.fold(${escapeWildcards(word)}) || '%'`;
}
