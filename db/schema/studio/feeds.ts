import { customType, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Calendars that are subscribed to by a secret address. All three ids null: the studio's own. */
export const feeds = pgTable("feeds", {
  ...studioColumns(),
  roomId: uuid("room_id"),
  personId: uuid("person_id"),
  clientId: uuid("client_id"),
  label: text("label"),
  secretHash: bytea("secret_hash").notNull(),
  /** A user of the control database. */
  createdBy: uuid("created_by"),
  /** To the hour. */
  lastFetchedAt: instant("last_fetched_at"),
  revokedAt: instant("revoked_at"),
});

/**
 * A session that a room's, a person's or a client's calendar showed and shows no more, as it stood
 * there. Written by triggers on `sessions` and `allocations`; it stays when the session comes back.
 */
export const departures = pgTable("departures", {
  ...studioColumns(),
  sessionId: uuid("session_id").notNull(),
  leftRoomId: uuid("left_room_id"),
  leftPersonId: uuid("left_person_id"),
  leftClientId: uuid("left_client_id"),
  leftAt: instant("left_at").notNull().defaultNow(),
  times: integer("times").notNull().default(1),
  roomId: uuid("room_id").notNull(),
  clientId: uuid("client_id").notNull(),
  kind: text("kind").notNull(),
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at").notNull(),
  sequence: integer("sequence").notNull(),
});
