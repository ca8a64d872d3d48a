import { pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** A studio whose outbox has work, and from when on. */
export const errands = pgTable("errands", {
  studioId: uuid("studio_id").primaryKey(),
  dueAt: instant("due_at").notNull(),
});
