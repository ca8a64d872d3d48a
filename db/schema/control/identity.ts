import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { ROLES } from "../../roles.ts";
import { bytea, citext, createdAt, id, inet, instant } from "./columns.ts";

/** A secret that travels stands here as its SHA-256; one that must be read again is sealed. */
export const users = pgTable("users", {
  id: id(),
  email: citext("email").notNull(),
  name: text("name").notNull(),
  passwordHash: text("password_hash"),
  isOperator: boolean("is_operator").notNull().default(false),
  emailVerifiedAt: instant("email_verified_at"),
  language: text("language", { enum: ["fr", "en"] })
    .notNull()
    .default("fr"),
  /** Sealed. In force once it is confirmed. */
  totpKey: bytea("totp_key"),
  totpConfirmedAt: instant("totp_confirmed_at"),
  /** The last step whose code was used: a code works once. */
  totpLastStep: bigint("totp_last_step", { mode: "number" }),
  createdAt: createdAt(),
});

export const memberships = pgTable(
  "memberships",
  {
    userId: uuid("user_id").notNull(),
    studioId: uuid("studio_id").notNull(),
    role: text("role", { enum: ROLES }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.studioId] })],
);

/** A browser that is signed in; its cookie holds the secret whose SHA-256 stands here. */
export const signIns = pgTable("sign_ins", {
  id: id(),
  secretHash: bytea("secret_hash").notNull(),
  userId: uuid("user_id").notNull(),
  createdAt: createdAt(),
  lastUsedAt: instant("last_used_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  userAgent: text("user_agent"),
  address: inet("address"),
  /** A second factor is still to come: until then nobody is signed in by it. */
  pending: boolean("pending").notNull().default(false),
  secondFactorAt: instant("second_factor_at"),
});

/** Shown once, used once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: uuid("user_id").notNull(),
    codeHash: bytea("code_hash").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

export const PROVIDERS = ["google", "apple"] as const;

/** An account at another provider, by its subject there. */
export const identities = pgTable(
  "identities",
  {
    provider: text("provider", { enum: PROVIDERS }).notNull(),
    subject: text("subject").notNull(),
    userId: uuid("user_id").notNull(),
    email: citext("email"),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.subject] })],
);

/** A link in a mail: works once, until it expires. */
export const oneTimeLinks = pgTable("one_time_links", {
  id: id(),
  kind: text("kind", { enum: ["magic-link", "password-reset", "email-verification"] }).notNull(),
  secretHash: bytea("secret_hash").notNull(),
  userId: uuid("user_id").notNull(),
  returnTo: text("return_to"),
  createdAt: createdAt(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/** Open until it is accepted, revoked, or expired; one open an address and studio. */
export const invitations = pgTable("invitations", {
  id: id(),
  studioId: uuid("studio_id").notNull(),
  email: citext("email").notNull(),
  role: text("role", { enum: ["admin", "engineer", "assistant", "accountant"] }).notNull(),
  secretHash: bytea("secret_hash").notNull(),
  invitedBy: uuid("invited_by"),
  createdAt: createdAt(),
  sentAt: instant("sent_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  acceptedAt: instant("accepted_at"),
  revokedAt: instant("revoked_at"),
});

/** Tries that failed, by what they are counted for: `account:…`, `address:…`, `mail:…`. */
export const throttles = pgTable("throttles", {
  key: text("key").primaryKey(),
  count: integer("count").notNull().default(0),
  since: instant("since").notNull().defaultNow(),
  blockedUntil: instant("blocked_until"),
});

export type MailBody = {
  text: string;
  html: string;
  /** Who is answered to, where that is not us. */
  replyTo?: string;
  attachments?: { filename: string; contentType: string; base64: string }[];
};

/** Mail to send after commit. The body, which holds links that are secrets, is emptied once sent. */
export const mails = pgTable("mails", {
  id: id(),
  recipient: citext("recipient").notNull(),
  kind: text("kind").notNull(),
  language: text("language", { enum: ["fr", "en"] }).notNull(),
  subject: text("subject").notNull(),
  body: jsonb("body").$type<MailBody>(),
  createdAt: createdAt(),
  dueAt: instant("due_at").notNull().defaultNow(),
  attempts: integer("attempts").notNull().default(0),
  lastError: text("last_error"),
  sentAt: instant("sent_at"),
  givenUpAt: instant("given_up_at"),
});

/** What happened on the platform; what is done in a studio stands in its own audit. */
export const platformEvents = pgTable("platform_events", {
  id: id(),
  at: instant("at").notNull().defaultNow(),
  kind: text("kind").notNull(),
  userId: uuid("user_id"),
  studioId: uuid("studio_id"),
  address: inet("address"),
  userAgent: text("user_agent"),
  detail: jsonb("detail")
    .$type<Record<string, unknown>>()
    .notNull()
    .default(sql`'{}'::jsonb`),
});
