import { and, asc, desc, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { customFields, importRows, imports } from "#db/schema/studio/index.ts";
import type { Studio, StudioDb } from "#db/studio.server.ts";
import type { ReadOptions } from "#app/lib/sheets/read-table.server.ts";
import type { CustomField } from "../custom-fields.ts";
import { guessMapping, isImportField, type Mapping } from "./import-fields.ts";
import { type ImportOptions, importOptionsSchema } from "./import-row.ts";
import {
  asJson,
  beginWork,
  IMPORT_CHECK,
  IMPORT_SWEEP,
  KEPT_DAYS,
  jsonText,
  leaveErrand,
} from "./import-errands.server.ts";
import { readUpload, type RefusedUpload, type UploadRow } from "./upload-rows.server.ts";

export type NewUpload = {
  fileName: string;
  authorId: string | null;
  chunks: AsyncIterable<Uint8Array>;
  options?: ReadOptions;
};
export type Staging =
  { ok: true; importId: string } | { ok: false; importId: string; failure: string } | RefusedUpload;

const BATCH_ROWS = 1_000;
/** Of JSON: a card may have a photograph. */
const BATCH_LENGTH = 4_000_000;

/**
 * Reads a file into an import's rows, a batch a transaction: what is in memory is a batch. What is no file of
 * clients at all is refused and leaves nothing; one that breaks off leaves an import that says why.
 */
export async function stageUpload(
  studio: Pick<Studio, "write">,
  { fileName, authorId, chunks, options }: NewUpload,
): Promise<Staging> {
  let bytes = 0;
  const upload = await readUpload(counted(), options);
  if (!upload.ok) return upload;
  const { format, columns, hasHeader } = upload;
  const importId = await studio.write(async (db) => {
    const name = fileName.replaceAll("\0", "").slice(0, 200) || "—";
    const [made] = await db
      .insert(imports)
      .values({ fileName: name, format, bytes: 0, columns, authorId })
      .returning({ id: imports.id });
    await leaveErrand(db, IMPORT_SWEEP, {
      ...{ payload: { importId: made!.id }, key: `${made!.id}/reading`, minutes: 60 },
    });
    return made!.id;
  });
  let count = 0;
  try {
    for await (const rows of batches(upload.rows)) {
      count += rows.length;
      await studio.write((db) => insertRows(db, importId, rows));
    }
  } finally {
    await upload.close();
  }
  const failure = upload.failure() ?? (count === 0 ? "empty" : undefined);
  const details = { ...upload.details, hasHeader, remarks: upload.remarks() };
  await studio.write((db) =>
    failure === undefined
      ? endReading(db, importId, { bytes, details, count, isTable: columns.length > 0 })
      : failImport(db, importId, failure),
  );
  return failure === undefined ? { ok: true, importId } : { ok: false, importId, failure };

  async function* counted() {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  }
}

/** Nothing of it stays but why. */
export async function failImport(db: StudioDb, importId: string, failure: string): Promise<void> {
  await db.delete(importRows).where(eq(importRows.importId, importId));
  await db
    .update(imports)
    .set({ state: "failed", failure, rowCount: 0, progress: 0 })
    .where(eq(imports.id, importId));
}

async function* batches(rows: AsyncIterable<UploadRow>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let length = 0;
  for await (const row of rows) {
    const json = jsonText(row);
    batch.push(json);
    length += json.length;
    if (batch.length < BATCH_ROWS && length < BATCH_LENGTH) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}

async function insertRows(db: StudioDb, importId: string, rows: readonly string[]) {
  await db.execute(sql`
    insert into ${importRows} (import_id, number, cells)
    select ${importId}::uuid, number, cells
    from jsonb_to_recordset(${`[${rows.join()}]`}::text::jsonb) as given (number int, cells jsonb)`);
}

type Read = { bytes: number; details: Record<string, unknown>; count: number; isTable: boolean };

async function endReading(
  db: StudioDb,
  importId: string,
  { bytes, details, count, isTable }: Read,
) {
  const read = { bytes, details, rowCount: count };
  await db
    .update(imports)
    .set({ ...read, state: isTable ? "read" : "checking" })
    .where(and(eq(imports.id, importId), eq(imports.state, "reading")));
  await leaveErrand(db, IMPORT_SWEEP, {
    ...{ payload: { importId }, key: `${importId}/draft`, minutes: KEPT_DAYS * 1_440 },
  });
  if (!isTable) await beginWork(db, IMPORT_CHECK, importId, { done: 0, after: 0 });
}

/** The fields of the studio's own that are in use. */
export async function listCustomFields(db: StudioDb): Promise<CustomField[]> {
  const { id, name, kind, choices } = customFields;
  return db
    .select({ id, name, kind, choices })
    .from(customFields)
    .where(sql`${customFields.archivedAt} is null`)
    .orderBy(asc(customFields.position), asc(customFields.name));
}

/** A table whose columns wait to be named: some of its rows, and what the columns are or seem to be. */
export async function findMapping(db: StudioDb, importId: string) {
  const { id, fileName, columns, details, state, rowCount, mapping } = imports;
  const [it] = await db
    .select({ id, fileName, columns, details, rowCount, mapping, options: imports.options })
    .from(imports)
    .where(and(eq(id, importId), inArray(state, ["read", "checked"])));
  if (!it || it.columns.length === 0) return undefined;
  const [rows, customs, remembered] = await Promise.all([
    db
      .select({ cells: importRows.cells })
      .from(importRows)
      .where(eq(importRows.importId, importId))
      .orderBy(asc(importRows.number))
      .limit(20),
    listCustomFields(db),
    rememberedMapping(db, importId, it.columns),
  ]);
  const samples = rows.map(({ cells }) => cells.map(asText));
  const known = it.mapping ? { mapping: it.mapping, options: it.options } : remembered;
  const hasHeader = it.details.hasHeader === true;
  const options = importOptionsSchema.parse({ ...known?.options, hasHeader });
  return {
    ...{ id: it.id, fileName: it.fileName, columns: it.columns, rowCount: it.rowCount },
    details: it.details,
    customs,
    samples: it.columns.map((_, n) =>
      samples
        .map((cells) => cells[n] ?? "")
        .filter(Boolean)
        .slice(0, 3),
    ),
    mapping: known
      ? it.columns.map((_, n) => asField(known.mapping[n], customs))
      : guessMapping(it.columns, samples, customs),
    isRemembered: !it.mapping && remembered !== undefined,
    options,
  };
}

function asField(text: string | null | undefined, customs: CustomField[]) {
  return text && isImportField(text, customs) ? text : null;
}

async function rememberedMapping(db: StudioDb, importId: string, columns: string[]) {
  if (!columns.some(Boolean)) return undefined;
  const [last] = await db
    .select({ mapping: imports.mapping, options: imports.options })
    .from(imports)
    .where(
      and(
        ne(imports.id, importId),
        isNotNull(imports.mapping),
        sql`${imports.columns} = array(select jsonb_array_elements_text(${asJson(columns)}))`,
      ),
    )
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(1);
  return last?.mapping ? { mapping: last.mapping, options: last.options } : undefined;
}

/** Sets what the columns are, and has the rows checked. False where the import does not wait for that. */
export async function mapColumns(
  db: StudioDb,
  importId: string,
  { mapping, options }: { mapping: Mapping; options: ImportOptions },
): Promise<boolean> {
  const mapped = await db
    .update(imports)
    .set({ mapping, options, state: "checking", progress: 0, counts: {} })
    .where(and(eq(imports.id, importId), inArray(imports.state, ["read", "checked"])))
    .returning({ id: imports.id });
  if (mapped.length === 0) return false;
  await beginWork(db, IMPORT_CHECK, importId, { done: 0, after: 0 });
  return true;
}

/** Whether the first row of the file names its columns, where it was taken for the contrary. */
export async function setHeader(
  db: StudioDb,
  importId: string,
  hasHeader: boolean,
): Promise<boolean> {
  const [it] = await db
    .select({ columns: imports.columns, details: imports.details })
    .from(imports)
    .where(and(eq(imports.id, importId), inArray(imports.state, ["read", "checked"])))
    .for("update");
  if (!it || it.columns.length === 0) return false;
  if (it.details.hasHeader === hasHeader) return true;
  const details = { ...it.details, hasHeader };
  if (hasHeader) {
    const [first] = await db
      .select({ id: importRows.id, cells: importRows.cells })
      .from(importRows)
      .where(eq(importRows.importId, importId))
      .orderBy(asc(importRows.number))
      .limit(1);
    if (!first) return false;
    await db.delete(importRows).where(eq(importRows.id, first.id));
    const columns = it.columns.map((_, n) => asText(first.cells[n]).trim());
    const rowCount = sql`${imports.rowCount} - 1`;
    await db
      .update(imports)
      .set({ columns, details, rowCount, state: "read" })
      .where(eq(imports.id, importId));
    return true;
  }
  // The rows of the file begin behind its header.
  await db.insert(importRows).values({ importId, number: 1, cells: it.columns });
  const columns = it.columns.map(() => "");
  const rowCount = sql`${imports.rowCount} + 1`;
  await db
    .update(imports)
    .set({ columns, details, rowCount, state: "read" })
    .where(eq(imports.id, importId));
  return true;
}

/** A cell of a table: never anything but a text. */
function asText(cell: unknown): string {
  return typeof cell === "string" ? cell : "";
}
