import { boolean, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/** What a list was narrowed, sorted and laid out to, under a name. */
export const savedViews = pgTable("saved_views", {
  ...studioColumns(),
  /** As the list calls itself: "equipment". */
  list: text("list").notNull(),
  name: text("name").notNull(),
  /** The search string of the list's address, without its question mark. */
  query: text("query").notNull(),
  /** Seen by all of the studio; else by its maker alone. */
  isShared: boolean("is_shared").notNull().default(false),
  /** A user of the control database; null where it came with the studio. */
  userId: uuid("user_id"),
  position: integer("position").notNull().default(0),
  removedAt: instant("removed_at"),
});
