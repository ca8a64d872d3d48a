import { sql } from "drizzle-orm";
import { timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * The columns that every studio table has. `studio_id` comes from the scope that `enter()` set, so
 * no feature passes it; outside a scope the default raises and nothing is written.
 * Keys and foreign keys are composite, `(studio_id, …)`: they stand in the migrations.
 */
export function studioColumns() {
  return {
    studioId: uuid("studio_id")
      .notNull()
      .default(sql`current_setting('app.studio_id')::uuid`),
    id: uuid("id")
      .notNull()
      .default(sql`uuidv7()`),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  };
}

/** An instant, stored in UTC. */
export function instant(name: string) {
  return timestamp(name, { withTimezone: true });
}
