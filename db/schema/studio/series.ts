import { sql } from "drizzle-orm";
import { date, integer, pgTable, smallint, text, time, uuid } from "drizzle-orm/pg-core";
import { studioColumns } from "./columns.ts";
import { SESSION_KINDS } from "./sessions.ts";

/**
 * What repeats: a rule on calendar days (RFC 5545, 3.3.10) and what its sessions had in common when they
 * were booked. Its occurrences are rows of `sessions`.
 */
export const series = pgTable("series", {
  ...studioColumns(),
  rule: text("rule").notNull(),
  firstDay: date("first_day").notNull(),
  /** By the studio's clocks, in summer and in winter. */
  fromTime: time("from_time").notNull(),
  toTime: time("to_time").notNull(),
  /** How many days after its first a session ends. */
  endDays: smallint("end_days").notNull(),
  /** Days of the rule on which nothing was booked (EXDATE). */
  exceptions: date("exceptions")
    .array()
    .notNull()
    .default(sql`'{}'`),
  clientId: uuid("client_id").notNull(),
  projectId: uuid("project_id"),
  roomId: uuid("room_id").notNull(),
  kind: text("kind", { enum: SESSION_KINDS }).notNull(),
  priceCents: integer("price_cents"),
  notes: text("notes"),
});
