import { eq, sql as query } from "drizzle-orm";
import { pipeline } from "node:stream/promises";
import { checkRows } from "#app/features/clients/imports/checking.server.ts";
import {
  IMPORT_CHECK,
  IMPORT_RUN,
  IMPORT_UNDO,
} from "#app/features/clients/imports/import-errands.server.ts";
import { importOptionsSchema } from "#app/features/clients/imports/import-row.ts";
import { runImport } from "#app/features/clients/imports/importing.server.ts";
import { confirmImport, findImport } from "#app/features/clients/imports/imports.server.ts";
import {
  findMapping,
  mapColumns,
  stageUpload,
} from "#app/features/clients/imports/staging.server.ts";
import { undoImport, undoRows } from "#app/features/clients/imports/undoing.server.ts";
import { outbox } from "#db/schema/studio/index.ts";
import { asMover } from "#db/moves/mover.server.ts";
import type { Place } from "#db/places.server.ts";
import type { Platform } from "#db/platform.server.ts";
import type { Studio, StudioDb } from "#db/studio.server.ts";

const HEADER = "Nom;Prénom;Société;E-mail;Téléphone;Portable;Adresse;CP;Ville;Étiquettes;Notes\r\n";

/** A file of so many clients, none like another: eleven columns, as a program of the trade writes them. */
export async function* fillCsv(rows: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = HEADER;
  for (let n = 0; n < rows; n += 1) {
    const digits = String(n).padStart(8, "0");
    text += `Nom${digits};Prénom${n % 400};;client.${digits}@exemple.test;01${digits};06${digits};${n % 200} rue de l’Écluse;${29000 + (n % 900)};Ville ${n % 700};Jazz, Été;Note de ${n}\r\n`;
    if (text.length < 60_000) continue;
    yield encoder.encode(text);
    text = "";
  }
  yield encoder.encode(text);
}

export type ImportTimes = {
  stageMs: number;
  checkMs: number;
  importMs: number;
  undoMs?: number;
  /** How much the process grew at most, in megabytes. */
  grewMegabytes: number;
};

/** From upload to done, each step by itself, as the running app takes them. */
export async function timeImport(
  studio: Studio,
  rows: number,
  { undo = false }: { undo?: boolean } = {},
): Promise<ImportTimes> {
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  // As the running app does it: an errand a transaction, until none is due.
  const work = async () => {
    while (await studio.write(runNext));
  };
  try {
    const [staged, stageMs] = await timed(() =>
      stageUpload(studio, { fileName: "bench.csv", authorId: null, chunks: fillCsv(rows) }),
    );
    if (!staged.ok) throw new Error(JSON.stringify(staged));
    const { importId } = staged;
    const found = await studio.read((db) => findMapping(db, importId));
    if (!found) throw new Error("the file is no table");
    const options = importOptionsSchema.parse(found.options);
    await studio.write((db) => mapColumns(db, importId, { mapping: found.mapping, options }));
    const [, checkMs] = await timed(work);
    await studio.write((db) => confirmImport(db, importId));
    const [, importMs] = await timed(work);
    const it = await studio.read((db) => findImport(db, importId));
    if (it?.state !== "done" || it.counts.added !== rows) throw new Error(JSON.stringify(it));
    const times = { stageMs, checkMs, importMs };
    const grewMegabytes = () => Math.round((peak - before) / 1_048_576);
    if (!undo) return { ...times, grewMegabytes: grewMegabytes() };
    await studio.write((db) => undoImport(db, importId));
    const [, undoMs] = await timed(work);
    return { ...times, undoMs, grewMegabytes: grewMegabytes() };
  } finally {
    clearInterval(watch);
  }
}

const handlers: Record<string, (db: StudioDb, payload: unknown) => Promise<unknown>> = {
  [IMPORT_CHECK]: checkRows,
  [IMPORT_RUN]: runImport,
  [IMPORT_UNDO]: undoRows,
};

async function runNext(db: StudioDb): Promise<boolean> {
  const { id, kind, payload } = outbox;
  const due = query`done_at is null and due_at <= now()`;
  const [errand] = await db.select({ id, kind, payload }).from(outbox).where(due).limit(1);
  if (!errand) return false;
  await handlers[errand.kind]?.(db, errand.payload);
  await db
    .update(outbox)
    .set({ doneAt: query`now()` })
    .where(eq(id, errand.id));
  return true;
}

/**
 * The same rows again, by COPY into the same tables as `rsm_mover`, past triggers and policies: what writing
 * them costs at least. In milliseconds.
 */
export function timeCopy(
  platform: Platform,
  place: Pick<Place, "cluster" | "database" | "schema">,
  { from, to }: { from: string; to: string },
): Promise<number> {
  return asMover(platform, place, "bench", async (mover) => {
    const tables = ["clients", "client_contacts", "client_addresses"];
    const copies: { table: string; columns: string; bytes: Buffer }[] = [];
    for (const table of tables) {
      const named = await mover<{ list: string }[]>`
        select string_agg(quote_ident(attname), ', ' order by attnum) as list from pg_attribute
        where attrelid = ${`${place.schema}.${table}`}::regclass and attnum > 0 and not attisdropped
          and attname <> 'studio_id'`;
      const columns = named[0]?.list ?? "";
      const out = await mover
        .unsafe(
          `copy (select ${columns} from ${place.schema}.${table} where studio_id = '${from}') to stdout`,
        )
        .readable();
      const pieces: Buffer[] = [];
      for await (const piece of out) pieces.push(piece as Buffer);
      copies.push({ table, columns, bytes: Buffer.concat(pieces) });
    }
    const [, ms] = await timed(() =>
      mover.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`select set_config('app.studio_id', ${to}, true)`;
        for (const { table, columns, bytes } of copies) {
          const into = await sql
            .unsafe(`copy ${place.schema}.${table} (${columns}) from stdin`)
            .writable();
          await pipeline([bytes], into);
        }
      }),
    );
    return ms;
  });
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  return [await work(), performance.now() - begun];
}
