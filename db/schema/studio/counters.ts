import { bigint, pgTable, text } from "drizzle-orm/pg-core";
import { studioColumns } from "./columns.ts";

/** Gapless numbers, from a locked row a name. */
export const counters = pgTable("counters", {
  ...studioColumns(),
  name: text("name").notNull(),
  value: bigint("value", { mode: "number" }).notNull().default(0),
});
