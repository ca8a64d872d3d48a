import { boolean, integer, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

export const rooms = pgTable("rooms", {
  ...studioColumns(),
  name: text("name").notNull(),
  kind: text("kind", {
    enum: ["live", "control", "booth", "mixing", "mastering", "rehearsal"],
  }).notNull(),
  /** 1 to 12, of the palette of room colours. */
  colour: smallint("colour").notNull().default(1),
  capacity: smallint("capacity"),
  hourlyRateCents: integer("hourly_rate_cents"),
  halfDayRateCents: integer("half_day_rate_cents"),
  dayRateCents: integer("day_rate_cents"),
  description: text("description"),
  /** Kept free around a session, to be set up and put in order. */
  minutesBefore: smallint("minutes_before").notNull().default(0),
  minutesAfter: smallint("minutes_after").notNull().default(0),
  booths: smallint("booths"),
  /** Monday to Sunday, as `opening-hours.ts` writes them; null: always open. */
  openingHours: text("opening_hours"),
  isBookableByClients: boolean("is_bookable_by_clients").notNull().default(false),
  archivedAt: instant("archived_at"),
});
