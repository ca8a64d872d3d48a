import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/** What people do in a session, and by trade. */
export const TRADES = ["engineer", "assistant", "producer", "musician", "technician"] as const;

/** Whom a studio books for its sessions: staff and those who come in. */
export const people = pgTable("people", {
  ...studioColumns(),
  name: text("name").notNull(),
  trade: text("trade", { enum: TRADES }).notNull(),
  email: text("email"),
  phone: text("phone"),
  /** A user of the control database, where they sign in. */
  userId: uuid("user_id"),
  notes: text("notes"),
  archivedAt: instant("archived_at"),
});

/** When somebody is away, half-open. It stops what is booked later, and not what was before. */
export const absences = pgTable("absences", {
  ...studioColumns(),
  personId: uuid("person_id").notNull(),
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at").notNull(),
  reason: text("reason"),
});
