import { boolean, integer, jsonb, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant, studioColumns } from "./columns.ts";

export const CONTACT_KINDS = ["email", "phone", "site", "streaming"] as const;

/** How a client belongs to another. */
export const LINK_ROLES = ["member", "artist", "employee", "manager", "agent", "other"] as const;

export const clients = pgTable("clients", {
  ...studioColumns(),
  kind: text("kind", { enum: ["person", "company"] })
    .notNull()
    .default("person"),
  name: text("name").notNull(),
  givenName: text("given_name"),
  familyName: text("family_name"),
  /** The name on stage, or the one that everybody uses. */
  alias: text("alias"),
  organisation: text("organisation"),
  jobTitle: text("job_title"),
  notes: text("notes"),
  isVip: boolean("is_vip").notNull().default(false),
  /** Of what is written to them; null: the studio's. */
  language: text("language", { enum: ["fr", "en"] }),
  depositPercent: smallint("deposit_percent"),
  tags: text("tags").array().notNull().default([]),
  genres: text("genres").array().notNull().default([]),
  instruments: text("instruments").array().notNull().default([]),
  /** Values of custom_fields by their id. */
  custom: jsonb("custom").$type<Record<string, string | number | boolean>>().notNull().default({}),
  /** The vCard that they came with, as a jCard: what has no column here is given back from it. */
  card: jsonb("card").$type<unknown[]>(),
  cardUid: text("card_uid"),
  archivedAt: instant("archived_at"),
  mergedInto: uuid("merged_into"),
  /*
   * What the database derives from contacts, addresses and names (`rsm.gather_clients`). Written by nobody:
   * the first e-mail, phone and city, and what the client is found by.
   */
  email: text("email"),
  phone: text("phone"),
  city: text("city"),
  reachedBy: text("reached_by").notNull().default(""),
  search: text("search").notNull().default(""),
});

/** In the order of `position`, by kind; the first of a kind is the one that is used. */
export const clientContacts = pgTable("client_contacts", {
  ...studioColumns(),
  clientId: uuid("client_id").notNull(),
  kind: text("kind", { enum: CONTACT_KINDS }).notNull(),
  position: integer("position").notNull().default(0),
  /** home, work, mobile, or any word. */
  label: text("label"),
  value: text("value").notNull(),
  /** As it is compared: `contactKey` of the clients' rules. */
  key: text("key").notNull(),
  /** Its property in the vCard that it came with. */
  card: jsonb("card").$type<unknown[]>(),
});

export const clientAddresses = pgTable("client_addresses", {
  ...studioColumns(),
  clientId: uuid("client_id").notNull(),
  position: integer("position").notNull().default(0),
  label: text("label"),
  street: text("street"),
  postalCode: text("postal_code"),
  city: text("city"),
  region: text("region"),
  country: text("country"),
  card: jsonb("card").$type<unknown[]>(),
});

/** Who belongs to whom: the member of a band, the artist of a label. */
export const clientLinks = pgTable("client_links", {
  ...studioColumns(),
  clientId: uuid("client_id").notNull(),
  memberId: uuid("member_id").notNull(),
  role: text("role", { enum: LINK_ROLES }).notNull(),
});

export const clientNotes = pgTable("client_notes", {
  ...studioColumns(),
  clientId: uuid("client_id").notNull(),
  body: text("body").notNull(),
  notedAt: instant("noted_at").notNull().defaultNow(),
  /** A user of the control database. */
  authorId: uuid("author_id"),
});

/** What a studio notes of its clients beside the rest; the values stand in `clients.custom`. */
export const customFields = pgTable("custom_fields", {
  ...studioColumns(),
  name: text("name").notNull(),
  kind: text("kind", { enum: ["text", "number", "day", "yes_no", "choice"] }).notNull(),
  choices: text("choices").array().notNull().default([]),
  position: integer("position").notNull().default(0),
  archivedAt: instant("archived_at"),
});

/** One client became another's; all that it takes to part them again. */
export const clientMerges = pgTable("client_merges", {
  ...studioColumns(),
  keptId: uuid("kept_id").notNull(),
  goneId: uuid("gone_id").notNull(),
  /** Ids of the rows that were the other's, by `table.column`. */
  moved: jsonb("moved").$type<Record<string, string[]>>().notNull(),
  /** Of the columns that changed in who was kept: as they were, and as they became. */
  before: jsonb("before").$type<Record<string, unknown>>().notNull(),
  after: jsonb("after").$type<Record<string, unknown>>().notNull(),
  undoneAt: instant("undone_at"),
});
