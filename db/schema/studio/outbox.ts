import { integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/** Work to do after commit; a studio table, so that a job travels with its studio. */
export const outbox = pgTable("outbox", {
  ...studioColumns(),
  kind: text("kind").notNull(),
  /** One that waits is the only one of its kind and key. */
  key: text("key"),
  payload: jsonb("payload").notNull(),
  dueAt: instant("due_at").notNull().defaultNow(),
  attempts: integer("attempts").notNull().default(0),
  lastError: text("last_error"),
  doneAt: instant("done_at"),
});
