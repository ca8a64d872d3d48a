import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/** How long a session took, by its clock or as it was written down; half-open, `[startedAt, endedAt)`. */
export const timeEntries = pgTable("time_entries", {
  ...studioColumns(),
  sessionId: uuid("session_id").notNull(),
  personId: uuid("person_id"),
  kind: text("kind", { enum: ["booked", "overtime", "manual"] }).notNull(),
  startedAt: instant("started_at").notNull(),
  /** Null while the clock runs: at most one such entry a session. */
  endedAt: instant("ended_at"),
  /** Of an hour, frozen when it was written. */
  rateCents: integer("rate_cents"),
  /** Frozen when it ended. */
  billedMinutes: integer("billed_minutes"),
  amountCents: integer("amount_cents"),
  note: text("note"),
});
