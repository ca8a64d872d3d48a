import { sql } from "drizzle-orm";
import { date, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

export const equipment = pgTable("equipment", {
  ...studioColumns(),
  name: text("name").notNull(),
  kind: text("kind", {
    enum: [
      "microphone",
      "preamp",
      "compressor",
      "equaliser",
      "console",
      "converter",
      "monitor",
      "instrument",
      "amplifier",
      "outboard",
      "computer",
      "other",
    ],
  }).notNull(),
  maker: text("maker"),
  serialNumber: text("serial_number"),
  condition: text("condition", { enum: ["good", "worn", "in_repair", "retired"] })
    .notNull()
    .default("good"),
  roomId: uuid("room_id"),
  purchasedOn: date("purchased_on"),
  purchasePriceCents: integer("purchase_price_cents"),
  notes: text("notes"),
  /** On its label, given by the database where none is named. */
  code: text("code")
    .notNull()
    .default(sql`null`),
  archivedAt: instant("archived_at"),
});
