import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/**
 * Recording sessions, booked half-open `[startsAt, endsAt)`. The exclusion constraint
 * `sessions_no_double_booking` lets no two that are not cancelled share a room and a moment.
 */
export const sessions = pgTable("sessions", {
  ...studioColumns(),
  roomId: uuid("room_id").notNull(),
  clientId: uuid("client_id").notNull(),
  projectId: uuid("project_id"),
  kind: text("kind", {
    enum: [
      "recording",
      "mixing",
      "mastering",
      "rehearsal",
      "lockout",
      "remote",
      "location",
      "visit",
      "dry_hire",
    ],
  }).notNull(),
  state: text("state", {
    enum: ["tentative", "confirmed", "in_progress", "done", "cancelled", "no_show"],
  })
    .notNull()
    .default("confirmed"),
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at").notNull(),
  priceCents: integer("price_cents"),
  notes: text("notes"),
  cancelledAt: instant("cancelled_at"),
  cancellationReason: text("cancellation_reason"),
});
