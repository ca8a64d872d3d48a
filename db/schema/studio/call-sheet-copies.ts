import { jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

/** What somebody was told of a session: instants as ISO 8601. */
export type Told = { startsAt: string; endsAt: string; room: string; cancelled: boolean };

/** Who was sent a session's call sheet, and is told when it changes. */
export const callSheetCopies = pgTable("call_sheet_copies", {
  ...studioColumns(),
  sessionId: uuid("session_id").notNull(),
  recipient: text("recipient").notNull(),
  name: text("name").notNull(),
  language: text("language", { enum: ["fr", "en"] }).notNull(),
  told: jsonb("told").$type<Told>(),
  toldAt: instant("told_at"),
});
