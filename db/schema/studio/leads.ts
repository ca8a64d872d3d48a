import { date, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

export const LEAD_STAGES = ["new", "contacted", "quoted", "won", "lost"] as const;

export const LEAD_SOURCES = [
  "website",
  "phone",
  "email",
  "referral",
  "social",
  "walk_in",
  "other",
] as const;

/** Somebody who asks, and may become a client. */
export const leads = pgTable("leads", {
  ...studioColumns(),
  name: text("name").notNull(),
  kind: text("kind", { enum: ["person", "company"] })
    .notNull()
    .default("person"),
  organisation: text("organisation"),
  email: text("email"),
  phone: text("phone"),
  source: text("source", { enum: LEAD_SOURCES }).notNull().default("other"),
  /** What they ask for. */
  wish: text("wish"),
  valueCents: integer("value_cents"),
  followUpOn: date("follow_up_on"),
  stage: text("stage", { enum: LEAD_STAGES }).notNull().default("new"),
  /** Since when it is at that stage. */
  stagedAt: instant("staged_at").notNull().defaultNow(),
  lostReason: text("lost_reason"),
  /** Who asks, or who they became. */
  clientId: uuid("client_id"),
});
