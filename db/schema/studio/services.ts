import { date, integer, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { studioColumns } from "./columns.ts";

/** What was done to a unit of equipment. Of each kind the latest says when the next is due. */
export const services = pgTable("services", {
  ...studioColumns(),
  equipmentId: uuid("equipment_id").notNull(),
  kind: text("kind", { enum: ["inspection", "repair", "calibration", "service"] }).notNull(),
  doneOn: date("done_on").notNull(),
  doneBy: text("done_by"),
  costCents: integer("cost_cents"),
  note: text("note"),
  intervalMonths: smallint("interval_months"),
  nextDueOn: date("next_due_on"),
});
