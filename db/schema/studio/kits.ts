import { pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/** Named sets of equipment, booked as one. */
export const kits = pgTable("kits", {
  ...studioColumns(),
  name: text("name").notNull(),
  notes: text("notes"),
  archivedAt: instant("archived_at"),
});

/** What a kit holds: a unit, or so many of its class. */
export const kitItems = pgTable("kit_items", {
  ...studioColumns(),
  kitId: uuid("kit_id").notNull(),
  equipmentId: uuid("equipment_id").notNull(),
  /** Null: this very unit. */
  anyCount: smallint("any_count"),
});
