import { jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { studioColumns } from "./columns.ts";

export const AUDIT_ACTIONS = ["insert", "update", "delete"] as const;

/** Every change to a studio's rows, written by triggers; the app reads it and changes none of it. */
export const audit = pgTable("audit", {
  ...studioColumns(),
  /** A user of the control database; null where the platform did it. */
  actor: uuid("actor"),
  /** The address that the request came from. */
  origin: text("origin"),
  tableName: text("table_name").notNull(),
  rowId: uuid("row_id").notNull(),
  action: text("action", { enum: AUDIT_ACTIONS }).notNull(),
  /** Of an update, the columns that changed. */
  before: jsonb("before").$type<Record<string, unknown>>(),
  after: jsonb("after").$type<Record<string, unknown>>(),
});
