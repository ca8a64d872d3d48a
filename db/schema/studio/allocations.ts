import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";
import { TRADES } from "./people.ts";

/**
 * What a session takes: its room, which the database writes by itself, people and units of equipment;
 * one of the three a row. `allocations_no_double_booking` lets no two overlap but holds among holds.
 * Times and claim follow the session by a trigger.
 */
export const allocations = pgTable("allocations", {
  ...studioColumns(),
  sessionId: uuid("session_id").notNull(),
  roomId: uuid("room_id"),
  personId: uuid("person_id"),
  equipmentId: uuid("equipment_id"),
  /** Of a person in this session. */
  role: text("role", { enum: TRADES }),
  claim: text("claim", { enum: ["firm", "hold", "none"] }).notNull(),
  /** Half-open, with the minutes that a room is kept free around the session. */
  takenFrom: instant("taken_from").notNull(),
  takenUntil: instant("taken_until").notNull(),
});
