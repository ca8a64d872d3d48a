import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/** That a unit went out, with a session or a person, one of the two. Not returned: it is out. */
export const checkouts = pgTable("checkouts", {
  ...studioColumns(),
  equipmentId: uuid("equipment_id").notNull(),
  sessionId: uuid("session_id"),
  personId: uuid("person_id"),
  outAt: instant("out_at").notNull().defaultNow(),
  dueAt: instant("due_at"),
  returnedAt: instant("returned_at"),
  conditionOnReturn: text("condition_on_return", { enum: ["good", "worn", "in_repair"] }),
  note: text("note"),
});
