import { sql } from "drizzle-orm";
import { date, integer, pgTable, text, time, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";
import { SESSION_KINDS } from "./sessions.ts";

/** Who would take a slot if there were one. */
export const waiting = pgTable("waiting", {
  ...studioColumns(),
  clientId: uuid("client_id").notNull(),
  projectId: uuid("project_id"),
  /** Null: whichever is free. */
  roomId: uuid("room_id"),
  kind: text("kind", { enum: SESSION_KINDS }).notNull(),
  earliestDay: date("earliest_day").notNull(),
  latestDay: date("latest_day").notNull(),
  /** Between which hours of a day it has to lie; both or neither. */
  fromTime: time("from_time"),
  toTime: time("to_time"),
  minutes: integer("minutes").notNull(),
  note: text("note"),
  /** A user of the control database: whoever wrote the row. */
  createdBy: uuid("created_by").default(
    sql`nullif(current_setting('app.user_id', true), '')::uuid`,
  ),
  closedAt: instant("closed_at"),
  /** What was booked for it. */
  sessionId: uuid("session_id"),
});
