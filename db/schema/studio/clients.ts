import { boolean, pgTable, text } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

export const clients = pgTable("clients", {
  ...studioColumns(),
  kind: text("kind", { enum: ["person", "company"] })
    .notNull()
    .default("person"),
  name: text("name").notNull(),
  email: text("email"),
  phone: text("phone"),
  city: text("city"),
  notes: text("notes"),
  isVip: boolean("is_vip").notNull().default(false),
  archivedAt: instant("archived_at"),
});
