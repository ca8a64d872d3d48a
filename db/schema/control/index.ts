import {
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, createdAt, id, instant } from "./columns.ts";

export * from "./errands.ts";
export * from "./identity.ts";

export const ISOLATIONS = ["shared", "schema", "dedicated"] as const;
export type Isolation = (typeof ISOLATIONS)[number];

export const MOVE_STATES = [
  "provision",
  "wire",
  "copy",
  "tail",
  "verify",
  "fence",
  "flip",
  "check",
  "soak",
  "finalized",
  "rolled_back",
  "aborting",
  "aborted",
] as const;
export type MoveState = (typeof MOVE_STATES)[number];

/** Rows and order-independent hash of each table: `{ clients: { rows: 812, hash: "…" } }`. */
export type TableSums = Record<string, { rows: number; hash: string }>;

/** What the comparison of every row found, and where it could not be made, why. */
export type MoveFindings = { rows: number; differing: string[]; note?: string };

export const clusters = pgTable("clusters", {
  name: text("name").primaryKey(),
  createdAt: createdAt(),
});

export const studios = pgTable("studios", {
  id: id(),
  slug: text("slug").notNull(),
  name: text("name").notNull(),
  /** Members enter with a second factor only. */
  requiresSecondFactor: boolean("requires_second_factor").notNull().default(false),
  createdAt: createdAt(),
});

/** A schema in a database on a cluster: what a migration is applied to. */
export const places = pgTable("places", {
  id: id(),
  cluster: text("cluster").notNull(),
  database: text("database").notNull(),
  schema: text("schema").notNull(),
  isolation: text("isolation", { enum: ISOLATIONS }).notNull(),
  state: text("state", { enum: ["spare", "making", "ready", "dropping"] })
    .notNull()
    .default("making"),
  /** Of a spare one: the template that it was made from. */
  fingerprint: text("fingerprint"),
  createdAt: createdAt(),
});

/** Where a studio's rows are; the one that is `active` is where it works. */
export const placements = pgTable(
  "placements",
  {
    studioId: uuid("studio_id").notNull(),
    placeId: uuid("place_id").notNull(),
    state: text("state", { enum: ["active", "target", "retired"] }).notNull(),
    epoch: integer("epoch").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.studioId, table.placeId] })],
);

/** A move of a studio between places, advanced by compare-and-set on `(state, version)`. */
export const moves = pgTable("moves", {
  id: id(),
  studioId: uuid("studio_id").notNull(),
  kind: text("kind", { enum: ["promote", "demote", "rollback"] }).notNull(),
  engine: text("engine", { enum: ["replication", "journal"] }).notNull(),
  fromPlaceId: uuid("from_place_id").notNull(),
  toPlaceId: uuid("to_place_id").notNull(),
  fromEpoch: integer("from_epoch").notNull(),
  state: text("state", { enum: MOVE_STATES }).notNull(),
  version: integer("version").notNull().default(1),
  deadline: instant("deadline").notNull(),
  verified: jsonb("verified").$type<TableSums>(),
  pausedMs: real("paused_ms"),
  findings: jsonb("findings").$type<MoveFindings>(),
  error: text("error"),
  startedAt: instant("started_at").notNull().defaultNow(),
  fencedAt: instant("fenced_at"),
  openedAt: instant("opened_at"),
  finishedAt: instant("finished_at"),
});

export const migrationLedger = pgTable(
  "migration_ledger",
  {
    placeId: uuid("place_id").notNull(),
    version: integer("version").notNull(),
    name: text("name").notNull(),
    checksum: text("checksum").notNull(),
    state: text("state", { enum: ["applied", "failed"] }).notNull(),
    error: text("error"),
    triedAt: instant("tried_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.placeId, table.version] })],
);

/** The app's login to a place of its own; its password is sealed under the key of that id. */
export const placeCredentials = pgTable("place_credentials", {
  placeId: uuid("place_id").primaryKey(),
  login: text("login").notNull(),
  password: bytea("password").notNull(),
  keyId: text("key_id").notNull(),
  /** On its way in: the login may have it already, or not yet. */
  nextPassword: bytea("next_password"),
  createdAt: createdAt(),
  rotatedAt: instant("rotated_at"),
});
