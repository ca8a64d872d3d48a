import { bigint, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

export const IMPORT_FORMATS = ["csv", "xlsx", "vcard", "jcard"] as const;

export const IMPORT_STATES = [
  "reading",
  "read",
  "checking",
  "checked",
  "importing",
  "done",
  "undoing",
  "undone",
  "failed",
  "dropped",
] as const;

/** A file of clients on its way in. */
export const imports = pgTable("imports", {
  ...studioColumns(),
  fileName: text("file_name").notNull(),
  format: text("format", { enum: IMPORT_FORMATS }).notNull(),
  bytes: bigint("bytes", { mode: "number" }).notNull(),
  /** Encoding, separator, sheet; what was wrong with the file as a whole. */
  details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
  /** Of a table: its header. */
  columns: text("columns").array().notNull().default([]),
  /** Of a table: by column, the field that it fills or null. */
  mapping: jsonb("mapping").$type<(string | null)[]>(),
  options: jsonb("options").$type<Record<string, unknown>>().notNull().default({}),
  state: text("state", { enum: IMPORT_STATES }).notNull().default("reading"),
  rowCount: integer("row_count").notNull().default(0),
  /** How many rows the work under way has done. */
  progress: integer("progress").notNull().default(0),
  /** What came of the rows. */
  counts: jsonb("counts").$type<Record<string, number>>().notNull().default({}),
  failure: text("failure"),
  /** A user of the control database. */
  authorId: uuid("author_id"),
  doneAt: instant("done_at"),
  undoneAt: instant("undone_at"),
});

/** The rows of a file, from its upload until the import can no longer be undone. Not audited: a draft. */
export const importRows = pgTable("import_rows", {
  ...studioColumns(),
  importId: uuid("import_id").notNull(),
  /** Where it stands in the file. */
  number: integer("number").notNull(),
  /** As the file has it: cells of a table, or a jCard. */
  cells: jsonb("cells").$type<unknown[]>().notNull(),
  /** As it is understood, and what keeps it from being so. */
  read: jsonb("read").$type<Record<string, unknown>>(),
  problems: jsonb("problems").$type<{ field: string | null; code: string }[]>(),
  /** Whom it seems to be: a client, or an earlier row. */
  suspectId: uuid("suspect_id"),
  suspectRow: integer("suspect_row"),
  decision: text("decision", { enum: ["add", "merge", "skip"] }),
  outcome: text("outcome", { enum: ["added", "merged", "skipped", "wrong"] }),
  clientId: uuid("client_id"),
  /** Of a merge: what it changed, by which it is taken back. */
  change: jsonb("change").$type<Record<string, unknown>>(),
});
