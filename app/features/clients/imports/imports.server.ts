import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { clients, importRows, imports, outbox } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { type Cursor, PAGE_ROWS, pageOf } from "#app/lib/keyset.ts";
import type { ReadRow } from "./checking.server.ts";
import { asJson, beginWork, IMPORT_RUN, KEPT_DAYS } from "./import-errands.server.ts";
import type { RowProblem } from "./import-row.ts";
import type { Decision, Face, RowFilter } from "./import.ts";

const columns = {
  ...{ id: imports.id, fileName: imports.fileName, format: imports.format, bytes: imports.bytes },
  ...{ state: imports.state, rowCount: imports.rowCount, progress: imports.progress },
  ...{ counts: imports.counts, failure: imports.failure, authorId: imports.authorId },
  ...{ createdAt: imports.createdAt, doneAt: imports.doneAt, undoneAt: imports.undoneAt },
  canUndo: sql<boolean>`${imports.state} = 'done'
    and ${imports.doneAt} > now() - make_interval(days => ${KEPT_DAYS})`,
};

/** A page of the imports, the latest first. */
export async function listImports(db: StudioDb, after: Cursor | undefined) {
  const rows = await db
    .select(columns)
    .from(imports)
    .where(after && lt(imports.id, after.id))
    .orderBy(desc(imports.id))
    .limit(PAGE_ROWS + 1);
  return pageOf(rows, () => "");
}

export type ListedImport = Awaited<ReturnType<typeof listImports>>["rows"][number];

export async function findImport(db: StudioDb, id: string) {
  const { details, columns: header } = imports;
  const isDelayed = sql<boolean>`exists (select from ${outbox} o where o.done_at is null
    and o.attempts > 0 and o.payload->>'importId' = ${id})`;
  const [it] = await db
    .select({ ...columns, details, header, isDelayed })
    .from(imports)
    .where(eq(imports.id, id));
  return it;
}

/** How many rows are as they should be, seem to be somebody already, or have errors; and what is to become of them. */
export async function countRows(db: StudioDb, importId: string) {
  const [counts] = await db
    .select({
      fine: sql<number>`count(*) filter (where ${importRows.read} is not null)::int`,
      suspect: sql<number>`count(*) filter (where ${isSuspect})::int`,
      wrong: sql<number>`count(*) filter (where ${importRows.read} is null)::int`,
      add: sql<number>`count(*) filter (where ${importRows.read} is not null
        and coalesce(${importRows.decision}, 'add') = 'add')::int`,
      merge: sql<number>`count(*) filter (where ${importRows.decision} = 'merge')::int`,
      skip: sql<number>`count(*) filter (where ${importRows.decision} = 'skip')::int`,
    })
    .from(importRows)
    .where(eq(importRows.importId, importId));
  return counts!;
}

const isSuspect = sql`coalesce(${importRows.suspectId}::text, ${importRows.suspectRow}::text) is not null`;

/** A page of the rows by their number in the file: as they are understood, and whom they seem to be. */
export async function listRows(
  db: StudioDb,
  importId: string,
  filter: RowFilter | undefined,
  after: Cursor | undefined,
) {
  const which = {
    fine: isNotNull(importRows.read),
    suspect: sql`${isSuspect}`,
    wrong: isNull(importRows.read),
  };
  const { id, number, cells, read, problems, suspectId, suspectRow, decision } = importRows;
  const rows = await db
    .select({ id, number, cells, read, problems, suspectId, suspectRow, decision })
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        gt(importRows.number, afterNumber(after)),
        filter && which[filter],
      ),
    )
    .orderBy(asc(number))
    .limit(PAGE_ROWS + 1);
  const page = pageOf(rows, (row) => row.number);
  const faces = await facesOf(db, importId, page.rows);
  return {
    next: page.next,
    rows: page.rows.map((row) => ({
      ...{ id: row.id, number: row.number, decision: row.decision, suspectRow: row.suspectRow },
      problems: (row.problems ?? []) as RowProblem[],
      face: faceOf(row.read as ReadRow | null),
      likeness: (row.read as ReadRow | null)?.likeness ?? null,
      // Of what could not be read: the beginning of what stands there.
      cells: row.read ? [] : textsOf(row.cells).slice(0, 6),
      suspect: faces.get(row.suspectId ?? row.suspectRow ?? "") ?? null,
      suspectId: row.suspectId,
    })),
  };
}

export type PreviewRow = Awaited<ReturnType<typeof listRows>>["rows"][number];

function afterNumber(after: Cursor | undefined): number {
  const number = Number(after?.key ?? Number.NaN);
  return Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : -1;
}

/** Cells as texts; of a card, the texts of what names it. */
function textsOf(cells: unknown[]): string[] {
  if (cells[0] !== "vcard" || !Array.isArray(cells[1])) return cells.map(String);
  const properties = cells[1] as unknown[][];
  const named = properties.filter(([name]) => ["fn", "n", "org", "email"].includes(String(name)));
  return named.map((property) => property.slice(3).flat(2).filter(Boolean).join(" ").slice(0, 80));
}

function faceOf(read: ReadRow | null): Face | null {
  if (!read) return null;
  const { name, organisation, email, phone, city } = read.columns as Partial<Face>;
  return {
    name: name ?? "",
    organisation: organisation ?? null,
    email: email ?? null,
    phone: phone ?? null,
    city: city ?? null,
  };
}

type Suspected = { suspectId: string | null; suspectRow: number | null };

async function facesOf(db: StudioDb, importId: string, rows: readonly Suspected[]) {
  const ids = rows.flatMap(({ suspectId }) => suspectId ?? []);
  const numbers = rows.flatMap(({ suspectId, suspectRow }) =>
    suspectId ? [] : (suspectRow ?? []),
  );
  const faces = new Map<string | number, Face & { archived: boolean }>();
  if (ids.length > 0) {
    const { id, name, organisation, email, phone, city, archivedAt } = clients;
    const found = await db
      .select({ id, name, organisation, email, phone, city, archivedAt })
      .from(clients)
      .where(inArray(id, ids));
    for (const { id: each, archivedAt: at, ...face } of found) {
      faces.set(each, { ...face, archived: at !== null });
    }
  }
  if (numbers.length > 0) {
    const earlier = await db
      .select({ number: importRows.number, read: importRows.read })
      .from(importRows)
      .where(and(eq(importRows.importId, importId), inArray(importRows.number, numbers)));
    for (const { number, read } of earlier) {
      const face = faceOf(read as ReadRow | null);
      if (face) faces.set(number, { ...face, archived: false });
    }
  }
  return faces;
}

/**
 * Says what becomes of a row that seems to be somebody already, or of all of them. False where the import
 * does not wait for that.
 */
export async function decide(
  db: StudioDb,
  importId: string,
  { rowId, decision }: { rowId?: string | undefined; decision: Decision },
): Promise<boolean> {
  const [it] = await db
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.state, "checked")))
    .for("update");
  if (!it) return false;
  const decided = await db
    .update(importRows)
    .set({ decision })
    .where(
      and(
        eq(importRows.importId, importId),
        isNotNull(importRows.read),
        rowId === undefined ? sql`${isSuspect}` : eq(importRows.id, rowId),
        decision === "merge" ? sql`${isSuspect}` : undefined,
      ),
    )
    .returning({ id: importRows.id });
  return rowId === undefined || decided.length > 0;
}

/** Has the rows become clients. False where the import is not one that waits for that. */
export async function confirmImport(db: StudioDb, importId: string): Promise<boolean> {
  const confirmed = await db
    .update(imports)
    .set({ state: "importing", progress: 0 })
    .where(and(eq(imports.id, importId), eq(imports.state, "checked")))
    .returning({ id: imports.id });
  if (confirmed.length === 0) return false;
  await beginWork(db, IMPORT_RUN, importId);
  return true;
}

/** The next rows with errors behind a number, as they stand in the file. */
export async function listWrongRows(db: StudioDb, importId: string, after: number) {
  const { number, cells, problems } = importRows;
  const rows = await db
    .select({ number, cells, problems })
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        gt(number, after),
        isNull(importRows.read),
        or(isNull(importRows.outcome), eq(importRows.outcome, "wrong")),
      ),
    )
    .orderBy(asc(number))
    .limit(1_000);
  return rows.map((row) => ({
    number: row.number,
    cells: textsOf(row.cells),
    problems: (row.problems ?? []) as RowProblem[],
  }));
}

/** Of an import that was taken back: who stays, since they were used or changed meanwhile. */
export function listKept(db: StudioDb, importId: string) {
  return db
    .select({ id: clients.id, name: clients.name })
    .from(importRows)
    .innerJoin(
      clients,
      and(eq(clients.studioId, importRows.studioId), eq(clients.id, importRows.clientId)),
    )
    .where(
      and(
        eq(importRows.importId, importId),
        eq(importRows.outcome, "added"),
        sql`${importRows.change} @> ${asJson({ kept: true })}`,
      ),
    )
    .orderBy(asc(clients.name))
    .limit(200);
}
