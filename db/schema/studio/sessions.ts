import { date, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

export const SESSION_KINDS = [
  "recording",
  "mixing",
  "mastering",
  "rehearsal",
  "lockout",
  "remote",
  "location",
  "visit",
  "dry_hire",
] as const;

/**
 * Recording sessions, booked half-open `[startsAt, endsAt)`. What they take of rooms, people and
 * equipment are rows of `allocations`, which the database keeps in step.
 */
export const sessions = pgTable("sessions", {
  ...studioColumns(),
  roomId: uuid("room_id").notNull(),
  clientId: uuid("client_id").notNull(),
  projectId: uuid("project_id"),
  kind: text("kind", { enum: SESSION_KINDS }).notNull(),
  state: text("state", {
    enum: ["hold", "tentative", "confirmed", "in_progress", "done", "cancelled", "no_show"],
  })
    .notNull()
    .default("confirmed"),
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at").notNull(),
  priceCents: integer("price_cents"),
  notes: text("notes"),
  /** Of a hold, or what was one: since when it waits in line, and until when it is asked first. */
  heldAt: instant("held_at"),
  heldUntil: instant("held_until"),
  /** Since when who is next in line waits for an answer. */
  challengedAt: instant("challenged_at"),
  cancelledAt: instant("cancelled_at"),
  cancellationReason: text("cancellation_reason"),
  /** How often its room, its times or its state changed: the database counts. */
  sequence: integer("sequence").notNull().default(0),
  /** Of which series it is, and the day that the rule gave it, wherever it was moved. */
  seriesId: uuid("series_id"),
  occurrenceDay: date("occurrence_day"),
});
