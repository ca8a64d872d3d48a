import { date, integer, numeric, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { studioColumns } from "./columns.ts";

export const projects = pgTable("projects", {
  ...studioColumns(),
  clientId: uuid("client_id").notNull(),
  title: text("title").notNull(),
  kind: text("kind", {
    enum: ["album", "ep", "single", "podcast", "film", "advert", "other"],
  }).notNull(),
  state: text("state", { enum: ["active", "on_hold", "delivered", "abandoned"] })
    .notNull()
    .default("active"),
  dueOn: date("due_on"),
  budgetCents: integer("budget_cents"),
  notes: text("notes"),
});

export const tracks = pgTable("tracks", {
  ...studioColumns(),
  projectId: uuid("project_id").notNull(),
  /** From 1; unique in its project, checked at commit so that a reordering may pass through ties. */
  position: integer("position").notNull(),
  title: text("title").notNull(),
  state: text("state", {
    enum: ["to_record", "recording", "to_mix", "mixing", "to_master", "approved"],
  })
    .notNull()
    .default("to_record"),
  isrc: text("isrc"),
  bpm: numeric("bpm", { precision: 5, scale: 2, mode: "number" }),
  musicalKey: text("musical_key"),
  durationSeconds: integer("duration_seconds"),
});
