import { jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { studioColumns } from "./columns.ts";

/** What a call sheet says beside its session; minutes count from the session's start. */
export const callSheets = pgTable("call_sheets", {
  ...studioColumns(),
  sessionId: uuid("session_id").notNull(),
  /** Null: the studio's. */
  access: text("access"),
  parking: text("parking"),
  doorCode: text("door_code"),
  /** Null: the session's. */
  notes: text("notes"),
  calls: jsonb("calls").notNull().$type<{ personId: string; minutes: number }[]>(),
  guests: jsonb("guests")
    .notNull()
    .$type<{ name: string; role: string | null; phone: string | null; minutes: number | null }[]>(),
  schedule: jsonb("schedule").notNull().$type<{ minutes: number; what: string }[]>(),
  breaks: jsonb("breaks")
    .notNull()
    .$type<{ minutes: number; length: number; what: string | null }[]>(),
});
