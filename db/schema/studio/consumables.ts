import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/** What is used up and bought again. */
export const consumables = pgTable("consumables", {
  ...studioColumns(),
  name: text("name").notNull(),
  /** What is counted, in the studio's own word. */
  unit: text("unit").notNull(),
  quantity: integer("quantity").notNull(),
  /** With so many left, or fewer, it is to be bought. */
  threshold: integer("threshold").notNull(),
  location: text("location"),
  note: text("note"),
  archivedAt: instant("archived_at"),
});
